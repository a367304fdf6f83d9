package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Containers in a bucket of Cloudflare R2 or another server of the S3 protocol: one JSON object
 * each, its manifest, replaced by conditional writes, and for each up to four empty objects whose
 * names are the lists of containers and of what is due. Thread-safe; does no I/O when constructed,
 * starts no thread, caches nothing and closes nothing. Whoever can bear answers that are out of
 * date by a known time reads through what {@link #remembering} returns.
 *
 * <p>The bucket is this store's alone, without lifecycle rules, and must not be readable in public.
 * The server must be strongly consistent and let exactly one of several conditional writes win, as
 * R2, S3 and MinIO do.
 *
 * <p>A find is one GET of the container's whole manifest, two if it has more than 3 MiB, and keeps
 * in memory only what it was asked for: of such manifests only as many are looked through at once
 * as a sixth of the memory has bytes, or read whole as a 24th, the others wait; a find of several
 * is one for each container, at the same time. A swap is a GET, a PUT for each new entry of the
 * lists, and the PUT of the manifest. A page of a list is a LIST and a GET for each container of
 * the organization, or of the project that is asked for; those that other conditions exclude cost
 * their GET, too. So a page ends after {@value ContainerList#LOOKED_AT} containers that were looked
 * at, however few of them it has.
 *
 * <p>A request that fails for a while, or gets the answer to come later, is repeated after growing,
 * random pauses for as long as the patience: a read, because it changes nothing, and a conditional
 * write, because it is read back. A read of many objects has that time for each request, and so may
 * take as long as it goes on; a write has it as a whole.
 *
 * <p>As R2 has no conditional DELETE, a removed container leaves a small object behind that says so
 * and keeps its last revision. It is never deleted: to delete it might destroy what another writer
 * creates at that moment.
 *
 * <p>A swap whose reply is lost is read back: each write has a token, and a manifest remembers
 * those of the writes before it. Only if its fate is still unknown, it ends in a {@link
 * dev.assetlookup.core.store.OutcomeUnknownException}. A manifest that is not what this store
 * wrote, or that a newer version wrote, ends in a {@link CorruptRecordException} that names it. The
 * former can be replaced by who asks for its revision, which is above any count of writes; the
 * latter never is.
 *
 * <p>Documents need nothing beside their bytes, so that any copy of the bucket is a backup; what it
 * left out {@link R2Repair} finds and puts back.
 */
public final class R2ManifestStore implements ContainerStore {
  // Requests of one call at a time; they wait for bytes, not for a processor.
  private static final int WIDTH = 32;

  private final Bucket bucket;
  private final Manifests manifests;
  private final Parallel parallel;
  private final ManifestReader reader;
  private final ContainerIndex index;
  private final ManifestScan scan;
  private final ManifestWriter writer;

  /**
   * A store over a bucket.
   *
   * @param client how the storage is reached, for example by {@link S3Clients#create}; the caller's
   *     to close
   * @param metadataBucket the name of the bucket
   * @param executor whose threads ask for many objects at once, beside the caller's own; the
   *     caller's to shut down
   * @param patience how long one request is tried, and a write as a whole, more than zero and at
   *     most ten minutes
   * @throws IllegalArgumentException if the patience is not within these bounds
   */
  public R2ManifestStore(
      S3Client client, String metadataBucket, Executor executor, Duration patience) {
    this(new Bucket(client, metadataBucket, patience), new Parallel(executor, WIDTH));
  }

  private R2ManifestStore(Bucket bucket, Parallel parallel) {
    this(bucket, parallel, new Manifests(bucket), Auditing.NONE);
  }

  private R2ManifestStore(
      Bucket bucket, Parallel parallel, Manifests manifests, Auditing auditing) {
    this.bucket = bucket;
    this.manifests = manifests;
    this.parallel = parallel;
    this.reader = new ManifestReader(bucket, manifests, parallel);
    this.index = new ContainerIndex(bucket, manifests, parallel);
    this.scan = new ManifestScan(bucket, manifests, parallel, new Pages(bucket));
    this.writer = new ManifestWriter(bucket, manifests, index, auditing);
  }

  /**
   * The same store, whose writes leave entries in an audit trail. Each write costs a PUT more.
   *
   * @param kept where the entries are kept
   * @return a view
   */
  public R2ManifestStore audited(R2AuditTrail kept) {
    return with(writer.auditing().in(kept));
  }

  @Override
  public R2ManifestStore writtenBy(Actor actor) {
    return with(writer.auditing().by(actor));
  }

  /** The manifests are shared, as they bound what is in memory of large ones. */
  private R2ManifestStore with(Auditing auditing) {
    return new R2ManifestStore(bucket, parallel, manifests, auditing);
  }

  /**
   * Checks at start-up whether endpoint, bucket, credentials and permission to read are right, and
   * whether the server refuses a write whose condition does not hold, without which this store is
   * not safe. For the latter it writes an empty object of a new name and deletes it; credentials
   * that may only read do neither, and a warning is logged.
   *
   * @throws dev.assetlookup.core.store.StoreNotSetUpException if one is not right; the message says
   *     which, and what to do
   * @throws dev.assetlookup.core.store.StoreUnavailableException if there is no answer
   */
  public void probe() {
    bucket.list(ObjectKeys.ORGANIZATIONS, null, 1, bucket.begin());
    new ConditionProbe(bucket).run();
  }

  /**
   * Has reads answered from memory where what was read before is not older than a time.
   *
   * @param maxStaleness how old it may be, more than zero and at most a day
   * @param bytes how much is remembered, by an estimate of the heap that it takes, 65,536 or more
   * @return reads that may be out of date by that much, and this store, for what they must follow
   * @throws IllegalArgumentException if one is not within its bounds
   */
  public RememberedManifests remembering(Duration maxStaleness, long bytes) {
    return remembering(maxStaleness, bytes, System::nanoTime);
  }

  RememberedManifests remembering(Duration maxStaleness, long bytes, LongSupplier nanoTime) {
    ContainerMemory memory = new ContainerMemory(bytes);
    RecentContainers containers = new RecentContainers(manifests, maxStaleness, memory, nanoTime);
    return new RememberedManifests(
        this, memory, containers, new ManifestReader(bucket, containers, parallel));
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return reader.find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return reader.findAll(assets);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return reader.findWithProject(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return reader.findAllWithProjects(assets);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return reader.read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Objects.requireNonNull(next);
    Objects.requireNonNull(expected);
    return writer.write(next.key(), expected, Optional.of(next));
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    Objects.requireNonNull(key);
    Objects.requireNonNull(expected);
    return expected.equals(Revision.NONE)
        ? Swap.STALE
        : writer.write(key, expected, Optional.empty());
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    Objects.requireNonNull(key);
    return manifests.base(key, bucket.begin()).map(StoredManifest::latest).orElse(Revision.NONE);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    Objects.requireNonNull(organization);
    Objects.requireNonNull(filter);
    return index.list(organization, filter, after, limit, bucket.begin());
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(until);
    return index.due(stage, until, after, limit, bucket.begin());
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return scan.read(after, limit, bucket.begin());
  }
}
