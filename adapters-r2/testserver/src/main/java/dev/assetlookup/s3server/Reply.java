package dev.assetlookup.s3server;

/** What a connection does after a request. */
sealed interface Reply {

  /** Sends an answer. */
  record Send(HttpResponse answer) implements Reply {}

  /** Sends the first half of an answer, then closes or falls silent. */
  record SendHalf(HttpResponse answer, boolean thenClose) implements Reply {}

  /** Closes, with or without a TCP reset. */
  record Close(boolean reset) implements Reply {}

  /** Is silent until the client closes. */
  record Silence() implements Reply {}
}
