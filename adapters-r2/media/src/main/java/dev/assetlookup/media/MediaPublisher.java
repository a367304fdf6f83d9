package dev.assetlookup.media;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.media.MediaPlan.Place;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts files into the bucket and then makes them the set of a container, so that no descriptor ever
 * points at bytes that are not there. What is there already is not sent again: an order that was
 * cut off is simply given again. Thread-safe.
 */
public final class MediaPublisher {
  // Each lost race means that another writer or a sweep came through.
  private static final int MAX_ATTEMPTS = 5;
  static final String REPLACED_TOO_OFTEN =
      "was replaced too often: what was superseded lately takes up all its room; there is room"
          + " again when assets.superseded-grace is over and a sweep has come by";
  private static final Pattern POINTER = Pattern.compile("/assets/(\\d+)(?:/(.*))?");
  private static final ContainerId ANY_CONTAINER = new ContainerId(new UUID(0, 0));

  private final MediaBucket bucket;
  private final AssetReader containers;
  private final PublishContainer publishing;

  /**
   * A publisher.
   *
   * @param bucket where the files go
   * @param containers tells what a container has now, and what is being deleted of it
   * @param publishing where the container is published
   */
  public MediaPublisher(MediaBucket bucket, AssetReader containers, PublishContainer publishing) {
    this.bucket = bucket;
    this.containers = containers;
    this.publishing = publishing;
  }

  /** Hears how it goes on, from several threads. */
  public interface Watcher {
    /**
     * Asked now and then.
     *
     * @return whether to end early
     */
    boolean isEnded();

    /**
     * Files are about to be sent.
     *
     * @param files how many
     * @param bytes how many in all
     */
    void sending(int files, long bytes);

    /**
     * A part of a file is sent.
     *
     * @param file which
     * @param bytes how many of its bytes by now; less than before if it is sent anew
     */
    void sent(MediaFile file, long bytes);

    /**
     * A file is in the bucket.
     *
     * @param file which
     * @param descriptor what it is there
     * @param uploaded false if it was there before
     */
    void stored(MediaFile file, AssetDescriptor descriptor, boolean uploaded);
  }

  /**
   * What became of a file.
   *
   * @param file which
   * @param id its asset id, null if only the publish will tell
   * @param descriptor what was or would be published
   * @param uploaded whether it was or would be sent
   */
  public record Placed(
      MediaFile file, @Nullable AssetId id, AssetDescriptor descriptor, boolean uploaded) {}

  /** How it ended. */
  public sealed interface Result {
    /**
     * The files are the set of the container.
     *
     * @param container as stored
     * @param change what the publish was
     * @param files in order
     */
    record Published(Container container, Change change, List<Placed> files) implements Result {}

    /**
     * This would be done.
     *
     * @param container of this container
     * @param files in order
     */
    record Planned(ContainerId container, List<Placed> files) implements Result {}

    /**
     * It cannot be done; nothing is published.
     *
     * @param problems everything that is in the way, for people
     */
    record Refused(List<String> problems) implements Result {}

    /** Others kept changing the container or its files; nothing is published. */
    record Contended() implements Result {}

    /** It was ended early; nothing is published. */
    record Ended() implements Result {}
  }

  /** What a publish was to its container. */
  public enum Change {
    /** There was none. */
    CREATED,
    /** It had another set. */
    REPLACED,
    /** It had this set already. */
    UNCHANGED
  }

  /**
   * Tells what is wrong with files whatever their content.
   *
   * @param files some files
   * @return the problems, for people
   */
  public List<String> check(List<MediaFile> files) {
    List<String> problems = new ArrayList<>();
    for (MediaFile file : files) {
      try {
        check(file);
      } catch (IllegalArgumentException | IOException e) {
        problems.add(file.shown() + ": " + e.getMessage());
      }
    }
    return problems;
  }

  private void check(MediaFile file) throws IOException {
    MediaLocation location = bucket.location();
    // The ids of all containers are of one length.
    location.url(location.key(new MediaLocation.File(ANY_CONTAINER, file.name())));
    long size = Files.size(file.path());
    if (size > MediaBucket.MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "%,d bytes, where one upload takes at most %,d"
              .formatted(size, MediaBucket.MAX_FILE_BYTES));
    }
  }

  /**
   * Tells what publishing would do now. Changes nothing.
   *
   * @param order what to publish
   * @param watcher asked whether to end early
   * @return {@link Result.Planned}, {@link Result.Refused} or {@link Result.Ended}
   * @throws dev.assetlookup.core.store.StoreUnavailableException if store or bucket gave no answer
   */
  public Result plan(MediaOrder order, Watcher watcher) {
    Attempt attempt = new Attempt(order, watcher, new HashSet<>(), new HashSet<>());
    return attempt.prepare().orElseGet(attempt::planned);
  }

  /**
   * Sends what is not in the bucket yet, then publishes all.
   *
   * @param order what to publish
   * @param watcher hears how it goes on
   * @return how it ended
   * @throws dev.assetlookup.core.store.StoreUnavailableException if store or bucket gave no answer;
   *     if it was the store, it may be published
   * @throws IOException if a file cannot be read
   */
  public Result publish(MediaOrder order, Watcher watcher) throws IOException {
    Set<MediaFile> uploaded = new HashSet<>();
    Set<MediaFile> unchanged = new HashSet<>();
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      Attempt attempt = new Attempt(order, watcher, uploaded, unchanged);
      Optional<Result> result = attempt.prepare();
      if (result.isEmpty()) {
        result = attempt.carryOut();
      }
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new Result.Contended();
  }

  private final class Attempt {
    private final MediaOrder order;
    private final Watcher watcher;
    private final Set<MediaFile> uploaded;
    private final Set<MediaFile> unchanged;
    private final ContainerKey key;
    private MediaPlan plan = new MediaPlan(Optional.empty(), List.of(), List.of());

    /** An attempt, after others that have uploaded some files and told of unchanged ones. */
    Attempt(MediaOrder order, Watcher watcher, Set<MediaFile> uploaded, Set<MediaFile> unchanged) {
      this.order = order;
      this.watcher = watcher;
      this.uploaded = uploaded;
      this.unchanged = unchanged;
      this.key = new ContainerKey(order.organization(), order.containerId());
    }

    /** Makes the plan; not empty if that ends it. */
    Optional<Result> prepare() {
      // The container first: what changes it while the bucket is looked at is then noticed.
      MediaPlanner planner = new MediaPlanner(bucket, order, containers.read(key));
      Optional<MediaPlan> made = planner.plan(watcher::isEnded);
      if (made.isEmpty()) {
        return Optional.of(new Result.Ended());
      }
      plan = made.get();
      if (!planner.problems().isEmpty()) {
        return Optional.of(new Result.Refused(planner.problems()));
      }
      return refused(publishing.check(new ArrayList<@Nullable AssetDraft>(plan.drafts())));
    }

    Result planned() {
      return new Result.Planned(
          key.container(), placed(plan.stored().map(Container::assets).orElse(List.of())));
    }

    /** Empty if another writer came between. */
    Optional<Result> carryOut() throws IOException {
      Uploads uploads = new Uploads(bucket, order.organization(), watcher);
      for (Place place : plan.places()) {
        MediaFile file = place.file().file();
        if (!place.toSend() && !uploaded.contains(file) && unchanged.add(file)) {
          watcher.stored(file, place.descriptor(), false);
        }
      }
      Uploads.Outcome outcome =
          uploads.send(plan.places().stream().filter(Place::toSend).toList(), uploaded);
      if (outcome == Uploads.Outcome.ENDED || watcher.isEnded()) {
        return Optional.of(new Result.Ended());
      }
      if (outcome == Uploads.Outcome.OVERTAKEN) {
        return Optional.empty();
      }
      // That a sweep has released what a deleted container had, no precondition tells.
      return containers.read(key).equals(plan.stored()) ? publish() : Optional.empty();
    }

    private Optional<Result> publish() {
      Optional<Container> current = plan.stored().filter(container -> !container.isDeleted());
      ContainerDraft draft =
          new ContainerDraft(
              key.container(),
              null,
              current.map(Container::details).orElse(ContainerDetails.COMPLETED),
              plan.drafts());
      Precondition expected =
          current
              .<Precondition>map(container -> new Precondition.At(container.revision()))
              .orElseGet(Precondition.Absent::new);
      Caller owner = new Caller(order.organization(), Set.of(Scope.CONTENT_WRITE));
      return switch (publishing.publish(owner, draft, expected)) {
        case PublishContainer.Result.Published(var container, var created) ->
            published(container, created ? Change.CREATED : Change.REPLACED);
        case PublishContainer.Result.Unchanged(var container) ->
            published(container, Change.UNCHANGED);
        case PublishContainer.Result.Conflict conflict -> Optional.empty();
        case PublishContainer.Result.TooManySuperseded full ->
            Optional.of(new Result.Refused(List.of(key.container() + " " + REPLACED_TOO_OFTEN)));
        case PublishContainer.Result.Invalid(var problems) -> refused(problems);
        case PublishContainer.Result.ScopeMissing missing ->
            throw new IllegalStateException("the scope was granted");
      };
    }

    private Optional<Result> published(Container container, Change change) {
      return Optional.of(new Result.Published(container, change, placed(container.assets())));
    }

    /** The files with the ids that they have among these assets, or will have in any case. */
    private List<Placed> placed(List<Asset> assets) {
      Map<MediaUrl, AssetId> ids = new HashMap<>();
      assets.forEach(asset -> ids.put(asset.descriptor().url(), asset.id()));
      List<Placed> placed = new ArrayList<>();
      for (int i = 0; i < plan.places().size(); i++) {
        Place place = plan.places().get(i);
        MediaFile file = place.file().file();
        AssetId insisted = plan.drafts().get(i).id();
        placed.add(
            new Placed(
                file,
                insisted == null ? ids.get(place.url()) : insisted,
                place.descriptor(),
                place.toSend() || uploaded.contains(file)));
      }
      return placed;
    }

    private Optional<Result> refused(List<Problem> problems) {
      return problems.isEmpty()
          ? Optional.empty()
          : Optional.of(new Result.Refused(problems.stream().map(this::describe).toList()));
    }

    private String describe(Problem problem) {
      Matcher pointer = POINTER.matcher(problem.pointer());
      if (!pointer.matches()) {
        return problem.reason();
      }
      Place place = plan.places().get(Integer.parseInt(pointer.group(1)));
      return place.file().file().shown()
          + ": "
          + (pointer.group(2) == null ? "" : pointer.group(2) + " ")
          + problem.reason()
          + " ("
          + place.url()
          + ")";
    }
  }
}
