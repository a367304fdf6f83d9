package dev.assetlookup.http;

/** What the thread of a connection is doing. */
enum ConnectionPhase {
  /** Waits for the first byte of a request. */
  WAITING,
  /** Reads the line and the headers of a request. */
  HEAD,
  /** Reads a body that a route wants. */
  BODY,
  /** Works out an answer, without waiting for the client. */
  WORKING,
  /** Writes an answer. */
  WRITING,
  /** Reads and drops what is left, so that the client sees the answer. */
  DISCARDING
}
