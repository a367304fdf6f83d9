package dev.assetlookup.core.store;

/**
 * The store could not be asked, or its answer was lost. Says nothing about what is stored. For the
 * operator: the message may name hosts and keys, so it is logged and never sent to a client.
 */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Wraps a driver's failure.
   *
   * @param message what was attempted
   * @param cause why there was no answer
   */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
