package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import dev.assetlookup.r2.bucket.ObjectBody;
import dev.assetlookup.r2.bucket.Parallel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Who changed what, in the metadata bucket: an empty object for each entry, whose key says
 * everything. Thread-safe; does no I/O when constructed, starts no thread and closes nothing.
 *
 * <p>There is no transaction over two objects, so this is less than {@link AuditTrail} promises.
 * The entry is written right after the change, and no entry is written for a change that was not
 * made. If the process ends between the two, the entry is missing. If the storage does not take the
 * entry within the patience of the write, the change stands, its caller is told that it was made,
 * and the entry is logged as an error. A change whose outcome is unknown has no entry. Entries are
 * ordered by the clocks of those who wrote, and of one process in one microsecond by their order.
 */
public final class R2AuditTrail implements AuditTrail {
  private static final Logger LOG = System.getLogger(R2AuditTrail.class.getName());
  private static final int WIDTH = 32;

  private final Bucket bucket;
  private final Parallel parallel;
  private final InstantSource clock;
  private final AtomicInteger appended = new AtomicInteger();

  /**
   * A trail in a bucket, which dates entries by the system's clock.
   *
   * @param client how the storage is reached; the caller's to close
   * @param metadataBucket the name of the bucket, that of the manifests
   * @param executor whose threads delete many objects at once, beside the caller's own; the
   *     caller's to shut down
   * @param patience how long one request is tried, more than zero and at most ten minutes
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public R2AuditTrail(
      S3Client client, String metadataBucket, Executor executor, Duration patience) {
    this(client, metadataBucket, executor, patience, InstantSource.system());
  }

  R2AuditTrail(
      S3Client client,
      String metadataBucket,
      Executor executor,
      Duration patience,
      InstantSource clock) {
    this.bucket = new Bucket(client, metadataBucket, patience);
    this.parallel = new Parallel(executor, WIDTH);
    this.clock = clock;
  }

  /** Appends the entry of a change that was made; if that fails, the log has it. */
  void append(OrganizationId organization, Actor actor, Deed deed, Deadline deadline) {
    AuditEntry entry = new AuditEntry(next(), actor, deed);
    try {
      // One that is there already is this one, by an attempt whose reply was lost.
      var unused = bucket.create(AuditKeys.key(organization, entry), ObjectBody.EMPTY, deadline);
    } catch (StoreUnavailableException e) {
      LOG.log(
          Level.ERROR,
          "the audit trail of "
              + organization
              + " lacks an entry: "
              + entry
              + ": "
              + e.getMessage());
    }
  }

  /**
   * The number tells apart entries of one microsecond: this process' by order, others by chance.
   */
  private LogPosition next() {
    long order = appended.getAndIncrement() & Integer.MAX_VALUE;
    long chance = ThreadLocalRandom.current().nextLong(1L << 32);
    return new LogPosition(order << 32 | chance, clock.instant());
  }

  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    String trail = AuditKeys.trail(organization);
    String after = before == null ? null : AuditKeys.after(organization, before);
    ListedPage page = bucket.list(trail, after, limit, bucket.begin());
    List<AuditEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (ListedObject object : page.objects()) {
      try {
        entries.add(AuditKeys.entry(organization, object.key()));
      } catch (IllegalArgumentException | DateTimeException e) {
        unreadable.add(object.key() + ": " + e.getMessage());
      }
    }
    return new Entries(entries, unreadable, page.more() ? end(organization, page) : null);
  }

  /** Null if the last object of a page is nobody's entry, so that there is no place to go on. */
  private static @Nullable LogPosition end(OrganizationId organization, ListedPage page) {
    try {
      List<ListedObject> objects = page.objects();
      return AuditKeys.position(organization, objects.get(objects.size() - 1).key());
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    Objects.requireNonNull(before);
    Deadline deadline = bucket.begin();
    List<String> old = new ArrayList<>();
    String last = null;
    boolean more = true;
    while (more && old.size() < limit) {
      ListedPage page = bucket.list(AuditKeys.TRAILS, "/", last, Bucket.PAGE, deadline);
      for (String prefix : page.prefixes()) {
        last = ObjectKeys.end(prefix);
        if (old.size() < limit) {
          old.addAll(old(prefix, before, limit - old.size(), deadline));
        }
      }
      more = page.more() && !page.prefixes().isEmpty();
    }
    parallel.map(
        old,
        key -> {
          bucket.delete(key, deadline);
          return key;
        });
    return old.size();
  }

  private List<String> old(String trail, Instant before, int limit, Deadline deadline) {
    return bucket.list(trail, AuditKeys.after(trail, before), limit, deadline).objects().stream()
        .map(ListedObject::key)
        .toList();
  }
}
