package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link ContainerStore}, including those of {@link AssetReaderContract}. Extend it
 * and hand in a store; nothing else is needed.
 *
 * <p>Each group has the tag of the ability that it needs, so that a store can be written and proven
 * step by step: {@code read} (the groups of {@link AssetReaderContract}), then {@code write} (swap
 * and remove), then {@code list} (list, due and scan, and the rules that look at a write by every
 * call).
 *
 * <p>What a corrupt record and an unreachable storage look like differs from technology to
 * technology: {@link #corrupt} and {@link #disconnect} bring them about where the test can.
 */
public abstract class ContainerStoreContract extends AssetReaderContract {
  /** For subclasses. */
  protected ContainerStoreContract() {}

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

  @Override
  protected final AssetReader readerHolding(Map<ContainerKey, List<Asset>> content)
      throws Exception {
    ContainerStore store = emptyStore();
    content.forEach(
        (key, assets) -> ContainerRules.create(store, Samples.container(key, 1, assets)));
    return store;
  }

  /** C01 to C03, C07 to C09, C15 and C17 to C19: what is read is what was swapped in. */
  @Nested
  @Tag("write")
  public class RoundTrips extends RoundTripRules {
    /** For subclasses. */
    protected RoundTrips() {
      super(ContainerStoreContract.this);
    }
  }

  /** C05, C06, C10, C13, C14 and C16: every value of its type comes back. */
  @Nested
  @Tag("write")
  public class Values extends ValueRules {
    /** For subclasses. */
    protected Values() {
      super(ContainerStoreContract.this);
    }
  }

  /** C04, C11 and C12: texts come back, whatever is in them. */
  @Nested
  @Tag("write")
  public class Texts extends TextRules {
    /** For subclasses. */
    protected Texts() {
      super(ContainerStoreContract.this);
    }
  }

  /** C21 and C27 to C29: what a find gives for each state of a container. */
  @Nested
  @Tag("write")
  public class States extends StateRules {
    /** For subclasses. */
    protected States() {
      super(ContainerStoreContract.this);
    }
  }

  /** C22 to C26, C106 and C107: which asset of an id is found. */
  @Nested
  @Tag("write")
  public class Superseded extends SupersededRules {
    /** For subclasses. */
    protected Superseded() {
      super(ContainerStoreContract.this);
    }
  }

  /** C42 to C44: what several finds at once give for each state. */
  @Nested
  @Tag("write")
  public class BatchStates extends BatchStateRules {
    /** For subclasses. */
    protected BatchStates() {
      super(ContainerStoreContract.this);
    }
  }

  /** C30 to C33 and C35 to C38: compare and swap, alone and in races. */
  @Nested
  @Tag("write")
  public class Swaps extends SwapRules {
    /** For subclasses. */
    protected Swaps() {
      super(ContainerStoreContract.this);
    }
  }

  /** C39 to C41 and C45 to C47: readers beside a writer. */
  @Nested
  @Tag("write")
  public class Isolation extends IsolationRules {
    /** For subclasses. */
    protected Isolation() {
      super(ContainerStoreContract.this);
    }
  }

  /** C60 to C63: a write whose reply got lost can be repeated. */
  @Nested
  @Tag("write")
  public class LostReplies extends LostReplyRules {
    /** For subclasses. */
    protected LostReplies() {
      super(ContainerStoreContract.this);
    }
  }

  /** C65, C66, C68 and C69: removing, alone and in races. */
  @Nested
  @Tag("write")
  public class Removals extends RemovalRules {
    /** For subclasses. */
    protected Removals() {
      super(ContainerStoreContract.this);
    }
  }

  /** C101 and C102: races on two instances over one storage. */
  @Nested
  @Tag("write")
  public class Instances extends InstanceRules {
    /** For subclasses. */
    protected Instances() {
      super(ContainerStoreContract.this);
    }
  }

  /** C103 to C105: the latest revision; none ever comes back. */
  @Nested
  @Tag("write")
  public class Revisions extends RevisionRules {
    /** For subclasses. */
    protected Revisions() {
      super(ContainerStoreContract.this);
    }
  }

  /** C50 to C58: everything, page by page. */
  @Nested
  @Tag("list")
  public class Scans extends ScanRules {
    /** For subclasses. */
    protected Scans() {
      super(ContainerStoreContract.this);
    }
  }

  /** C70, C71, C74 and C75: what an organization has, in order. */
  @Nested
  @Tag("list")
  public class Lists extends ListRules {
    /** For subclasses. */
    protected Lists() {
      super(ContainerStoreContract.this);
    }
  }

  /** C72, C73, C76, C77 and C108: lists, page by page. */
  @Nested
  @Tag("list")
  public class ListPages extends ListPageRules {
    /** For subclasses. */
    protected ListPages() {
      super(ContainerStoreContract.this);
    }
  }

  /** C78, C79 and C87: what a list has of each container. */
  @Nested
  @Tag("list")
  public class Rows extends RowRules {
    /** For subclasses. */
    protected Rows() {
      super(ContainerStoreContract.this);
    }
  }

  /** C80 to C86 and C88: listing a part of what an organization has. */
  @Nested
  @Tag("list")
  public class Filters extends FilterRules {
    /** For subclasses. */
    protected Filters() {
      super(ContainerStoreContract.this);
    }
  }

  /** C90 to C93 and C97: what is due to be swept. */
  @Nested
  @Tag("list")
  public class Dues extends DueRules {
    /** For subclasses. */
    protected Dues() {
      super(ContainerStoreContract.this);
    }
  }

  /** C94 to C96, C98 and C99: order and pages of what is due. */
  @Nested
  @Tag("list")
  public class DuePages extends DuePageRules {
    /** For subclasses. */
    protected DuePages() {
      super(ContainerStoreContract.this);
    }
  }

  /** C20, C34, C64, C67, C100, C109 and C110: what every call answers after one write. */
  @Nested
  @Tag("list")
  public class WholeStore extends WholeStoreRules {
    /** For subclasses. */
    protected WholeStore() {
      super(ContainerStoreContract.this);
    }
  }

  /** C111 to C113: a null, an unreachable storage, a corrupt record. */
  @Nested
  @Tag("list")
  public class Failures extends FailureRules {
    /** For subclasses. */
    protected Failures() {
      super(ContainerStoreContract.this);
    }
  }
}
