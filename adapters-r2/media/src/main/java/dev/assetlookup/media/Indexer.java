package dev.assetlookup.media;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.media.FolderIndexing.Finding;
import dev.assetlookup.media.FolderIndexing.Result;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the media of one organization by the metadata of their objects, container by container.
 *
 * <p>It adds and refreshes, and removes nothing: assets whose files are elsewhere or missing stay
 * as they are, and what was superseded or deleted stays so as long as the store remembers it.
 * Fields that an object's metadata state replace the recorded ones; the others stay, unless the
 * bytes changed. So a run can be repeated, also after it was interrupted. An object without an
 * owner is a problem, unless it is the thumbnail of an asset.
 *
 * <p>Holds a page of the listing and the objects of a few containers in memory. To be run once.
 */
public final class Indexer {
  private final MediaBucket media;
  private final FolderIndexing folders;
  private final OrganizationId organization;
  private final Listener listener;
  private final IndexCounts counts = new IndexCounts();
  private @Nullable Folder open;

  /**
   * Prepares a run, which begins with {@link #run}.
   *
   * @param media the bucket to walk
   * @param containers what is recorded
   * @param publishing where to publish; asked by several threads at once
   * @param organization whose objects
   * @param listener gets the progress
   */
  public Indexer(
      MediaBucket media,
      AssetReader containers,
      PublishContainer publishing,
      OrganizationId organization,
      Listener listener) {
    this.media = media;
    this.folders =
        new FolderIndexing(
            media.location(), containers, publishing, organization, OutageCheck.of(containers));
    this.organization = organization;
    this.listener = listener;
  }

  /** Gets the progress of a run, on the thread that runs it. */
  public interface Listener {
    /**
     * Something could not be described or published. It is left as it was.
     *
     * @param what the key of an object, or the id of a container
     * @param reason what is wrong
     */
    void problem(String what, String reason);

    /**
     * Another container is done, and so are all whose ids come before.
     *
     * @param container which one
     * @param counts what was done so far
     */
    void done(ContainerId container, IndexCounts counts);
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
  public IndexCounts run(@Nullable ContainerId after, BooleanSupplier ended) {
    String position = after == null ? null : media.location().end(after);
    try (BoundedExecutor store = new BoundedExecutor()) {
      boolean more = true;
      while (more && !ended.getAsBoolean()) {
        MediaBucket.Page page = media.list(position);
        counts.folderMarkers += page.folderMarkers();
        page.others().forEach(key -> found(new Finding(key, "names no file of a container")));
        List<Folder> complete = gather(page.objects());
        position = page.next();
        if (position == null && open != null) {
          complete.add(open);
        }
        boolean all = store.each(complete, folders::index, this::count, ended);
        counts.complete = all && position == null;
        more = all && position != null;
      }
    }
    return counts;
  }

  /** The containers that these objects complete; the last one may go on, and stays open. */
  private List<Folder> gather(List<MediaBucket.Entry> objects) {
    List<Folder> complete = new ArrayList<>();
    for (MediaObject object : described(objects)) {
      ContainerId container = object.file().container();
      if (open != null && !open.container().equals(container)) {
        complete.add(open);
        open = null;
      }
      if (open == null) {
        open = new Folder(container);
      }
      add(object, open);
    }
    counts.objects += objects.size();
    return complete;
  }

  private List<MediaObject> described(List<MediaBucket.Entry> objects) {
    List<String> keys = objects.stream().map(MediaBucket.Entry::key).toList();
    return media.survey(keys).stream().flatMap(Optional::stream).toList();
  }

  private void add(MediaObject object, Folder folder) {
    OrganizationId owner = object.description().organization();
    boolean own = organization.equals(owner);
    if (owner != null && !own) {
      counts.others++;
    }
    switch (object.description()) {
      case MediaObject.Described described ->
          folder.add(object, described, organization, media.location());
      case MediaObject.Undescribed undescribed -> {
        if (own || (owner == null && !folder.addUnowned(object.key(), undescribed.problem()))) {
          found(new Finding(object.key(), undescribed.problem()));
        }
      }
    }
  }

  private void found(Finding finding) {
    counts.problems++;
    listener.problem(finding.subject(), finding.reason());
  }

  private void count(Result outcome) {
    outcome.findings().forEach(this::found);
    switch (outcome.ending()) {
      case NOTHING -> {}
      case CREATED -> counts.created++;
      case REPLACED -> counts.replaced++;
      case UNCHANGED -> counts.unchanged++;
      case DELETED -> counts.deleted++;
    }
    listener.done(outcome.container(), counts);
  }
}
