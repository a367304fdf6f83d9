package dev.assetlookup.testkit;

import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.time.InstantSource;
import org.junit.jupiter.api.Assumptions;

/**
 * What the contracts share of stores that write down, with its time, that something was changed.
 *
 * @param <T> one instance of such a store
 */
abstract class DatedContract<T> extends Contract<T> {
  final SetClock clock = new SetClock();

  /**
   * Makes a store that holds nothing and has written nothing down. Called once or more for each
   * rule.
   *
   * @return the store to test, which dates its entries by {@link #clock()} if it {@link
   *     #takesClock}
   * @throws Exception if it cannot be made
   */
  protected abstract T emptyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, with a client, a pool and caches of its
   * own, as another process has them.
   *
   * <p>A store that keeps everything in one object has no second one: override this to return the
   * given store, which says so.
   *
   * @param first what {@link #emptyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected T another(T first) throws Exception {
    throw new UnsupportedOperationException(
        "override another(Ports) to return a second store over the storage of the first");
  }

  /**
   * The time that the rules set, for the store to date its entries by.
   *
   * @return the clock of this test
   */
  protected final InstantSource clock() {
    return clock;
  }

  /**
   * Whether the store dates its entries by {@link #clock()}. Override it for one that has a clock
   * of its own, such as that of a database; the rules of times that go back are skipped then.
   *
   * @return true, if not overridden
   */
  protected boolean takesClock() {
    return true;
  }

  /**
   * Begins a transaction of the caller's: what this thread does by the store from now on is part of
   * it. Override it where the store joins such transactions; without it their rules are skipped.
   *
   * @param store what {@link #emptyStore} returned last
   * @return ends it, called by the same thread
   * @throws Exception if it cannot be done
   */
  protected Transaction begin(T store) throws Exception {
    return Assumptions.abort("this test has no transactions: begin is not overridden");
  }

  /**
   * Takes the storage behind a store away, as if its server were down. Override it where that can
   * be done; without it the rule of the unreachable storage is skipped.
   *
   * @param store what {@link #emptyStore} returned last, not used after the rule
   * @throws Exception if it cannot be done
   */
  protected void disconnect(T store) throws Exception {
    Assumptions.abort("this test cannot take the storage away: disconnect is not overridden");
  }
}
