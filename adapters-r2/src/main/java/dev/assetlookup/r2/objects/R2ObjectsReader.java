package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.objects.MediaBucket.Listed;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import dev.assetlookup.r2.objects.ObjectFolder.Found;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a bucket of media as it is: the object is the only record of an asset (layout {@code
 * objects}). Whoever uploads, stamps anew, replaces or deletes an object is seen at once, but for
 * one: a new object whose id has a hash may be absent for {@value #FOLDER_SECONDS} seconds.
 *
 * <p><b>Ids.</b> The id of an object is the one that {@link AssetIds#derive} gives for its URL. Of
 * several objects with one id in a container the newest counts, of equally old ones the one with
 * the smallest key; a warning tells of them once.
 *
 * <p><b>Owners.</b> An object belongs to the organization that its metadata name. A container is
 * there for an organization while an object in its folder belongs to it; to all others it is
 * absent. Folders of several owners are not meant to be: of those each owner finds its assets, but
 * only an owner of one of the first {@value #FOREIGN} can read the container.
 *
 * <p><b>Corrupt objects.</b> One that names its owner but is not valid otherwise is corrupt for the
 * owner and absent for others. One that names none is corrupt for whoever asks for it.
 *
 * <p><b>Requests.</b> The key of an asset is remembered for a while, and with it that the
 * organization has the container.
 *
 * <ul>
 *   <li>Present: one HEAD if the key is remembered, else one LIST and one HEAD.
 *   <li>Another LIST if more than nine files go on after the id and sort before its dot, such as
 *       {@code slide-1.png} to {@code slide-9.png} and more for {@code slide}.
 *   <li>Absent: one LIST in a container of which an asset was found lately, else another LIST and
 *       one HEAD; no HEAD if there is no container.
 *   <li>Ids with a hash ({@code my-video~0123456789abcdef}) do not tell the name of their object.
 *       For these, one LIST for each 1,000 names of the folder, which is then remembered for
 *       {@value #FOLDER_SECONDS} seconds, and asked for once by all who need it at one time. Until
 *       then an id costs one HEAD if it is present, and nothing if it is absent and another asset
 *       of the container was found lately. After 10,000 names the search ends: an id that is not
 *       among them is corrupt, not absent, to who owns the container.
 *   <li>A container: one LIST for each 1,000 objects and one HEAD for each, many at once; before
 *       them one more HEAD if no asset of it was found lately.
 * </ul>
 */
public final class R2ObjectsReader implements AssetReader {
  private static final Logger LOG = System.getLogger(R2ObjectsReader.class.getName());
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();

  private static final String TOO_MANY_NAMES =
      "it has more than "
          + MediaBucket.LOOKED_AT
          + " names, too many to find a file by the hash of its name; give files names of letters,"
          + " digits, '.', '_' and '-', or spread them over several containers";

  private static final int MAX_REMEMBERED = 100_000;
  private static final int MAX_WARNED = 10_000;
  private static final int SAMPLE = 10;
  private static final int LISTS_PER_FIND = 2;
  private static final int FOREIGN = 3;
  private static final int FOLDER_SECONDS = 10;

  private final MediaBucket media;
  private final FolderMemory folders;
  private final Cache<AssetKey, String> objectKeys;
  private final Cache<ContainerKey, Boolean> owned;
  private final Cache<String, Boolean> warned;

  /**
   * A reader. Asks nothing yet.
   *
   * @param media the bucket
   * @param memory how long keys of objects are remembered. For as long an asset may go on being the
   *     older one of two objects with its id, and a container that lost its last object may go on
   *     being there without assets. One minute is a good choice. Which files have ids with a hash
   *     is remembered for at most {@value #FOLDER_SECONDS} seconds of it
   */
  public R2ObjectsReader(MediaBucket media, Duration memory) {
    this(media, memory, Ticker.systemTicker());
  }

  R2ObjectsReader(MediaBucket media, Duration memory, Ticker ticker) {
    this.media = media;
    Duration ofFolders = Duration.ofSeconds(FOLDER_SECONDS);
    this.folders = new FolderMemory(memory.compareTo(ofFolders) < 0 ? memory : ofFolders, ticker);
    this.objectKeys = remembering(memory, ticker);
    this.owned = remembering(memory, ticker);
    this.warned = Caffeine.newBuilder().maximumSize(MAX_WARNED).executor(Runnable::run).build();
  }

  private static <K, V> Cache<K, V> remembering(Duration memory, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .expireAfterWrite(memory)
        .ticker(ticker)
        .executor(Runnable::run)
        .build();
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(container);
    Objects.requireNonNull(asset);
    return find(new AssetKey(container, asset), media.begin());
  }

  /**
   * Reads several assets, many at once, all within the deadline of one call.
   *
   * @param assets which assets
   * @return what the bucket has of each, in the order asked
   */
  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    Deadline within = media.begin();
    return media.atOnce(
        List.copyOf(assets),
        asset -> {
          try {
            return find(asset, within);
          } catch (CorruptRecordException e) {
            return new Reading.Corrupt(String.valueOf(e.getMessage()));
          }
        });
  }

  private Reading find(AssetKey asset, Deadline within) {
    return remembered(asset, within)
        .or(() -> searched(asset, within))
        .map(object -> present(object, asset.asset()))
        .orElseGet(() -> owns(asset.container(), within) ? NO_SUCH_ASSET : NO_SUCH_CONTAINER);
  }

  /** Asks for the object whole: its tag does not change with its metadata. */
  private Optional<MediaObject> remembered(AssetKey asset, Deadline within) {
    String key = objectKeys.getIfPresent(asset);
    if (key == null) {
      return Optional.empty();
    }
    Optional<MediaObject> object =
        headed(key, within).filter(o -> !o.isOfAnother(asset.container().organization()));
    if (object.isEmpty()) {
      objectKeys.asMap().remove(asset, key);
    }
    return object;
  }

  /** Why a HEAD is refused it cannot tell; the LIST that follows can. */
  private Optional<MediaObject> headed(String key, Deadline within) {
    try {
      return media.head(key, within);
    } catch (StoreNotSetUpException e) {
      return Optional.empty();
    }
  }

  private Optional<MediaObject> searched(AssetKey asset, Deadline within) {
    Optional<MediaObject> object =
        HashedFiles.isHashed(asset.asset()) ? hashed(asset, within) : named(asset, within);
    object.ifPresent(found -> remember(asset, found));
    return object;
  }

  private Optional<MediaObject> named(AssetKey asset, Deadline within) {
    ContainerId container = asset.container().container();
    for (int lists = 0; lists < LISTS_PER_FIND; lists++) {
      List<Listed> candidates = media.named(container, asset.asset(), within);
      if (candidates.size() > 1) {
        warnAmbiguous(container, asset.asset());
      }
      boolean gone = false;
      for (Listed candidate : candidates) {
        Optional<MediaObject> object = media.head(candidate.key(), within);
        if (object.isEmpty()) {
          gone = true;
          break;
        }
        if (!object.get().isOfAnother(asset.container().organization())) {
          return object;
        }
      }
      if (!gone) {
        break;
      }
    }
    return Optional.empty();
  }

  /** As the hash is that of the name, no two objects have the same id. */
  private Optional<MediaObject> hashed(AssetKey asset, Deadline within) {
    ContainerId container = asset.container().container();
    for (int lists = 0; lists < LISTS_PER_FIND; lists++) {
      HashedFiles files = folders.of(container, folder -> media.hashed(folder, within));
      String name = files.names().get(asset.asset());
      if (name == null) {
        if (!files.complete() && owns(asset.container(), within)) {
          throw corrupt(media.path(container), TOO_MANY_NAMES);
        }
        return Optional.empty();
      }
      String key = media.location().key(new MediaLocation.File(container, name));
      Optional<MediaObject> object = media.head(key, within);
      if (object.isPresent()) {
        return object.filter(o -> !o.isOfAnother(asset.container().organization()));
      }
      folders.forget(container, files);
    }
    return Optional.empty();
  }

  private void remember(AssetKey asset, MediaObject object) {
    objectKeys.put(asset, object.key());
    if (object.isOf(asset.container().organization())) {
      owned.put(asset.container(), true);
    }
  }

  private Reading present(MediaObject object, AssetId id) {
    if (object.description() instanceof Undescribed undescribed) {
      throw corrupt(media.path(object.key()), undescribed.problem());
    }
    return new Reading.Present(
        new Asset(id, ((Described) object.description()).descriptor()), null);
  }

  /** Whether the organization has the container: whether it owns one of the first objects. */
  private boolean owns(ContainerKey container, Deadline within) {
    return owned.getIfPresent(container) != null
        || share(container, media.first(container.container(), SAMPLE, within), within)
            == Share.OWN;
  }

  /** What the first objects of a folder tell of who owns it. */
  private enum Share {
    OWN,
    FOREIGN,
    UNKNOWN
  }

  private Share share(ContainerKey container, List<Listed> objects, Deadline within) {
    int foreign = 0;
    for (Listed listed : objects.subList(0, Math.min(SAMPLE, objects.size()))) {
      Optional<MediaObject> object = media.head(listed.key(), within);
      if (object.isEmpty()) {
        media.probe(within);
      }
      if (object.filter(o -> o.isOf(container.organization())).isPresent()) {
        owned.put(container, true);
        return Share.OWN;
      }
      if (object.filter(o -> o.isOfAnother(container.organization())).isPresent()
          && ++foreign == FOREIGN) {
        break;
      }
    }
    return foreign > 0 ? Share.FOREIGN : Share.UNKNOWN;
  }

  /**
   * Reads a container. Objects that are not valid are left out, and logged once; they are corrupt
   * to {@link #find}. The assets are in the natural order of their file names. The revision is the
   * time of the newest object in milliseconds: a replaced object changes it, a deleted one may not.
   *
   * @param container which container
   * @return the container, or empty if the organization has none of that id
   * @throws CorruptRecordException if there are more than {@link Container#MAX_ASSETS} objects, or
   *     none that names its owner
   */
  @Override
  public Optional<Container> read(ContainerKey container) {
    Objects.requireNonNull(container);
    Deadline within = media.begin();
    List<Listed> listed = media.first(container.container(), Container.MAX_ASSETS + 1, within);
    if (owned.getIfPresent(container) == null
        && share(container, listed, within) == Share.FOREIGN) {
      return Optional.empty();
    }
    String path = media.path(container.container());
    if (listed.size() > Container.MAX_ASSETS) {
      throw corrupt(path, "more than " + Container.MAX_ASSETS + " objects");
    }
    OrganizationId organization = container.organization();
    List<Found> found = found(listed);
    if (found.stream().noneMatch(one -> one.object().isOf(organization))) {
      if (found.isEmpty()
          || found.stream().anyMatch(one -> one.object().isOfAnother(organization))) {
        return Optional.empty();
      }
      throw corrupt(path, "no object tells whose it is");
    }
    try {
      return Optional.of(container(container, found));
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException(path, e);
    }
  }

  private List<Found> found(List<Listed> listed) {
    List<Optional<MediaObject>> objects =
        media.describe(listed.stream().map(Listed::key).toList(), media.begin());
    return IntStream.range(0, listed.size())
        .mapToObj(i -> objects.get(i).map(object -> new Found(listed.get(i), object)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Container container(ContainerKey key, List<Found> found) {
    ObjectFolder folder =
        new ObjectFolder(
            found.stream().filter(one -> !one.object().isOfAnother(key.organization())).toList());
    folder
        .unreadable()
        .ifPresent(
            example -> warnOnce("objects are left out of " + media.path(key.container()), example));
    folder.ambiguous().ifPresent(id -> warnAmbiguous(key.container(), id));
    return folder.container(key);
  }

  private void warnAmbiguous(ContainerId container, AssetId id) {
    warnOnce("several objects have one asset id in " + media.path(container), id.value());
  }

  /** Tells of each kind of trouble once for a container, with an example. */
  private void warnOnce(String trouble, String example) {
    if (warned.asMap().putIfAbsent(trouble, true) == null) {
      LOG.log(Level.WARNING, "{0}, such as {1}", trouble, example);
    }
  }

  private static CorruptRecordException corrupt(String key, String problem) {
    return new CorruptRecordException(key, new IllegalArgumentException(problem));
  }
}
