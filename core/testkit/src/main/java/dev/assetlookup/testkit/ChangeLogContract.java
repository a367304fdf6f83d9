package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link ChangeLog}: that the log agrees with what was written. Extend it, and hand
 * in a store by {@link #emptyStore} and a second one over the same storage by {@link #another}.
 * What the store holds is proven by {@link ContainerStoreContract} and {@link ApiKeyStoreContract}.
 *
 * <p>Transactions of the caller's and an unreachable storage look different from technology to
 * technology: {@link #begin} and {@link #disconnect} bring them about where the test can.
 *
 * <p>The rules are numbered and stand in nested groups, all with the tag {@code log}. A store that
 * has to deviate from a rule overrides it as in {@link AssetReaderContract}.
 */
public abstract class ChangeLogContract extends DatedContract<ChangeLogContract.Ports> {
  /** For subclasses. */
  protected ChangeLogContract() {}

  /**
   * Closes what the factory methods gave to a rule, when the rule is over. By default it closes
   * each port that is {@link AutoCloseable}, once; override it if a client or a file behind it has
   * to be closed.
   *
   * @param made what a factory method returned; each once, the last one first
   * @throws Exception if it cannot be closed
   */
  @Override
  protected void close(Ports made) throws Exception {
    Opened<Object> ports = new Opened<>();
    ports.add(made.containers());
    ports.add(made.keys());
    ports.add(made.log());
    ports.closeAll(Opened::closeIfCloseable);
  }

  /**
   * One instance of a store that keeps a log.
   *
   * @param containers its containers, whose changes are logged
   * @param keys its API keys, whose changes are logged
   * @param log the log
   */
  public record Ports(ContainerStore containers, ApiKeyStore keys, ChangeLog log) {
    /** Requires all of them. */
    public Ports {
      Objects.requireNonNull(containers);
      Objects.requireNonNull(keys);
      Objects.requireNonNull(log);
    }

    /**
     * A store that is all of these ports.
     *
     * @param <S> its class
     * @param store the store
     * @return its ports
     */
    public static <S extends ContainerStore & ApiKeyStore & ChangeLog> Ports of(S store) {
      return new Ports(store, store, store);
    }
  }

  /** A transaction that the caller of a store began. */
  public interface Transaction {
    /**
     * Keeps what was done in it.
     *
     * @throws Exception if it cannot be done
     */
    void commit() throws Exception;

    /**
     * Undoes what was done in it.
     *
     * @throws Exception if it cannot be done
     */
    void rollback() throws Exception;
  }

  /** L01 to L03: each write takes the next number of its organization. */
  @Nested
  @Tag("log")
  public class Numbers extends LogNumberRules {
    /** For subclasses. */
    protected Numbers() {
      super(ChangeLogContract.this);
    }
  }

  /** L04 and L05: the numbers that racing writes take. */
  @Nested
  @Tag("log")
  public class NumberRaces extends LogNumberRaceRules {
    /** For subclasses. */
    protected NumberRaces() {
      super(ChangeLogContract.this);
    }
  }

  /** L10 to L12: whoever has read a number sees everything up to it. */
  @Nested
  @Tag("log")
  public class Order extends LogOrderRules {
    /** For subclasses. */
    protected Order() {
      super(ChangeLogContract.this);
    }
  }

  /** L20 to L22, L24 and L27: what the entry of a published container says. */
  @Nested
  @Tag("log")
  public class Entries extends LogEntryRules {
    /** For subclasses. */
    protected Entries() {
      super(ChangeLogContract.this);
    }
  }

  /** L23, L25 and L26: what the entry of a deletion, a sweep or a removal says. */
  @Nested
  @Tag("log")
  public class Deletions extends LogDeletionRules {
    /** For subclasses. */
    protected Deletions() {
      super(ChangeLogContract.this);
    }
  }

  /** L19: what the core writes is logged. */
  @Nested
  @Tag("log")
  public class CoreWrites extends LogCoreWriteRules {
    /** For subclasses. */
    protected CoreWrites() {
      super(ChangeLogContract.this);
    }
  }

  /** L28 and L57: entries of keys, and the key revision. */
  @Nested
  @Tag("log")
  public class Keys extends LogKeyRules {
    /** For subclasses. */
    protected Keys() {
      super(ChangeLogContract.this);
    }
  }

  /** L29 and L53: times, also where a clock was set back. */
  @Nested
  @Tag("log")
  public class Clocks extends LogClockRules {
    /** For subclasses. */
    protected Clocks() {
      super(ChangeLogContract.this);
    }
  }

  /** L30 to L35: reading on from a place, page by page. */
  @Nested
  @Tag("log")
  public class Places extends LogPlaceRules {
    /** For subclasses. */
    protected Places() {
      super(ChangeLogContract.this);
    }
  }

  /** L40 to L43: how far logs have come. */
  @Nested
  @Tag("log")
  public class Heads extends LogHeadRules {
    /** For subclasses. */
    protected Heads() {
      super(ChangeLogContract.this);
    }
  }

  /** L50 to L52, L54 to L56 and L58: removing old entries. */
  @Nested
  @Tag("log")
  public class Trims extends LogTrimRules {
    /** For subclasses. */
    protected Trims() {
      super(ChangeLogContract.this);
    }
  }

  /** L60, L61 and L63: transactions of the caller's. */
  @Nested
  @Tag("log")
  public class Transactions extends LogTransactionRules {
    /** For subclasses. */
    protected Transactions() {
      super(ChangeLogContract.this);
    }
  }

  /** L62 and L64: others beside an open transaction of a caller's. */
  @Nested
  @Tag("log")
  public class OpenTransactions extends LogOpenTransactionRules {
    /** For subclasses. */
    protected OpenTransactions() {
      super(ChangeLogContract.this);
    }
  }

  /** L70 to L72: listeners. */
  @Nested
  @Tag("log")
  public class Listeners extends LogListenerRules {
    /** For subclasses. */
    protected Listeners() {
      super(ChangeLogContract.this);
    }
  }

  /** L80: a null. */
  @Nested
  @Tag("log")
  public class Nulls extends LogNullRules {
    /** For subclasses. */
    protected Nulls() {
      super(ChangeLogContract.this);
    }
  }

  /** L81 and L82: an unreachable storage, a lost reply. */
  @Nested
  @Tag("log")
  public class Failures extends LogFailureRules {
    /** For subclasses. */
    protected Failures() {
      super(ChangeLogContract.this);
    }
  }
}
