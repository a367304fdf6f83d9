package dev.assetlookup.core.store;

/** A stored record cannot be read as a valid value. Its neighbours are not affected. */
public final class CorruptRecordException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the record.
   *
   * @param key which record, for the operator
   * @param cause what is wrong with it
   */
  public CorruptRecordException(String key, Throwable cause) {
    super("corrupt record " + key + ": " + cause.getMessage(), cause);
  }
}
