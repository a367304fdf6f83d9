package dev.assetlookup.http;

import io.helidon.http.Status;

/** What a request comes to, before it is put on the wire. */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
sealed interface Answer
    permits Answer.Content, Answer.Stored, Answer.Result, Answer.Done, Answer.Held, ApiError {
  /** The current representation of what the path names, as the bytes to send. */
  record Content(byte[] body) implements Answer {}

  /** The same after a write that succeeded. */
  record Stored(Status status, byte[] body) implements Answer {}

  /** What was asked for in the request's body: no representation of the path. */
  record Result(byte[] body) implements Answer {}

  /** Done, and nothing to tell. */
  record Done() implements Answer {}

  /** One to a body whose room is given back when this is sent. */
  record Held(Answer answer, Bodies.Share share) implements Answer {}
}
