package dev.assetlookup.jdbc;

/** A store was given connections that are not what it was made for: a mistake of the caller's. */
final class WrongTransactionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  WrongTransactionException(String message) {
    super(message);
  }
}
