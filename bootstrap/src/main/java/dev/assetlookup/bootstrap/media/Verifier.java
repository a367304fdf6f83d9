package dev.assetlookup.bootstrap.media;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.MediaBucket;
import dev.assetlookup.r2.MediaObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is recorded with what lies in the bucket of the media, in both directions. Reads
 * only. Holds one container and one folder at a time.
 *
 * <p>Compared are current assets whose URLs are in the bucket. An object is an orphan if no current
 * and no remembered superseded asset of its owner needs it.
 */
public final class Verifier {
  private static final int PAGE = 100;
  private static final ContainerId FIRST = new ContainerId(new UUID(0, 0));

  private final MediaBucket media;
  private final ContainerStore containers;
  private final @Nullable OrganizationId only;
  private final boolean deep;
  private final Report report;
  private final Counts counts = new Counts();

  /**
   * A verifier.
   *
   * @param media the bucket
   * @param containers what is recorded
   * @param only whose containers and objects, null for everybody's
   * @param deep whether to read the bytes of every object and compare their checksums, too
   * @param report is told as it goes
   */
  public Verifier(
      MediaBucket media,
      ContainerStore containers,
      @Nullable OrganizationId only,
      boolean deep,
      Report report) {
    this.media = media;
    this.containers = containers;
    this.only = only;
    this.deep = deep;
    this.report = report;
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
    /** The record of a container cannot be read. */
    UNREADABLE,
    /** There is no object at the URL of an asset. */
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
    /** The object belongs to nothing that is recorded. */
    ORPHAN
  }

  /**
   * One thing that is wrong.
   *
   * @param problem its kind
   * @param organization whose it is, null if that cannot be told
   * @param container in which container, null for what is in none
   * @param subject the id of an asset, or the key of an object
   * @param detail for people
   */
  public record Finding(
      Problem problem,
      @Nullable OrganizationId organization,
      @Nullable ContainerId container,
      String subject,
      String detail) {}

  /** What was compared so far. Counts up as it goes. */
  public static final class Counts {
    private long containers;
    private long assets;
    private long elsewhere;
    private long objects;
    private long findings;

    /**
     * Tells whether anything is wrong.
     *
     * @return how many findings there are
     */
    public long findings() {
      return findings;
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
      byName.put("findings", findings);
      return byName;
    }

    /** For people. */
    @Override
    public String toString() {
      return "%,d containers, %,d assets in the bucket, %,d elsewhere, %,d objects: %,d findings"
          .formatted(containers, assets, elsewhere, objects, findings);
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
    verifyRecords(ended);
    verifyObjects(ended);
    return counts;
  }

  private void verifyRecords(BooleanSupplier ended) {
    ContainerKey last = null;
    if (only != null) {
      // A scan goes on behind a key, and this may be one.
      last = new ContainerKey(only, FIRST);
      verify(read(last));
    }
    while (!ended.getAsBoolean()) {
      List<Scanned> page = containers.scan(last, PAGE);
      for (Scanned scanned : page) {
        last = scanned.key();
        if (ended.getAsBoolean() || (only != null && !last.organization().equals(only))) {
          return;
        }
        verify(Optional.of(scanned));
      }
      if (page.isEmpty()) {
        return;
      }
    }
  }

  private Optional<Scanned> read(ContainerKey key) {
    try {
      return containers.read(key).map(Scanned.Whole::new);
    } catch (CorruptRecordException e) {
      return Optional.of(new Scanned.Broken(key, String.valueOf(e.getMessage())));
    }
  }

  private void verify(Optional<Scanned> scanned) {
    if (scanned.isEmpty()) {
      return;
    }
    counts.containers++;
    switch (scanned.get()) {
      case Scanned.Broken broken ->
          found(Problem.UNREADABLE, broken.key(), "record", broken.reason());
      case Scanned.Whole whole -> verify(whole.container());
    }
    report.progress(counts);
  }

  private void verify(Container container) {
    Map<String, Asset> byKey = new LinkedHashMap<>();
    for (Asset asset : container.assets()) {
      // A URL of the bucket that no object can have leads nowhere.
      keyOf(asset.descriptor().url())
          .ifPresentOrElse(key -> byKey.put(key, asset), () -> counts.elsewhere++);
    }
    counts.assets += byKey.size();
    List<String> keys = List.copyOf(byKey.keySet());
    List<Optional<MediaObject>> objects = media.describe(keys);
    for (int i = 0; i < keys.size(); i++) {
      Asset asset = Objects.requireNonNull(byKey.get(keys.get(i)));
      Optional<MediaObject> object = objects.get(i);
      if (object.isPresent()) {
        compare(container.key(), asset, object.get());
      } else {
        found(Problem.MISSING, container.key(), asset.id().value(), "no object " + keys.get(i));
      }
    }
  }

  private Optional<String> keyOf(MediaUrl url) {
    return media.location().key(url).filter(key -> media.location().file(key).isPresent());
  }

  private void compare(ContainerKey key, Asset asset, MediaObject object) {
    String id = asset.id().value();
    AssetDescriptor recorded = asset.descriptor();
    OrganizationId owner = object.description().organization();
    if (owner != null && !owner.equals(key.organization())) {
      found(Problem.OWNER, key, id, object.key() + " belongs to " + owner);
    }
    if (object.description() instanceof MediaObject.Undescribed undescribed) {
      found(Problem.METADATA, key, id, object.key() + ": " + undescribed.problem());
    }
    differ(Problem.SIZE, key, id, recorded.sizeBytes(), object.sizeBytes());
    differ(
        Problem.TYPE,
        key,
        id,
        recorded.mimeType() == null ? null : recorded.mimeType().value(),
        object.contentType());
    Sha256 told =
        object.description() instanceof MediaObject.Described described
            ? described.descriptor().checksumSha256()
            : null;
    differ(Problem.CHECKSUM, key, id, recorded.checksumSha256(), told);
    if (deep) {
      Sha256 expected = recorded.checksumSha256() == null ? told : recorded.checksumSha256();
      media
          .digest(object.key())
          .ifPresent(bytes -> differ(Problem.CHECKSUM, key, id, expected, bytes));
    }
  }

  /** What one side does not know does not differ. */
  private void differ(
      Problem problem,
      ContainerKey key,
      String id,
      @Nullable Object recorded,
      @Nullable Object is) {
    if (recorded != null && is != null && !recorded.equals(is)) {
      found(problem, key, id, "recorded " + recorded + ", is " + is);
    }
  }

  private void verifyObjects(BooleanSupplier ended) {
    Folders folders = new Folders(media, null);
    while (!ended.getAsBoolean()) {
      Folders.Folder folder = folders.next();
      for (String stranger : folders.strangers()) {
        if (only == null) {
          found(new Finding(Problem.ORPHAN, null, null, stranger, "names no file of a container"));
        }
      }
      if (folder == null) {
        return;
      }
      counts.objects += folder.objects().size();
      verify(folder);
      report.progress(counts);
    }
  }

  private void verify(Folders.Folder folder) {
    Map<OrganizationId, Predicate<String>> needs = new HashMap<>();
    List<String> keys = folder.objects().stream().map(MediaBucket.Listed::key).toList();
    // Their owner mostly needs them all; only what is left has to be asked for its own.
    OrganizationId owner = only == null ? ownerOf(keys.get(0)) : only;
    if (owner != null) {
      keys = keys.stream().filter(needs(needs, owner, folder.container()).negate()).toList();
    }
    for (MediaObject object : media.describe(keys).stream().flatMap(Optional::stream).toList()) {
      OrganizationId whose = object.description().organization();
      if (only != null && !only.equals(whose)) {
        continue;
      }
      if (whose == null) {
        found(orphan(null, object, "tells no owner"));
      } else if (!needs(needs, whose, folder.container()).test(object.key())) {
        found(orphan(whose, object, "no asset needs it"));
      }
    }
    if (folder.isCut()) {
      String detail = "has more than " + folder.objects().size() + " objects, the rest unseen";
      found(new Finding(Problem.ORPHAN, only, folder.container(), "folder", detail));
    }
  }

  private @Nullable OrganizationId ownerOf(String key) {
    return media.head(key).map(object -> object.description().organization()).orElse(null);
  }

  private Predicate<String> needs(
      Map<OrganizationId, Predicate<String>> known, OrganizationId owner, ContainerId container) {
    return known.computeIfAbsent(owner, o -> needs(new ContainerKey(o, container)));
  }

  /** Which objects a container needs; all of them, if it cannot be read. */
  private Predicate<String> needs(ContainerKey key) {
    try {
      Stream<Asset> assets =
          containers.read(key).stream()
              .flatMap(
                  container ->
                      Stream.concat(
                          container.assets().stream(),
                          container.superseded().stream()
                              .filter(entry -> entry.media() != SupersededAsset.Media.RELEASED)
                              .map(SupersededAsset::asset)));
      Set<String> needed = new HashSet<>();
      assets
          .flatMap(asset -> asset.descriptor().urls())
          .forEach(url -> media.location().key(url).ifPresent(needed::add));
      return needed::contains;
    } catch (CorruptRecordException e) {
      return any -> true;
    }
  }

  private static Finding orphan(@Nullable OrganizationId owner, MediaObject object, String detail) {
    return new Finding(Problem.ORPHAN, owner, object.file().container(), object.key(), detail);
  }

  private void found(Problem problem, ContainerKey key, String subject, String detail) {
    found(new Finding(problem, key.organization(), key.container(), subject, detail));
  }

  private void found(Finding finding) {
    counts.findings++;
    report.found(finding);
  }
}
