package dev.assetlookup.testkit;

import dev.assetlookup.core.store.ContainerStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link ContainerStore}, including those of {@link AssetReaderContract}. Extend it
 * and hand in a store; nothing else is needed.
 *
 * <p>Each group has the tag of the ability that it needs, so that a store can be written and proven
 * step by step: {@code read} (the groups of {@link AssetReaderContract}), then {@code write} (those
 * of {@link ContainerWriteContract}: swap and remove), then {@code list} (list, due and scan, and
 * the rules that look at a write by every call).
 *
 * <p>What a corrupt record and an unreachable storage look like differs from technology to
 * technology: {@link #corrupt} and {@link #disconnect} bring them about where the test can.
 */
public abstract class ContainerStoreContract extends ContainerWriteContract {
  /** For subclasses. */
  protected ContainerStoreContract() {}

  /** C50 to C56 and C58: everything, page by page. */
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

  /** C72, C73 and C76: lists, page by page. */
  @Nested
  @Tag("list")
  public class ListPages extends ListPageRules {
    /** For subclasses. */
    protected ListPages() {
      super(ContainerStoreContract.this);
    }
  }

  /** C78 and C79: what a list has of each container. */
  @Nested
  @Tag("list")
  public class Rows extends RowRules {
    /** For subclasses. */
    protected Rows() {
      super(ContainerStoreContract.this);
    }
  }

  /** C87: what a list has of a container that is being written. */
  @Nested
  @Tag("list")
  public class RowRaces extends RowRaceRules {
    /** For subclasses. */
    protected RowRaces() {
      super(ContainerStoreContract.this);
    }
  }

  /** C80 to C82 and C88: listing what meets one condition. */
  @Nested
  @Tag("list")
  public class Filters extends FilterRules {
    /** For subclasses. */
    protected Filters() {
      super(ContainerStoreContract.this);
    }
  }

  /** C83 and C84: times, and several conditions together. */
  @Nested
  @Tag("list")
  public class FilterCombinations extends FilterCombinationRules {
    /** For subclasses. */
    protected FilterCombinations() {
      super(ContainerStoreContract.this);
    }
  }

  /** C85 and C86: listing by conditions after writes. */
  @Nested
  @Tag("list")
  public class FilterChanges extends FilterChangeRules {
    /** For subclasses. */
    protected FilterChanges() {
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

  /** C94 to C96 and C98: order and pages of what is due. */
  @Nested
  @Tag("list")
  public class DuePages extends DuePageRules {
    /** For subclasses. */
    protected DuePages() {
      super(ContainerStoreContract.this);
    }
  }

  /** C57, C77 and C99: pages read beside a writer. */
  @Nested
  @Tag("list")
  public class PageRaces extends PageRaceRules {
    /** For subclasses. */
    protected PageRaces() {
      super(ContainerStoreContract.this);
    }
  }

  /** C20 and C34: what was never written is nowhere. */
  @Nested
  @Tag("list")
  public class UnknownContainers extends UnknownContainerRules {
    /** For subclasses. */
    protected UnknownContainers() {
      super(ContainerStoreContract.this);
    }
  }

  /** C64 and C67: what every call answers after a removal. */
  @Nested
  @Tag("list")
  public class RemovedContainers extends RemovedContainerRules {
    /** For subclasses. */
    protected RemovedContainers() {
      super(ContainerStoreContract.this);
    }
  }

  /** C100: what one instance wrote is seen by every call on another one. */
  @Nested
  @Tag("list")
  public class Instances extends InstanceRules {
    /** For subclasses. */
    protected Instances() {
      super(ContainerStoreContract.this);
    }
  }

  /** C108 to C110: very many containers, and very large limits. */
  @Nested
  @Tag("list")
  public class Limits extends LimitRules {
    /** For subclasses. */
    protected Limits() {
      super(ContainerStoreContract.this);
    }
  }

  /** C111: a null. */
  @Nested
  @Tag("list")
  public class Nulls extends NullRules {
    /** For subclasses. */
    protected Nulls() {
      super(ContainerStoreContract.this);
    }
  }

  /** C112 and C113: an unreachable storage, a corrupt record. */
  @Nested
  @Tag("list")
  public class Failures extends FailureRules {
    /** For subclasses. */
    protected Failures() {
      super(ContainerStoreContract.this);
    }
  }
}
