package dev.assetlookup.core.store;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Has another store to pass calls on to.
 *
 * @param <S> the port
 */
abstract class Forwarding<S> {
  private final S store;

  Forwarding(S store) {
    this.store = Objects.requireNonNull(store);
  }

  /**
   * The store that a call goes to; asked once in each call that is passed on.
   *
   * @return the other store
   */
  protected S store() {
    return store;
  }

  /**
   * Runs a call that writes. All of them come by here, so that something can be done around each.
   *
   * @param call writes to the other store
   * @return what the call returns
   * @param <R> what that is
   */
  protected <R> R write(Supplier<R> call) {
    return call.get();
  }
}
