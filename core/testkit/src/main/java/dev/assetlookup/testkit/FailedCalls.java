package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreUnavailableException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about calls that must fail. */
final class FailedCalls {
  private FailedCalls() {}

  static void assertRefusesNull(String call, ThrowingCallable action) {
    assertThat(catchThrowable(action)).as(call).isInstanceOf(NullPointerException.class);
  }

  /** A null where none is allowed. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // That is the point.
  static <T> T nothing() {
    return null;
  }

  static void assertUnavailable(String call, ThrowingCallable action) {
    assertThat(catchThrowable(action))
        .as(call)
        .isInstanceOf(StoreUnavailableException.class)
        .isNotInstanceOf(CorruptRecordException.class);
  }

  static void assertCorrupt(String call, ThrowingCallable action) {
    assertThatCode(action).as(call).isInstanceOf(CorruptRecordException.class);
  }
}
