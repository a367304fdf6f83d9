package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link AuditTrail}: that it tells who changed what. Extend it, and hand in a
 * store by {@link #emptyStore} and a second one over the same storage by {@link #another}. What the
 * store holds is proven by {@link ContainerStoreContract} and {@link ApiKeyStoreContract}.
 *
 * <p>The rules are numbered and stand in nested groups, all with the tag {@code audit}. A store
 * that has to deviate from a rule overrides it as in {@link AssetReaderContract}.
 */
public abstract class AuditTrailContract extends Contract<AuditTrailContract.Ports> {
  final SetClock clock = new SetClock();

  /** For subclasses. */
  protected AuditTrailContract() {}

  /**
   * Makes a store that holds nothing and whose trail is empty. Called once or more for each rule.
   *
   * @return the store to test, which dates its entries by {@link #clock} if it {@link #takesClock}
   * @throws Exception if it cannot be made
   */
  protected abstract Ports emptyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, with a client, a pool and caches of its
   * own, as another process has them. A store that keeps everything in one object returns the given
   * one.
   *
   * @param first what {@link #emptyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected abstract Ports another(Ports first) throws Exception;

  /**
   * The time that the rules set, for the store to date its entries by.
   *
   * @return the clock of this test
   */
  protected final InstantSource clock() {
    return clock;
  }

  /**
   * Whether the store dates its entries by {@link #clock}. Override it for one that has a clock of
   * its own; the rules that set the time are skipped then.
   *
   * @return true, if not overridden
   */
  protected boolean takesClock() {
    return true;
  }

  /**
   * Begins a transaction of the caller's, as {@link ChangeLogContract#begin} does. Override it
   * where the store joins such transactions; without it their rules are skipped.
   *
   * @param store what {@link #emptyStore} returned last
   * @return ends it, called by the same thread
   * @throws Exception if it cannot be done
   */
  protected Transaction begin(Ports store) throws Exception {
    return Assumptions.abort("this test has no transactions: begin is not overridden");
  }

  /**
   * Takes the storage behind a store away, as if its server were down. Override it where that can
   * be done; without it the rule of the unreachable storage is skipped.
   *
   * @param store what {@link #emptyStore} returned last, not used after the rule
   * @throws Exception if it cannot be done
   */
  protected void disconnect(Ports store) throws Exception {
    Assumptions.abort("this test cannot take the storage away: disconnect is not overridden");
  }

  /**
   * Closes what the factory methods gave to a rule, when the rule is over. By default it closes
   * each port that is {@link AutoCloseable}, once.
   *
   * @param made what a factory method returned; each once, the last one first
   * @throws Exception if it cannot be closed
   */
  @Override
  protected void close(Ports made) throws Exception {
    Opened<Object> ports = new Opened<>();
    ports.add(made.containers());
    ports.add(made.keys());
    ports.add(made.trail());
    ports.closeAll(Opened::closeIfCloseable);
  }

  /**
   * One instance of a store that keeps an audit trail.
   *
   * @param containers its containers, whose changes leave entries
   * @param keys its API keys, whose changes leave entries
   * @param trail the trail
   */
  public record Ports(ContainerStore containers, ApiKeyStore keys, AuditTrail trail) {
    /** Requires all of them. */
    public Ports {
      Objects.requireNonNull(containers);
      Objects.requireNonNull(keys);
      Objects.requireNonNull(trail);
    }

    /**
     * A store that is all of these ports.
     *
     * @param <S> its class
     * @param store the store
     * @return its ports
     */
    public static <S extends ContainerStore & ApiKeyStore & AuditTrail> Ports of(S store) {
      return new Ports(store, store, store);
    }
  }

  /** A01 to A08: each change leaves its entry, and nothing else does. */
  @Nested
  @Tag("audit")
  public class Entries extends AuditEntryRules {
    /** For subclasses. */
    protected Entries() {
      super(AuditTrailContract.this);
    }
  }

  /** A10 to A16: pages, newest first. */
  @Nested
  @Tag("audit")
  public class Pages extends AuditPageRules {
    /** For subclasses. */
    protected Pages() {
      super(AuditTrailContract.this);
    }
  }

  /** A20 to A23: removing old entries. */
  @Nested
  @Tag("audit")
  public class Trims extends AuditTrimRules {
    /** For subclasses. */
    protected Trims() {
      super(AuditTrailContract.this);
    }
  }

  /** A30 and A31: transactions of the caller's. */
  @Nested
  @Tag("audit")
  public class Transactions extends AuditTransactionRules {
    /** For subclasses. */
    protected Transactions() {
      super(AuditTrailContract.this);
    }
  }

  /** A40 and A41: an unreachable storage, a null. */
  @Nested
  @Tag("audit")
  public class Failures extends AuditFailureRules {
    /** For subclasses. */
    protected Failures() {
      super(AuditTrailContract.this);
    }
  }
}
