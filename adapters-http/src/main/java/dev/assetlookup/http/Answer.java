package dev.assetlookup.http;

/** What a request comes to, before it is put on the wire. */
sealed interface Answer permits Answer.Content, ApiError {
  /** A representation, as the bytes to send. */
  @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
  record Content(byte[] body) implements Answer {}
}
