package dev.assetlookup.media;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.media.MediaPlan.Placement;
import dev.assetlookup.media.MediaPublisher.Change;
import dev.assetlookup.media.MediaPublisher.Result;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One publish, in several attempts: each looks at store and bucket, uploads what is missing, and
 * publishes, unless another writer came between.
 */
final class PublishRun {
  // Each lost race means that another writer or a sweep came through.
  private static final int MAX_ATTEMPTS = 5;

  private final PublishPorts ports;
  private final PublishRequest request;
  private final MediaPublisher.Listener listener;
  private final ContainerKey key;
  private final Set<MediaFile> uploaded = new HashSet<>();
  // Those that the listener knows to be in the bucket already.
  private final Set<MediaFile> unchanged = new HashSet<>();
  private MediaPlan plan = new MediaPlan(Optional.empty(), List.of(), List.of());

  PublishRun(PublishPorts ports, PublishRequest request, MediaPublisher.Listener listener) {
    this.ports = ports;
    this.request = request;
    this.listener = listener;
    this.key = new ContainerKey(request.organization(), request.containerId());
  }

  /** What publishing would do now. */
  Result plan() {
    return prepare().orElseGet(this::planned);
  }

  Result publish() throws IOException {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      Optional<Result> result = prepare();
      if (result.isEmpty()) {
        result = carryOut();
      }
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new Result.Contended();
  }

  /** Makes a plan; a result if the publish ends there. */
  private Optional<Result> prepare() {
    // Reads the container first, to notice if it changes while the bucket is looked at.
    MediaPlanner planner = new MediaPlanner(ports.bucket(), request, ports.containers().read(key));
    Optional<MediaPlan> made = planner.plan(listener::isEnded);
    if (made.isEmpty()) {
      return Optional.of(new Result.Ended());
    }
    plan = made.get();
    if (!planner.problems().isEmpty()) {
      return Optional.of(new Result.Refused(planner.problems()));
    }
    return refused(ports.publishing().check(AssetDraft.numbered(plan.drafts())));
  }

  private Result planned() {
    return new Result.Planned(
        key.container(),
        plan.placed(plan.stored().map(Container::assets).orElse(List.of()), uploaded));
  }

  /** Empty if another writer came between. */
  private Optional<Result> carryOut() throws IOException {
    Uploads uploads = new Uploads(ports.bucket(), request.organization(), listener);
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
    return ports.containers().read(key).equals(plan.stored()) ? publishPlan() : Optional.empty();
  }

  private Optional<Result> publishPlan() {
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
    return switch (ports.publishing().publish(owner, draft, expected)) {
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
      case PublishContainer.Result.ScopeMissing missing -> throw MediaPublisher.granted();
      case PublishContainer.Result.ProjectForbidden forbidden -> throw MediaPublisher.granted();
      case PublishContainer.Result.NotFound hidden -> throw MediaPublisher.granted();
    };
  }

  private Optional<Result> published(Container container, Change change) {
    return Optional.of(
        new Result.Published(container, change, plan.placed(container.assets(), uploaded)));
  }

  private Optional<Result> refused(List<Problem> problems) {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(new Result.Refused(problems.stream().map(plan::describe).toList()));
  }
}
