package dev.assetlookup.bootstrap.media;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.MediaBucket;
import dev.assetlookup.r2.MediaObject;
import dev.assetlookup.r2.NaturalOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what stamped objects of one organization say of themselves, container by container.
 *
 * <p>It adds and refreshes, and takes nothing out: assets whose files are elsewhere or missing stay
 * as they are, and what was superseded or deleted stays so. What an object tells replaces what is
 * recorded; what it does not tell stays. So it can be repeated, also after it was interrupted.
 * Holds the names of one container at a time.
 */
public final class Indexer {
  private static final int ATTEMPTS = 3;
  private static final Comparator<MediaObject> NATURAL =
      Comparator.comparing(object -> object.file().name(), new NaturalOrder());

  private final MediaBucket media;
  private final AssetReader containers;
  private final PublishContainer publishing;
  private final OrganizationId organization;
  private final Report report;
  private final Counts counts = new Counts();

  /**
   * An indexer.
   *
   * @param media the bucket to walk
   * @param containers what is recorded
   * @param publishing where to publish
   * @param organization whose objects
   * @param report is told as it goes
   */
  public Indexer(
      MediaBucket media,
      AssetReader containers,
      PublishContainer publishing,
      OrganizationId organization,
      Report report) {
    this.media = media;
    this.containers = containers;
    this.publishing = publishing;
    this.organization = organization;
    this.report = report;
  }

  /** Is told how it goes, by one thread. */
  public interface Report {
    /**
     * Something could not be described or published. It is left as it was.
     *
     * @param what the key of an object, or the id of a container
     * @param reason what is wrong
     */
    void problem(String what, String reason);

    /**
     * Another container is done.
     *
     * @param container which one
     * @param counts what was done so far
     */
    void done(ContainerId container, Counts counts);
  }

  /** What was done so far. Counts up as it goes. */
  public static final class Counts {
    private long objects;
    private long created;
    private long replaced;
    private long unchanged;
    private long deleted;
    private long others;
    private long problems;

    /**
     * Tells whether anything was wrong.
     *
     * @return how many problems were reported
     */
    public long problems() {
      return problems;
    }

    /**
     * The counts by name.
     *
     * @return in the order to show them
     */
    public Map<String, Long> byName() {
      Map<String, Long> byName = new LinkedHashMap<>();
      byName.put("objects", objects);
      byName.put("created", created);
      byName.put("replaced", replaced);
      byName.put("unchanged", unchanged);
      byName.put("deleted", deleted);
      byName.put("othersObjects", others);
      byName.put("problems", problems);
      return byName;
    }

    /** For people. */
    @Override
    public String toString() {
      return ("%,d objects: %,d containers new, %,d replaced, %,d unchanged, %,d deleted before;"
              + " %,d objects of others; %,d problems")
          .formatted(objects, created, replaced, unchanged, deleted, others, problems);
    }
  }

  /**
   * Walks the bucket.
   *
   * @param after goes on behind this container, null to begin
   * @param ended asked between containers; true ends the walk early
   * @return what was done
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the bucket or the store gave no
   *     answer; what was published before is stored
   */
  public Counts run(@Nullable ContainerId after, BooleanSupplier ended) {
    Folders folders = new Folders(media, after);
    while (!ended.getAsBoolean()) {
      Folders.Folder folder = folders.next();
      folders.strangers().forEach(key -> problem(key, "names no file of a container"));
      if (folder == null) {
        break;
      }
      index(folder);
      report.done(folder.container(), counts);
    }
    return counts;
  }

  private void problem(String what, String reason) {
    counts.problems++;
    report.problem(what, reason);
  }

  private void index(Folders.Folder folder) {
    counts.objects += folder.objects().size();
    String name = folder.container().toString();
    if (folder.objects().size() > Container.MAX_ASSETS) {
      problem(name, "has more than " + Container.MAX_ASSETS + " objects");
      return;
    }
    try {
      List<MediaObject> own = own(folder);
      if (!own.isEmpty()) {
        publish(folder.container(), own);
      }
    } catch (CorruptRecordException e) {
      problem(name, String.valueOf(e.getMessage()));
    }
  }

  /** Those of the organization that can be described, in natural order. */
  private List<MediaObject> own(Folders.Folder folder) {
    List<MediaObject> own = new ArrayList<>();
    List<String> keys = folder.objects().stream().map(MediaBucket.Listed::key).toList();
    for (Optional<MediaObject> found : media.describe(keys)) {
      if (found.isEmpty()) {
        continue;
      }
      MediaObject object = found.get();
      OrganizationId owner = object.description().organization();
      if (owner != null && !owner.equals(organization)) {
        counts.others++;
      } else if (object.description() instanceof MediaObject.Undescribed undescribed) {
        problem(object.key(), undescribed.problem());
      } else {
        own.add(object);
      }
    }
    own.sort(NATURAL);
    return own;
  }

  private void publish(ContainerId id, List<MediaObject> objects) {
    Caller owner = new Caller(organization, Set.of(Scope.CONTENT_WRITE));
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Container stored = containers.read(new ContainerKey(organization, id)).orElse(null);
      if (stored != null && stored.isDeleted()) {
        counts.deleted++;
        return;
      }
      ContainerDraft draft = new Merge(id, stored, objects).draft();
      Precondition precondition =
          stored == null ? new Precondition.Absent() : new Precondition.At(stored.revision());
      switch (publishing.publish(owner, draft, precondition)) {
        case PublishContainer.Result.Published published -> {
          if (published.created()) {
            counts.created++;
          } else {
            counts.replaced++;
          }
          return;
        }
        case PublishContainer.Result.Unchanged unchanged -> {
          counts.unchanged++;
          return;
        }
        case PublishContainer.Result.Invalid invalid -> {
          invalid.problems().forEach(p -> problem(id.toString(), p.pointer() + " " + p.reason()));
          return;
        }
        case PublishContainer.Result.Conflict conflict -> {}
        case PublishContainer.Result.ScopeMissing missing ->
            throw new IllegalStateException("the scope was granted");
      }
    }
    problem(id.toString(), "other writers kept changing it; run the index again");
  }

  /** What is recorded of a container together with what its objects say. */
  private final class Merge {
    private final ContainerId id;
    private final @Nullable Container stored;
    private final List<MediaObject> objects;
    private final Map<MediaUrl, AssetDescriptor> found = new LinkedHashMap<>();

    Merge(ContainerId id, @Nullable Container stored, List<MediaObject> objects) {
      this.id = id;
      this.stored = stored;
      this.objects = objects;
      for (MediaObject object : objects) {
        if (object.description() instanceof MediaObject.Described described) {
          found.put(described.descriptor().url(), described.descriptor());
        }
      }
    }

    ContainerDraft draft() {
      if (stored == null) {
        Instant oldest =
            objects.stream().map(MediaObject::lastModified).min(Comparator.naturalOrder()).get();
        List<AssetDraft> all = found.values().stream().map(d -> new AssetDraft(null, d)).toList();
        return new ContainerDraft(id, oldest, ContainerDetails.COMPLETED, all);
      }
      List<AssetDraft> drafts = new ArrayList<>();
      for (Asset asset : stored.assets()) {
        AssetDescriptor told = found.remove(asset.descriptor().url());
        drafts.add(new AssetDraft(asset.id(), refreshed(asset.descriptor(), told)));
      }
      stored.superseded().forEach(gone -> found.remove(gone.asset().descriptor().url()));
      found.values().forEach(added -> drafts.add(new AssetDraft(null, added)));
      return new ContainerDraft(id, null, stored.details(), drafts);
    }

    private AssetDescriptor refreshed(AssetDescriptor recorded, @Nullable AssetDescriptor told) {
      if (told == null) {
        return recorded;
      }
      try {
        return AssetDescriptor.at(recorded.url())
            .kind(recorded.kind())
            .thumbnailUrl(first(told.thumbnailUrl(), recorded.thumbnailUrl()))
            .mimeType(first(told.mimeType(), recorded.mimeType()))
            .sizeBytes(first(told.sizeBytes(), recorded.sizeBytes()))
            .durationMs(first(told.durationMs(), recorded.durationMs()))
            .width(first(told.width(), recorded.width()))
            .height(first(told.height(), recorded.height()))
            .checksumSha256(first(told.checksumSha256(), recorded.checksumSha256()))
            .expiresAt(first(told.expiresAt(), recorded.expiresAt()))
            .build();
      } catch (IllegalArgumentException e) {
        problem(recorded.url().value(), "does not fit what is recorded: " + e.getMessage());
        return recorded;
      }
    }

    private static <T> @Nullable T first(@Nullable T told, @Nullable T recorded) {
      return told != null ? told : recorded;
    }
  }
}
