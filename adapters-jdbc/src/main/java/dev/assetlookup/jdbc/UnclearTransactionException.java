package dev.assetlookup.jdbc;

/** A connection is in a transaction that the store may neither join nor end: a caller's mistake. */
final class UnclearTransactionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnclearTransactionException(String message) {
    super(message);
  }
}
