package dev.assetlookup.r2;

import dev.assetlookup.core.store.StoreUnavailableException;

/**
 * The storage refused a file because it is not, or no longer, what its descriptor says. Waiting
 * does not help; the message names the file.
 */
public final class StorageRefusedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message names the bucket and the file
   * @param cause what the storage or the file system answered
   */
  public StorageRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
