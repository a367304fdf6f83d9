package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.objects.FolderOwners.Share;
import dev.assetlookup.r2.objects.MediaBucket.Entry;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import dev.assetlookup.r2.objects.ObjectFolder.Member;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads a bucket of media as it is: the object is the only record of an asset (layout {@code
 * objects}). Whoever uploads, relabels, replaces or deletes an object is seen at once, with one
 * exception: a new object whose id has a hash may be absent for {@value #FOLDER_SECONDS} seconds.
 *
 * <p><b>Ids.</b> The id of an object is the one that {@link AssetIds#derive} gives for its URL. If
 * several objects of a container have one id, the newest counts, of equally old ones the one with
 * the smallest key; a warning is logged once.
 *
 * <p><b>Owners.</b> An object belongs to the organization that its metadata name. A container
 * exists for an organization while an object in its folder belongs to it; for all others it is
 * absent. Folders of several owners are not meant to be: each owner finds its assets there, but
 * only an owner of one of the first {@value FolderOwners#FOREIGN} can read the container.
 *
 * <p><b>Corrupt objects.</b> One that names its owner but is not valid otherwise is corrupt for the
 * owner and absent for others. One that names no owner is corrupt for whoever asks for it.
 *
 * <p><b>Requests.</b> The key of an asset is remembered for a while, and with it that the
 * organization has the container.
 *
 * <ul>
 *   <li>Present: one HEAD if the key is remembered, else one LIST and one HEAD.
 *   <li>Another LIST if more than nine files begin with the id and sort before its dot, such as
 *       {@code slide-1.png} to {@code slide-9.png} and more for {@code slide}.
 *   <li>Absent: one LIST in a container of which an asset was found lately, else another LIST and
 *       one HEAD; no HEAD if there is no container.
 *   <li>Ids with a hash ({@code my-video~0123456789abcdef}) do not contain the name of their
 *       object. They take one LIST for each 1,000 names of the folder, which is then remembered for
 *       {@value #FOLDER_SECONDS} seconds, and shared by all who need it at one time. Until then an
 *       id costs one HEAD if it is present, and nothing if it is absent and another asset of the
 *       container was found lately. After 10,000 names the search ends: for the container's owner,
 *       an id that is not among them is corrupt, not absent.
 *   <li>A container: one LIST for each 1,000 objects and one HEAD for each, many at once; before
 *       them one more HEAD if no asset of it was found lately.
 * </ul>
 */
public final class R2ObjectsReader implements AssetReader {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();

  private static final int MAX_REMEMBERED = 100_000;
  private static final int FOLDER_SECONDS = 10;

  private final MediaBucket media;
  private final FolderOwners owners;
  private final ObjectSearch search;
  private final TroubleLog troubles;

  /**
   * Prepares a reader, without asking the bucket anything yet.
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
    FolderMemory folders =
        new FolderMemory(memory.compareTo(ofFolders) < 0 ? memory : ofFolders, ticker);
    this.owners = new FolderOwners(media, remembering(memory, ticker));
    this.troubles = new TroubleLog(media);
    this.search = new ObjectSearch(media, remembering(memory, ticker), folders, owners, troubles);
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

  /**
   * Reads one asset. No container of a bucket of objects is in a project.
   *
   * @param container the organization's container
   * @param asset the id within the container
   * @return what the bucket has, in no project
   */
  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(container);
    Objects.requireNonNull(asset);
    return findAllWithProjects(List.of(new AssetKey(container, asset))).get(0);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return findAll(assets).stream().map(reading -> new ProjectReading(reading, null)).toList();
  }

  private Reading find(AssetKey asset, Deadline within) {
    return search
        .find(asset, within)
        .map(object -> present(object, asset.asset()))
        .orElseGet(
            () -> owners.owns(asset.container(), within) ? NO_SUCH_ASSET : NO_SUCH_CONTAINER);
  }

  private Reading present(MediaObject object, AssetId id) {
    if (object.description() instanceof Undescribed undescribed) {
      throw corrupt(media.path(object.key()), undescribed.problem());
    }
    return new Reading.Present(
        new Asset(id, ((Described) object.description()).descriptor()), null);
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
    List<Entry> listed =
        media.listing().first(container.container(), Container.MAX_ASSETS + 1, within);
    if (!owners.isRemembered(container)
        && owners.share(container, listed, within) == Share.FOREIGN) {
      return Optional.empty();
    }
    String path = media.path(container.container());
    if (listed.size() > Container.MAX_ASSETS) {
      throw corrupt(path, "more than " + Container.MAX_ASSETS + " objects");
    }
    OrganizationId organization = container.organization();
    List<Member> found = found(listed);
    if (found.stream().noneMatch(one -> one.object().isOf(organization))) {
      if (found.isEmpty()
          || found.stream().anyMatch(one -> one.object().isOfAnother(organization))) {
        return Optional.empty();
      }
      throw corrupt(path, "no object states its owner");
    }
    try {
      return Optional.of(container(container, found));
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException(path, e);
    }
  }

  private List<Member> found(List<Entry> listed) {
    List<Optional<MediaObject>> objects = media.describe(listed.stream().map(Entry::key).toList());
    return IntStream.range(0, listed.size())
        .mapToObj(i -> objects.get(i).map(object -> new Member(listed.get(i), object)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Container container(ContainerKey key, List<Member> found) {
    ObjectFolder folder =
        new ObjectFolder(
            found.stream().filter(one -> !one.object().isOfAnother(key.organization())).toList());
    folder.unreadable().ifPresent(example -> troubles.leftOut(key.container(), example));
    folder.ambiguous().ifPresent(id -> troubles.ambiguous(key.container(), id));
    return folder.container(key);
  }

  private static CorruptRecordException corrupt(String path, String problem) {
    return new CorruptRecordException(path, new IllegalArgumentException(problem));
  }
}
