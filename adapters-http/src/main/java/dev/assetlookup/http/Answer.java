package dev.assetlookup.http;

import io.helidon.http.Status;

/** The outcome of a request, before it is written to the socket. */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
sealed interface Answer
    permits Answer.Content,
        Answer.Stored,
        Answer.QueryResult,
        Answer.Secret,
        Answer.Done,
        Answer.Held,
        ApiError {
  /**
   * The current representation of what the path names.
   *
   * @param body the bytes to send
   * @param tag its entity tag
   */
  record Content(byte[] body, String tag) implements Answer {
    static Content of(byte[] body) {
      return new Content(body, EntityTag.of(body));
    }
  }

  /** The current representation after a successful write. */
  record Stored(Status status, byte[] body) implements Answer {}

  /** The result of a query in the request's body, which is no representation of the path. */
  record QueryResult(byte[] body) implements Answer {}

  /** What is shown this once, and must not be kept by a cache. */
  record Secret(Status status, byte[] body) implements Answer {}

  /** Success without a body. */
  record Done() implements Answer {}

  /** An answer after which the room for the request's body is released. */
  record Held(Answer answer, BodyShare share) implements Answer {}
}
