package dev.assetlookup.bootstrap.serve;

/** A server cannot listen, or has ended by itself. The message says what to do. */
public final class ServerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerFailedException(String message) {
    super(message);
  }
}
