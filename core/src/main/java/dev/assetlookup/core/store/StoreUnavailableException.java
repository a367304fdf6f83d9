package dev.assetlookup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * The store gave no answer. Says nothing about what is stored. Its subclasses keep apart what calls
 * for something else than waiting: {@link OutcomeUnknownException} for a write that may have
 * happened, {@link StoreNotSetUpException} for what the operator has to put right, {@link
 * CorruptRecordException} for a record that is not valid. A caller's own mistake, such as a null,
 * is none of these: it ends in a {@link NullPointerException} or {@link IllegalArgumentException}.
 *
 * <p>For the operator: the message may name hosts and keys, so it is logged and never sent to a
 * client.
 */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Wraps a driver's failure.
   *
   * @param message what was attempted
   * @param cause why there was no answer, null if there is no exception
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * There is no answer because this thread was told to stop while it waited. Sets its interrupt
   * status again.
   *
   * @param cause what ended the waiting
   * @return the exception to throw
   */
  public static StoreUnavailableException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new StoreUnavailableException("interrupted while waiting for the storage", cause);
  }
}
