package dev.assetlookup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * The store answered, and cannot be used until its operator has put something right: tables or a
 * bucket are missing, or credentials are wrong. Waiting does not help. Nothing was changed.
 */
public final class StoreNotSetUpException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the remedy.
   *
   * @param message what is wrong and what to do about it, with the command if there is one
   * @param cause the store's answer, null if it was not an exception
   */
  public StoreNotSetUpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
