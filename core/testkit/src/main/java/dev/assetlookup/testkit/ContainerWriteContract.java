package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link ContainerStore} about swapping and removing, and those of {@link
 * AssetReaderContract}. {@link ContainerStoreContract} has them all; extend this while your store
 * cannot list yet.
 */
public abstract class ContainerWriteContract extends ContainerStoreSetup {
  /** For subclasses. */
  protected ContainerWriteContract() {}

  @Override
  protected final AssetReader readerHolding(Map<ContainerKey, List<Asset>> content)
      throws Exception {
    ContainerStore store = emptyStore();
    content.forEach(
        (key, assets) -> ContainerRules.create(store, Samples.container(key, 1, assets)));
    return store;
  }

  /** C01 to C03, C07, C09 and C15: what is read is what was swapped in. */
  @Nested
  @Tag("write")
  public class RoundTrips extends RoundTripRules {
    /** For subclasses. */
    protected RoundTrips() {
      super(ContainerWriteContract.this);
    }
  }

  /** C08 and C17 to C19: superseded assets come back. */
  @Nested
  @Tag("write")
  public class SupersededRoundTrips extends SupersededRoundTripRules {
    /** For subclasses. */
    protected SupersededRoundTrips() {
      super(ContainerWriteContract.this);
    }
  }

  /** C13, C14 and C16: every value of its type comes back. */
  @Nested
  @Tag("write")
  public class Values extends ValueRules {
    /** For subclasses. */
    protected Values() {
      super(ContainerWriteContract.this);
    }
  }

  /** C05, C06 and C10: every number and every time comes back. */
  @Nested
  @Tag("write")
  public class Numbers extends NumberRules {
    /** For subclasses. */
    protected Numbers() {
      super(ContainerWriteContract.this);
    }
  }

  /** C04, C11 and C12: texts come back, whatever is in them. */
  @Nested
  @Tag("write")
  public class Texts extends TextRules {
    /** For subclasses. */
    protected Texts() {
      super(ContainerWriteContract.this);
    }
  }

  /** C21 and C27 to C29: what a find gives for each state of a container. */
  @Nested
  @Tag("write")
  public class States extends StateRules {
    /** For subclasses. */
    protected States() {
      super(ContainerWriteContract.this);
    }
  }

  /** C22, C106 and C107: superseded assets are kept and found. */
  @Nested
  @Tag("write")
  public class Superseded extends SupersededRules {
    /** For subclasses. */
    protected Superseded() {
      super(ContainerWriteContract.this);
    }
  }

  /** C23 to C26: which of several assets of one id is found. */
  @Nested
  @Tag("write")
  public class Precedence extends PrecedenceRules {
    /** For subclasses. */
    protected Precedence() {
      super(ContainerWriteContract.this);
    }
  }

  /** C42 to C44: what several finds at once give for each state. */
  @Nested
  @Tag("write")
  public class BatchStates extends BatchStateRules {
    /** For subclasses. */
    protected BatchStates() {
      super(ContainerWriteContract.this);
    }
  }

  /** C114, C115 and C117: assets with the projects of their containers. */
  @Nested
  @Tag("write")
  public class Projects extends ProjectRules {
    /** For subclasses. */
    protected Projects() {
      super(ContainerWriteContract.this);
    }
  }

  /** C116: assets of a container that moves from project to project. */
  @Nested
  @Tag("write")
  public class ProjectRaces extends ProjectRaceRules {
    /** For subclasses. */
    protected ProjectRaces() {
      super(ContainerWriteContract.this);
    }
  }

  /** C30 to C33 and C35: compare and swap. */
  @Nested
  @Tag("write")
  public class Swaps extends SwapRules {
    /** For subclasses. */
    protected Swaps() {
      super(ContainerWriteContract.this);
    }
  }

  /** C36 to C38 and C101: writers who race, on one instance and on two. */
  @Nested
  @Tag("write")
  public class SwapRaces extends SwapRaceRules {
    /** For subclasses. */
    protected SwapRaces() {
      super(ContainerWriteContract.this);
    }
  }

  /** C39 to C41 and C45 to C47: readers beside a writer. */
  @Nested
  @Tag("write")
  public class Isolation extends IsolationRules {
    /** For subclasses. */
    protected Isolation() {
      super(ContainerWriteContract.this);
    }
  }

  /** C60 to C63: a write whose reply got lost can be repeated. */
  @Nested
  @Tag("write")
  public class LostReplies extends LostReplyRules {
    /** For subclasses. */
    protected LostReplies() {
      super(ContainerWriteContract.this);
    }
  }

  /** C65 and C66: removing. */
  @Nested
  @Tag("write")
  public class Removals extends RemovalRules {
    /** For subclasses. */
    protected Removals() {
      super(ContainerWriteContract.this);
    }
  }

  /** C68, C69 and C102: removers who race, on one instance and on two. */
  @Nested
  @Tag("write")
  public class RemovalRaces extends RemovalRaceRules {
    /** For subclasses. */
    protected RemovalRaces() {
      super(ContainerWriteContract.this);
    }
  }

  /** C103 and C104: the latest revision; none ever comes back. */
  @Nested
  @Tag("write")
  public class Revisions extends RevisionRules {
    /** For subclasses. */
    protected Revisions() {
      super(ContainerWriteContract.this);
    }
  }

  /** C105: no revision comes back while several write. */
  @Nested
  @Tag("write")
  public class RevisionRaces extends RevisionRaceRules {
    /** For subclasses. */
    protected RevisionRaces() {
      super(ContainerWriteContract.this);
    }
  }
}
