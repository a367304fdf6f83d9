package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.store.AssetReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/**
 * The promises of {@link AssetReader}. Extend it and hand in a reader; nothing else is needed. It
 * also fits a reader over a storage that others fill, such as a bucket: every asset of these rules
 * has a size and a MIME type, the file name of its URL is its id and an extension, and no two
 * organizations use one container id. {@link ContainerStoreContract} has the promises beyond.
 *
 * <p>The rules are numbered and stand in nested groups, so that a report shows which group failed.
 * All groups have the tag {@code read}, and rules that race threads also the tag {@code race}.
 *
 * <p>A reader that has to deviate from a rule declares a nested class that extends the group and
 * has the group's name. It runs in place of the group; override the rule in it, and assert what
 * your reader does instead:
 *
 * <pre>{@code
 * @Nested
 * class Reads extends AssetReaderContract.Reads {
 *   @Test
 *   @Override
 *   protected void r25_absent_and_foreign_containers_are_not_read() { ... }
 * }
 * }</pre>
 */
public abstract class AssetReaderContract extends Contract<AssetReader> {
  /** For subclasses. */
  protected AssetReaderContract() {}

  /**
   * Makes a reader over a storage that holds this and nothing else.
   *
   * @param content the current assets of each container, none of them empty
   * @return the reader to test
   * @throws Exception if the storage cannot be filled
   */
  protected abstract AssetReader readerHolding(Map<ContainerKey, List<Asset>> content)
      throws Exception;

  /**
   * Returns where an asset of these rules lives. Override it if the storage determines its URLs.
   *
   * @param container the asset's container
   * @param fileName the asset's id and an extension
   * @return a URL that ends in the file name
   */
  protected MediaUrl urlOf(ContainerKey container, String fileName) {
    return new MediaUrl(
        "https://media.example.com/public-media/content-container/"
            + container.container().uuid()
            + "/media/"
            + fileName);
  }

  /** R01 to R07: a descriptor comes back as it was recorded, and what is unknown stays absent. */
  @Nested
  @Tag("read")
  public class Descriptors extends DescriptorRules {
    /** For subclasses. */
    protected Descriptors() {
      super(AssetReaderContract.this);
    }
  }

  /** R08 to R11 and R16: absent assets and containers, and other organizations. */
  @Nested
  @Tag("read")
  public class Finds extends FindRules {
    /** For subclasses. */
    protected Finds() {
      super(AssetReaderContract.this);
    }
  }

  /** R12 to R15: ids are compared whole and exactly. */
  @Nested
  @Tag("read")
  public class Ids extends IdRules {
    /** For subclasses. */
    protected Ids() {
      super(AssetReaderContract.this);
    }
  }

  /** R18, R19 and R21: several assets at once, each answered as if it was asked for alone. */
  @Nested
  @Tag("read")
  public class Batches extends BatchRules {
    /** For subclasses. */
    protected Batches() {
      super(AssetReaderContract.this);
    }
  }

  /** R20 and R23: containers and organizations are kept apart among several assets. */
  @Nested
  @Tag("read")
  public class BatchIsolation extends BatchIsolationRules {
    /** For subclasses. */
    protected BatchIsolation() {
      super(AssetReaderContract.this);
    }
  }

  /** R22 and R27: many assets at once. */
  @Nested
  @Tag("read")
  public class LargeBatches extends LargeBatchRules {
    /** For subclasses. */
    protected LargeBatches() {
      super(AssetReaderContract.this);
    }
  }

  /** R24 and R25: whole containers, whose order is not promised. */
  @Nested
  @Tag("read")
  public class Reads extends ReadRules {
    /** For subclasses. */
    protected Reads() {
      super(AssetReaderContract.this);
    }
  }

  /** R17 and R26: many readers at the same time. */
  @Nested
  @Tag("read")
  public class ReaderRaces extends ReaderRaceRules {
    /** For subclasses. */
    protected ReaderRaces() {
      super(AssetReaderContract.this);
    }
  }

  /** R29: assets with the projects of their containers. */
  @Nested
  @Tag("read")
  public class ReaderProjects extends ReaderProjectRules {
    /** For subclasses. */
    protected ReaderProjects() {
      super(AssetReaderContract.this);
    }
  }

  /** R28: what a caller does wrong. */
  @Nested
  @Tag("read")
  public class Misuse extends MisuseRules {
    /** For subclasses. */
    protected Misuse() {
      super(AssetReaderContract.this);
    }
  }
}
