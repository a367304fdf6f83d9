package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Finds and puts back what a metadata bucket has lost in a backup, by a lifecycle rule or by hand:
 * entries of the lists of containers and of what is due, without which a container is found and
 * neither listed nor swept. Renews documents of the form of version 1, which need metadata of their
 * objects that ordinary tools do not copy. Deletes nothing, and may run beside servers.
 * Thread-safe; does no I/O when constructed, starts no thread and closes nothing.
 */
public final class R2Repair {
  private static final int WIDTH = 32;

  private final Bucket bucket;
  private final Manifests manifests;
  private final ApiKeyDocuments apiKeys;
  private final ContainerIndex index;
  private final Parallel parallel;

  /**
   * A repair of a bucket.
   *
   * @param client how the storage is reached; the caller's to close
   * @param metadataBucket the name of the bucket
   * @param executor whose threads ask for many objects at once, beside the caller's own; the
   *     caller's to shut down
   * @param patience how long one request is tried, and a write as a whole, more than zero and at
   *     most ten minutes
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public R2Repair(S3Client client, String metadataBucket, Executor executor, Duration patience) {
    this.bucket = new Bucket(client, metadataBucket, patience);
    this.manifests = new Manifests(bucket);
    this.apiKeys = new ApiKeyDocuments(bucket);
    this.parallel = new Parallel(executor, WIDTH);
    this.index = new ContainerIndex(bucket, manifests, parallel);
  }

  /** What to do about what is found. */
  public enum Mode {
    /** Reports it and changes nothing. */
    CHECK,
    /** Puts back entries and renews documents. */
    REPAIR,
    /**
     * As {@link #REPAIR}, and takes documents of version 1 for good that have lost the checksum in
     * their metadata and are valid otherwise: a restored backup. Whether they were changed by hand
     * cannot be known then.
     */
    REPAIR_UNCHECKED
  }

  /** What can be wrong with a document. */
  public enum Damage {
    /** An entry is missing that leads to a container. */
    LOST_ENTRY,
    /** A manifest or an API key cannot be read. */
    UNREADABLE,
    /** A document could not be looked at or repaired; another run tries again. */
    FAILED
  }

  /**
   * One thing that is, or was, wrong.
   *
   * @param kind which damage
   * @param organization whose it is, null if that is not known
   * @param container in which container, null for an API key
   * @param object the key of the object
   * @param detail for people
   */
  public record Finding(
      Damage kind,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String object,
      String detail) {}

  /**
   * What was looked at and found.
   *
   * @param containers manifests, of removed containers too
   * @param apiKeys documents of API keys
   * @param lostEntries entries that were missing
   * @param earlier documents of version 1 that could be read
   * @param unreadable documents that cannot be read
   * @param failed documents that could not be looked at or repaired
   * @param repaired documents that were renewed or got entries back; 0 if nothing was to be changed
   * @param complete false if it was ended early
   */
  public record Counts(
      long containers,
      long apiKeys,
      long lostEntries,
      long earlier,
      long unreadable,
      long failed,
      long repaired,
      boolean complete) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, true);

    Counts plus(Counts other) {
      return new Counts(
          containers + other.containers,
          apiKeys + other.apiKeys,
          lostEntries + other.lostEntries,
          earlier + other.earlier,
          unreadable + other.unreadable,
          failed + other.failed,
          repaired + other.repaired,
          complete && other.complete);
    }
  }

  /**
   * Looks at every document. One that fails is reported and does not stop the others.
   *
   * @param only whose documents, null for everybody's; an API key that does not state its owner is
   *     everybody's
   * @param mode what to do about what is found
   * @param found gets each finding, on this thread
   * @param progress gets the counts now and then, on this thread
   * @param ended asked now and then; true ends it early
   * @return what was found
   * @throws StoreUnavailableException if the bucket cannot be listed, or not be written as its
   *     credentials are
   */
  public Counts run(
      @Nullable OrganizationId only,
      Mode mode,
      Consumer<Finding> found,
      Consumer<Counts> progress,
      BooleanSupplier ended) {
    RepairRun run = new RepairRun(bucket, parallel, found, progress, ended);
    Counts containers =
        run.all(
            Counts.NONE,
            only == null ? ObjectKeys.ORGANIZATIONS : ObjectKeys.containers(only),
            ObjectKeys::manifest,
            new ContainerRepair(bucket, manifests, index, mode)::inspect);
    return run.all(
        containers,
        ObjectKeys.API_KEYS,
        ObjectKeys::apiKey,
        new KeyRepair(bucket, apiKeys, only, mode)::inspect);
  }
}
