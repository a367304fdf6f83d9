package dev.assetlookup.core.store;

/**
 * A write was sent and its answer was lost: it may have happened. Read back before trying again. A
 * {@link StoreUnavailableException} of a write that is not of this class changed nothing.
 */
public final class OutcomeUnknownException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * Wraps a driver's failure.
   *
   * @param message what was attempted
   * @param cause why there was no answer
   */
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
