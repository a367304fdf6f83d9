package dev.assetlookup.testkit;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test of a {@link ContainerStore} hands in: stores, and what must befall them.
 *
 * <p>What a corrupt record and an unreachable storage look like differs from technology to
 * technology: {@link #corrupt} and {@link #disconnect} bring them about where the test can.
 */
abstract class ContainerStoreSetup extends AssetReaderContract {
  /**
   * Makes a store that holds nothing. Called once or more for each rule.
   *
   * @return the store to test
   * @throws Exception if it cannot be made
   */
  protected abstract ContainerStore emptyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, with a client, a pool and caches of its
   * own, as another process has them. Rules write by the one and read by the other: a lock or a
   * cache inside one instance does not make them pass.
   *
   * <p>A store that keeps everything in one object has no second one: override this to return the
   * given store, which says so.
   *
   * @param first what {@link #emptyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected ContainerStore another(ContainerStore first) throws Exception {
    throw new UnsupportedOperationException(
        "override another(ContainerStore) to return a second store over the storage of the first");
  }

  /**
   * Takes the storage behind a store away, as if its server were down. Override it where that can
   * be done; without it the rule of the unreachable storage is skipped.
   *
   * @param store what {@link #emptyStore} returned last, not used after the rule
   * @throws Exception if it cannot be done
   */
  protected void disconnect(ContainerStore store) throws Exception {
    Assumptions.abort("this test cannot take the storage away: disconnect is not overridden");
  }

  /**
   * Damages what is stored of a container, so that it can no longer be read as a valid one, and
   * nothing else. Override it where that can be done; without it the rule of the corrupt record is
   * skipped.
   *
   * @param store what {@link #emptyStore} returned last
   * @param key a container that is stored
   * @throws Exception if it cannot be done
   */
  protected void corrupt(ContainerStore store, ContainerKey key) throws Exception {
    Assumptions.abort("this test cannot damage a record: corrupt is not overridden");
  }
}
