package dev.assetlookup.media;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.r2.objects.MediaBucket;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records with the objects in the media bucket, in both directions. Changes nothing.
 * To be run once.
 *
 * <p>It compares current assets whose URLs are in the folder of a container in the bucket, and
 * checks that their thumbnails there exist. An object is an orphan if no current asset needs it,
 * and no superseded one whose media are not released. What is written during a run may be compared
 * in its old or its new state.
 *
 * <p>Holds a page of records or of the listing in memory, and for each needed object that lies
 * outside its folder or has no owner an element of a set.
 */
public final class Verifier {
  private final MediaBucket media;
  private final RecordCheck records;
  private final OrphanCheck orphans;
  private final VerifyCounts counts = new VerifyCounts();

  /**
   * Prepares a run; reads nothing yet.
   *
   * @param media the bucket
   * @param containers what is recorded; asked by several threads at once
   * @param only whose containers and objects, null for everybody's and those without an owner
   * @param deep whether to read the bytes of every object and compare their checksums, too
   * @param clock decides which assets have expired; their objects may be missing
   * @param listener gets findings and progress
   */
  public Verifier(
      MediaBucket media,
      ContainerStore containers,
      @Nullable OrganizationId only,
      boolean deep,
      InstantSource clock,
      Listener listener) {
    Findings findings = new Findings(counts, listener);
    NeededKeys needed = new NeededKeys();
    this.media = media;
    EvidenceReader reader =
        new EvidenceReader(media, new OutageCheck(media::probe), deep, findings);
    this.records =
        new RecordCheck(
            media, containers, OutageCheck.of(containers), only, clock, reader, needed, findings);
    this.orphans =
        new OrphanCheck(media, containers, OutageCheck.of(containers), only, needed, findings);
  }

  /** Gets the findings and the progress of a run, on the thread that runs it. */
  public interface Listener {
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
    void progress(VerifyCounts counts);
  }

  /** The ways in which record and object can differ. */
  public enum Discrepancy {
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
    /** The object has, or states, another checksum than is recorded. */
    CHECKSUM,
    /** Nothing that is recorded needs the object. */
    ORPHAN
  }

  /**
   * One thing that is wrong.
   *
   * @param kind which discrepancy
   * @param organization whose it is, null if that is not known
   * @param container in which container, null for what is in none
   * @param subject the id of an asset, or the key of an object
   * @param detail for people; begins with the key of the object where the subject is an asset
   */
  public record Finding(
      Discrepancy kind,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String subject,
      String detail) {}

  /**
   * Compares everything.
   *
   * @param ended asked now and then; true ends it early
   * @return what was compared
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the bucket or the store gave no
   *     answer
   */
  public VerifyCounts run(BooleanSupplier ended) {
    // Its answer has a body that says what is wrong; that of a HEAD has none.
    media.probe();
    try (BoundedExecutor store = new BoundedExecutor()) {
      counts.complete = records.run(store, ended) && orphans.run(store, ended);
    }
    return counts;
  }
}
