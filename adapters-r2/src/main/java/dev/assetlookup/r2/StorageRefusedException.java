package dev.assetlookup.r2;

import dev.assetlookup.core.store.StoreUnavailableException;

/**
 * The storage answered, and refused: there is no such bucket, or the credentials, their permissions
 * or this machine's clock are wrong. Waiting does not help; the message says what would.
 */
public final class StorageRefusedException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  StorageRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
