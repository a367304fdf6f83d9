package dev.assetlookup.r2.bucket;

import dev.assetlookup.core.store.StoreUnavailableException;

/** The answer had a line of metadata that is longer than the client reads. */
public final class LongHeadException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  LongHeadException(String message, Throwable cause) {
    super(message, cause);
  }
}
