package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a write.
 *
 * @param changed whether there was a change, which is then committed
 * @param failure why there was none
 * @param unknown whether the failure leaves open what happened
 */
record WriteOutcome(boolean changed, @Nullable Throwable failure, boolean unknown) {
  static WriteOutcome of(boolean changed) {
    return new WriteOutcome(changed, null, false);
  }

  static WriteOutcome failed(Throwable failure) {
    return new WriteOutcome(false, failure, false);
  }

  static WriteOutcome unknown(Throwable failure) {
    return new WriteOutcome(false, failure, true);
  }

  boolean changedOrThrow(Write write) throws SQLException {
    if (failure == null) {
      return changed;
    }
    if (unknown) {
      throw new OutcomeUnknownException(
          "cannot tell whether " + write.what() + " was written", failure);
    }
    if (failure instanceof SQLException sql) {
      throw sql;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new StoreUnavailableException("cannot write " + write.what(), failure);
  }
}
