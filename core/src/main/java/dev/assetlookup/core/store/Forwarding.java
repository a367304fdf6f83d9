package dev.assetlookup.core.store;

import java.util.Objects;

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
}
