package dev.assetlookup.media;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.r2.objects.MediaBucket;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is recorded with what lies in the bucket of the media, in both directions. Reads
 * only. To be run once.
 *
 * <p>Compared are current assets whose URLs are in the folder of a container in the bucket, and
 * whether their thumbnails there exist. An object is an orphan if no current asset needs it, and no
 * superseded one whose media are not released. Of what is written meanwhile either state is told.
 *
 * <p>Holds a page of records or of the listing at a time, and eight bytes and what a set needs
 * around them for each object that is needed from outside its folder, or is needed and tells no
 * owner.
 */
public final class Verifier {
  private final MediaBucket media;
  private final RecordCheck records;
  private final OrphanCheck orphans;
  private final Counts counts = new Counts();

  /**
   * A verifier.
   *
   * @param media the bucket
   * @param containers what is recorded; asked by several threads at once
   * @param only whose containers and objects, null for everybody's and those without an owner
   * @param deep whether to read the bytes of every object and compare their checksums, too
   * @param clock tells which assets have expired; their objects need not be there
   * @param report is told as it goes
   */
  public Verifier(
      MediaBucket media,
      ContainerStore containers,
      @Nullable OrganizationId only,
      boolean deep,
      InstantSource clock,
      Report report) {
    Findings findings = new Findings(counts, report);
    NeededKeys needed = new NeededKeys();
    this.media = media;
    this.records = new RecordCheck(media, containers, only, deep, clock, needed, findings);
    this.orphans = new OrphanCheck(media, containers, only, needed, findings);
  }

  /** Is told how it goes, by one thread. */
  public interface Report {
    /**
     * Something is wrong.
     *
     * @param finding what
     */
    void found(Finding finding);

    /**
     * More is done.
     *
     * @param counts what was compared so far
     */
    void progress(Counts counts);
  }

  /** What can be wrong. */
  public enum Problem {
    /** The record of a container, or the bytes of an object, cannot be read. */
    UNREADABLE,
    /** There is no object at the URL of an asset, or of its thumbnail. */
    MISSING,
    /** The object is another organization's. */
    OWNER,
    /** The object's metadata are not valid. */
    METADATA,
    /** The object has another length than is recorded. */
    SIZE,
    /** The object has another type than is recorded. */
    TYPE,
    /** The object has, or tells of, another checksum than is recorded. */
    CHECKSUM,
    /** Nothing that is recorded needs the object. */
    ORPHAN
  }

  /**
   * One thing that is wrong.
   *
   * @param problem its kind
   * @param organization whose it is, null if that cannot be told
   * @param container in which container, null for what is in none
   * @param subject the id of an asset, or the key of an object
   * @param detail for people; begins with the key of the object where the subject is an asset
   */
  public record Finding(
      Problem problem,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String subject,
      String detail) {}

  /** What was compared so far. Counts up as it goes. */
  public static final class Counts {
    long containers;
    long assets;
    long elsewhere;
    long objects;
    long folderMarkers;
    private long findings;
    private boolean complete;

    /**
     * Tells whether anything is wrong.
     *
     * @return how many findings there are
     */
    public long findings() {
      return findings;
    }

    /**
     * Tells whether everything was compared.
     *
     * @return false while it goes on, and if it was ended early
     */
    public boolean isComplete() {
      return complete;
    }

    /**
     * The counts by name.
     *
     * @return in the order to show them
     */
    public Map<String, Long> byName() {
      Map<String, Long> byName = new LinkedHashMap<>();
      byName.put("containers", containers);
      byName.put("assets", assets);
      byName.put("assetsElsewhere", elsewhere);
      byName.put("objects", objects);
      byName.put("folderMarkers", folderMarkers);
      byName.put("findings", findings);
      return byName;
    }

    /** For people. */
    @Override
    public String toString() {
      String markers = folderMarkers == 0 ? "" : ", %,d folder markers".formatted(folderMarkers);
      return "%,d containers, %,d assets in the bucket, %,d elsewhere, %,d objects%s: %,d findings"
          .formatted(containers, assets, elsewhere, objects, markers, findings);
    }
  }

  /** Counts and tells what is found. */
  record Findings(Counts counts, Report report) {
    void add(Finding finding) {
      counts.findings++;
      report.found(finding);
    }

    void progress() {
      report.progress(counts);
    }
  }

  /**
   * Compares everything.
   *
   * @param ended asked now and then; true ends it early
   * @return what was compared
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the bucket or the store gave no
   *     answer
   */
  public Counts run(BooleanSupplier ended) {
    // The body of its answer tells what is wrong, which that of a HEAD cannot.
    media.probe();
    try (AtOnce store = new AtOnce()) {
      counts.complete = records.run(store, ended) && orphans.run(store, ended);
    }
    return counts;
  }
}
