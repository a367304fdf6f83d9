package dev.assetlookup.media;

import static java.util.stream.Collectors.toSet;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what stamped objects of one organization say of themselves, container by container.
 *
 * <p>It adds and refreshes, and takes nothing out: assets whose files are elsewhere or missing stay
 * as they are, and what was superseded or deleted stays so as long as the store remembers it. What
 * an object tells replaces what is recorded; what it does not tell stays, unless its bytes are
 * other ones. So it can be repeated, also after it was interrupted. An object that tells no owner
 * is a problem, unless it is the thumbnail of an asset.
 *
 * <p>Holds a page of the listing and the objects of a few containers at a time. To be run once.
 */
public final class Indexer {
  private static final int ATTEMPTS = 3;

  private final MediaBucket media;
  private final AssetReader containers;
  private final PublishContainer publishing;
  private final OrganizationId organization;
  private final Report report;
  private final OutageCheck outages;
  private final Counts counts = new Counts();
  private @Nullable Folder open;

  /**
   * An indexer.
   *
   * @param media the bucket to walk
   * @param containers what is recorded
   * @param publishing where to publish; asked by several threads at once
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
    this.outages = OutageCheck.of(containers);
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
     * Another container is done, and so are all whose ids come before.
     *
     * @param container which one
     * @param counts what was done so far
     */
    void done(ContainerId container, Counts counts);
  }

  /** What was done so far. Counts up as it goes. */
  public static final class Counts {
    private long objects;
    private long folderMarkers;
    private long created;
    private long replaced;
    private long unchanged;
    private long deleted;
    private long others;
    private long problems;
    private boolean complete;

    /**
     * Tells whether anything was wrong.
     *
     * @return how many problems were reported
     */
    public long problems() {
      return problems;
    }

    /**
     * Tells whether the whole bucket was walked.
     *
     * @return false while it goes on, and if it was ended early
     */
    public boolean isComplete() {
      return complete;
    }

    /**
     * The counts by name.
     *
     * @return in the order to show them
     */
    public Map<String, Long> byName() {
      Map<String, Long> byName = new LinkedHashMap<>();
      byName.put("objects", objects);
      byName.put("folderMarkers", folderMarkers);
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
      String markers = folderMarkers == 0 ? "" : ", %,d folder markers".formatted(folderMarkers);
      return ("%,d objects%s: %,d containers new, %,d replaced, %,d unchanged, %,d deleted before;"
              + " %,d objects of others; %,d problems")
          .formatted(objects, markers, created, replaced, unchanged, deleted, others, problems);
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
    String position = after == null ? null : media.location().end(after);
    try (AtOnce store = new AtOnce()) {
      boolean more = true;
      while (more && !ended.getAsBoolean()) {
        MediaBucket.Page page = media.list(position);
        counts.folderMarkers += page.folderMarkers();
        page.others().forEach(key -> problem(new Problem(key, "names no file of a container")));
        List<Folder> complete = gather(page.objects());
        position = page.next();
        if (position == null && open != null) {
          complete.add(open);
        }
        boolean all = store.each(complete, this::index, this::tell, ended);
        counts.complete = all && position == null;
        more = all && position != null;
      }
    }
    return counts;
  }

  /** The containers that these objects complete; what is begun of the last stays open. */
  private List<Folder> gather(List<MediaBucket.Listed> objects) {
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

  private List<MediaObject> described(List<MediaBucket.Listed> objects) {
    List<String> keys = objects.stream().map(MediaBucket.Listed::key).toList();
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
          problem(new Problem(object.key(), undescribed.problem()));
        }
      }
    }
  }

  /** What cannot be described or published. */
  private record Problem(String what, String reason) {}

  private void problem(Problem problem) {
    counts.problems++;
    report.problem(problem.what(), problem.reason());
  }

  /** How it went with one container. */
  private record Outcome(ContainerId container, Ending ending, List<Problem> problems) {}

  private enum Ending {
    NOTHING,
    CREATED,
    REPLACED,
    UNCHANGED,
    DELETED
  }

  private void tell(Outcome outcome) {
    outcome.problems().forEach(this::problem);
    switch (outcome.ending()) {
      case NOTHING -> {}
      case CREATED -> counts.created++;
      case REPLACED -> counts.replaced++;
      case UNCHANGED -> counts.unchanged++;
      case DELETED -> counts.deleted++;
    }
    report.done(outcome.container(), counts);
  }

  private Outcome index(Folder folder) {
    return outages.attempt(() -> indexAnswered(folder), e -> failed(folder, e));
  }

  private Outcome failed(Folder folder, StoreUnavailableException e) {
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(folder.container().toString(), String.valueOf(e.getMessage())));
    problems.addAll(unowned(folder, null));
    return new Outcome(folder.container(), Ending.NOTHING, problems);
  }

  private Outcome indexAnswered(Folder folder) {
    String name = folder.container().toString();
    List<Problem> problems = new ArrayList<>();
    Ending ending = Ending.NOTHING;
    if (folder.hasTooMany()) {
      problems.add(new Problem(name, "has more than %,d objects".formatted(Container.MAX_ASSETS)));
    } else if (!folder.own().isEmpty()) {
      ending = publish(folder, problems);
    }
    problems.addAll(unowned(folder, folder.unowned().isEmpty() ? null : read(folder.container())));
    return new Outcome(folder.container(), ending, problems);
  }

  private List<Problem> unowned(Folder folder, @Nullable Container stored) {
    Set<String> thumbnails =
        stored == null
            ? Set.of()
            : stored.assets().stream()
                .flatMap(asset -> Stream.ofNullable(asset.descriptor().thumbnailUrl()))
                .flatMap(url -> media.location().key(url).stream())
                .collect(toSet());
    return folder.unowned().entrySet().stream()
        .filter(object -> !thumbnails.contains(object.getKey()))
        .map(object -> new Problem(object.getKey(), object.getValue()))
        .toList();
  }

  private @Nullable Container read(ContainerId container) {
    return containers.read(new ContainerKey(organization, container)).orElse(null);
  }

  private Ending publish(Folder folder, List<Problem> problems) {
    Caller owner = new Caller(organization, Set.of(Scope.CONTENT_WRITE));
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Container stored = read(folder.container());
      if (stored != null && stored.isDeleted()) {
        return Ending.DELETED;
      }
      problems.clear();
      ContainerDraft draft =
          new Merge(media.location(), folder.container(), stored, folder.own())
              .draft((what, reason) -> problems.add(new Problem(what, reason)));
      Precondition precondition =
          stored == null ? new Precondition.Absent() : new Precondition.At(stored.revision());
      switch (publishing.publish(owner, draft, precondition)) {
        case PublishContainer.Result.Published published -> {
          return published.created() ? Ending.CREATED : Ending.REPLACED;
        }
        case PublishContainer.Result.Unchanged unchanged -> {
          return Ending.UNCHANGED;
        }
        case PublishContainer.Result.Invalid invalid -> {
          invalid.problems().stream()
              .map(p -> new Problem(folder.container() + p.pointer(), p.reason()))
              .forEach(problems::add);
          return Ending.NOTHING;
        }
        case PublishContainer.Result.TooManySuperseded full -> {
          problems.add(
              new Problem(folder.container().toString(), MediaPublisher.REPLACED_TOO_OFTEN));
          return Ending.NOTHING;
        }
        case PublishContainer.Result.Conflict conflict -> {}
        case PublishContainer.Result.ScopeMissing missing ->
            throw new IllegalStateException("the scope was granted");
      }
    }
    problems.add(
        new Problem(
            folder.container().toString(), "other writers kept changing it; run the index again"));
    return Ending.NOTHING;
  }
}
