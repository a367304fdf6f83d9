package dev.assetlookup.media;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.json.JsonProblem;
import dev.assetlookup.media.MediaPlan.Placement;
import dev.assetlookup.media.MediaPublisher.Change;
import dev.assetlookup.media.MediaPublisher.Placed;
import dev.assetlookup.media.MediaPublisher.Result;
import dev.assetlookup.r2.objects.MediaBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt of a publish: looks at store and bucket, uploads what is missing, and publishes,
 * unless another writer came between.
 */
final class PublishAttempt {

  private final MediaBucket bucket;
  private final AssetReader containers;
  private final PublishContainer publishing;
  private final PublishRequest request;
  private final MediaPublisher.Listener listener;
  private final Set<MediaFile> uploaded;
  private final Set<MediaFile> unchanged;
  private final ContainerKey key;
  private MediaPlan plan = new MediaPlan(Optional.empty(), List.of(), List.of());

  /**
   * An attempt.
   *
   * @param uploaded the files that attempts have uploaded, grows
   * @param unchanged the files that the listener knows to be in the bucket already, grows
   */
  PublishAttempt(
      MediaBucket bucket,
      AssetReader containers,
      PublishContainer publishing,
      PublishRequest request,
      MediaPublisher.Listener listener,
      Set<MediaFile> uploaded,
      Set<MediaFile> unchanged) {
    this.bucket = bucket;
    this.containers = containers;
    this.publishing = publishing;
    this.request = request;
    this.listener = listener;
    this.uploaded = uploaded;
    this.unchanged = unchanged;
    this.key = new ContainerKey(request.organization(), request.containerId());
  }

  /** Makes the plan; a result if the attempt ends there. */
  Optional<Result> prepare() {
    // Reads the container first, to notice if it changes while the bucket is looked at.
    MediaPlanner planner = new MediaPlanner(bucket, request, containers.read(key));
    Optional<MediaPlan> made = planner.plan(listener::isEnded);
    if (made.isEmpty()) {
      return Optional.of(new Result.Ended());
    }
    plan = made.get();
    if (!planner.problems().isEmpty()) {
      return Optional.of(new Result.Refused(planner.problems()));
    }
    return refused(publishing.check(AssetDraft.numbered(plan.drafts())));
  }

  Result planned() {
    return new Result.Planned(
        key.container(), placed(plan.stored().map(Container::assets).orElse(List.of())));
  }

  /** Empty if another writer came between. */
  Optional<Result> carryOut() throws IOException {
    Uploads uploads = new Uploads(bucket, request.organization(), listener);
    for (Placement placement : plan.placements()) {
      MediaFile file = placement.file().file();
      if (!placement.toSend() && !uploaded.contains(file) && unchanged.add(file)) {
        listener.stored(file, placement.descriptor(), false);
      }
    }
    Uploads.Result outcome =
        uploads.send(plan.placements().stream().filter(Placement::toSend).toList(), uploaded);
    if (outcome == Uploads.Result.ENDED || listener.isEnded()) {
      return Optional.of(new Result.Ended());
    }
    if (outcome == Uploads.Result.OVERTAKEN) {
      return Optional.empty();
    }
    // No precondition covers that a sweep releases the media of a deleted container.
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
    Caller owner = new Caller(request.organization(), Set.of(Scope.CONTENT_WRITE));
    return switch (publishing.publish(owner, draft, expected)) {
      case PublishContainer.Result.Published(var container, var created) ->
          published(container, created ? Change.CREATED : Change.REPLACED);
      case PublishContainer.Result.Unchanged(var container) ->
          published(container, Change.UNCHANGED);
      case PublishContainer.Result.Conflict conflict -> Optional.empty();
      case PublishContainer.Result.TooManySuperseded full ->
          Optional.of(
              new Result.Refused(
                  List.of(key.container() + " " + MediaPublisher.REPLACED_TOO_OFTEN)));
      case PublishContainer.Result.Invalid(var problems) -> refused(problems);
      case PublishContainer.Result.ScopeMissing missing ->
          throw new IllegalStateException("the scope was granted");
    };
  }

  private Optional<Result> published(Container container, Change change) {
    return Optional.of(new Result.Published(container, change, placed(container.assets())));
  }

  /** The files with the ids that they have among these assets, or will surely get. */
  private List<Placed> placed(List<Asset> assets) {
    Map<MediaUrl, AssetId> ids = new HashMap<>();
    assets.forEach(asset -> ids.put(asset.descriptor().url(), asset.id()));
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < plan.placements().size(); i++) {
      Placement placement = plan.placements().get(i);
      MediaFile file = placement.file().file();
      AssetId insisted = plan.drafts().get(i).id();
      placed.add(
          new Placed(
              file,
              insisted == null ? ids.get(placement.url()) : insisted,
              placement.descriptor(),
              placement.toSend() || uploaded.contains(file)));
    }
    return placed;
  }

  private Optional<Result> refused(List<Problem> problems) {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(new Result.Refused(problems.stream().map(this::describe).toList()));
  }

  private String describe(Problem problem) {
    if (problem.asset() == null) {
      return problem.reason();
    }
    Placement placement = plan.placements().get(problem.asset());
    return placement.file().file().shown()
        + ": "
        + (problem.field() == null ? "" : JsonProblem.name(problem.field()) + " ")
        + problem.reason()
        + " ("
        + placement.url()
        + ")";
  }
}
