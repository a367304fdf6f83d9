package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ContainerStore;
import java.util.Objects;
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
public abstract class AuditTrailContract extends DatedContract<AuditTrailContract.Ports> {
  /** For subclasses. */
  protected AuditTrailContract() {}

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
