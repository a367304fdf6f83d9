package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.document.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
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
  // After so many keys it asks again whether to end.
  private static final int PAGE = 200;
  private static final int MAX_KEY_BYTES = 1 << 20;

  private final Bucket bucket;
  private final Manifests manifests;
  private final Documents apiKeys;
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
    this.bucket = new Bucket(client, metadataBucket, Deadline.requireLegal(patience));
    this.manifests = new Manifests(bucket);
    this.apiKeys = new Documents(bucket, MAX_KEY_BYTES);
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
    Run run = new Run(found, progress, ended);
    run.all(
        only == null ? ObjectKeys.ORGANIZATIONS : ObjectKeys.containers(only),
        ObjectKeys::manifest,
        new ContainerRepair(bucket, manifests, index, mode)::inspect);
    run.all(
        ObjectKeys.API_KEYS,
        ObjectKeys::apiKey,
        new KeyRepair(bucket, apiKeys, only, mode)::inspect);
    return run.counts;
  }

  private final class Run {
    private final Consumer<Finding> found;
    private final Consumer<Counts> progress;
    private final BooleanSupplier ended;
    private Counts counts = Counts.NONE;

    Run(Consumer<Finding> found, Consumer<Counts> progress, BooleanSupplier ended) {
      this.found = found;
      this.progress = progress;
      this.ended = ended;
    }

    <T> void all(
        String prefix, Function<String, Optional<T>> name, Function<T, Inspection> inspecting) {
      String after = null;
      boolean more = true;
      while (more) {
        if (ended.getAsBoolean()) {
          counts = counts.plus(new Counts(0, 0, 0, 0, 0, 0, 0, false));
          return;
        }
        Bucket.Page page = bucket.list(prefix, after, PAGE, bucket.begin());
        List<String> keys = page.objects().stream().map(Bucket.Entry::key).toList();
        List<T> names = keys.stream().flatMap(key -> name.apply(key).stream()).toList();
        for (Inspection inspection : parallel.map(names, inspecting)) {
          counts = counts.plus(inspection.counts());
          inspection.findings().forEach(found);
        }
        progress.accept(counts);
        more = page.more() && !keys.isEmpty();
        after = keys.isEmpty() ? null : ObjectKeys.endOfLists(keys.get(keys.size() - 1));
      }
    }
  }
}
