package dev.assetlookup.core.publish;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.visibility.VisibleContainers;
import dev.assetlookup.core.visibility.VisibleContainers.Base;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Publishing and deleting over any store: read, decide, compare and swap. */
record ContainerPublishing(VisibleContainers containers, InstantSource clock, UrlRules urls)
    implements PublishContainer, DeleteContainer {
  private static final Scope NEEDED = Scope.CONTENT_WRITE;
  // Each lost race means that another writer came through; so many in a row is a writer gone wild.
  private static final int MAX_ATTEMPTS = 16;

  ContainerPublishing {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(urls);
  }

  @Override
  public PublishContainer.Result publish(
      Caller caller, ContainerDraft draft, Precondition precondition) {
    if (!caller.may(NEEDED)) {
      return new PublishContainer.Result.ScopeMissing(NEEDED);
    }
    if (!caller.projects().include(draft.details().projectId())) {
      return new PublishContainer.Result.ProjectForbidden();
    }
    List<Problem> problems = check(AssetDraft.numbered(draft.assets()));
    if (!problems.isEmpty()) {
      return new PublishContainer.Result.Invalid(problems);
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<PublishContainer.Result> result = tryPublish(caller, draft, precondition);
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new PublishContainer.Result.Conflict();
  }

  @Override
  public List<Problem> check(SortedMap<Integer, AssetDraft> assets) {
    List<Problem> problems = new ArrayList<>();
    if (!assets.isEmpty() && assets.lastKey() >= Container.MAX_ASSETS) {
      String reason = "holds more than " + Container.MAX_ASSETS + " assets";
      problems.add(new Problem(null, null, reason));
    }
    assets.forEach(
        (number, asset) -> {
          checkUrl(number, Field.URL, asset.descriptor().url(), problems);
          checkUrl(number, Field.THUMBNAIL_URL, asset.descriptor().thumbnailUrl(), problems);
        });
    problems.addAll(AssetSet.repetitions(assets));
    return problems;
  }

  private void checkUrl(int asset, Field field, @Nullable MediaUrl url, List<Problem> problems) {
    if (url != null) {
      urls.problem(url).ifPresent(reason -> problems.add(new Problem(asset, field, reason)));
    }
  }

  /** One attempt; empty if another writer came between, and the precondition allows another try. */
  private Optional<PublishContainer.Result> tryPublish(
      Caller caller, ContainerDraft draft, Precondition precondition) {
    Base base = base(caller, draft.container(), precondition);
    Container stored = base.container();
    boolean there = base.isThere();
    Instant now = now();
    if (!holds(precondition, there ? stored : null)) {
      return Optional.of(new PublishContainer.Result.Conflict());
    }
    if (base.isHidden()) {
      return Optional.of(new PublishContainer.Result.NotFound());
    }
    AssetSet.Assigned assigned = AssetSet.assign(draft.assets(), stored);
    if (!assigned.problems().isEmpty()) {
      return Optional.of(new PublishContainer.Result.Invalid(assigned.problems()));
    }
    ContainerKey key = new ContainerKey(caller.organization(), draft.container());
    Container next = next(key, base.latest().next(), draft, stored, assigned.assets(), now);
    if (stored != null && there && sameContent(stored, next)) {
      return Optional.of(new PublishContainer.Result.Unchanged(stored));
    }
    if (stored != null && carriesTooMuch(stored, next)) {
      return Optional.of(new PublishContainer.Result.TooManySuperseded());
    }
    return containers.swap(caller, next, base.expected()) == Swap.DONE
        ? Optional.of(new PublishContainer.Result.Published(next, !there))
        : Optional.empty();
  }

  /**
   * Whether a publish must wait for a sweep. One that supersedes nothing more need not, but for one
   * onto a deleted container: the delete that may follow adds all that it publishes.
   */
  private static boolean carriesTooMuch(Container stored, Container next) {
    boolean adds = stored.isDeleted() || next.superseded().size() > stored.superseded().size();
    return adds && next.supersededBytes() > Container.MAX_SUPERSEDED_BYTES;
  }

  private Base base(Caller caller, ContainerId container, Precondition precondition) {
    return containers.base(caller, container, precondition instanceof Precondition.Any);
  }

  private static boolean holds(Precondition precondition, @Nullable Container stored) {
    if (precondition instanceof Precondition.At at) {
      return stored != null && stored.revision().equals(at.revision());
    }
    if (precondition instanceof Precondition.Is is) {
      return is.condition().test(Optional.ofNullable(stored));
    }
    return precondition instanceof Precondition.Any || stored == null;
  }

  private static Container next(
      ContainerKey key,
      Revision revision,
      ContainerDraft draft,
      @Nullable Container stored,
      List<Asset> assets,
      Instant now) {
    Instant createdAt = draft.createdAt();
    if (createdAt == null) {
      createdAt = stored == null || stored.isDeleted() ? now : stored.createdAt();
    }
    return new Container(
        key,
        revision,
        createdAt,
        draft.details(),
        assets,
        stored == null ? List.of() : superseded(stored, assets, revision, now),
        null);
  }

  /**
   * What was superseded before, and the current assets of which something is gone: the id no longer
   * means their URL, or their thumbnail, which a sweep has to hear of, is replaced.
   */
  private static List<SupersededAsset> superseded(
      Container stored, List<Asset> next, Revision revision, Instant now) {
    List<SupersededAsset> superseded = new ArrayList<>(stored.superseded());
    Map<Object, AssetDescriptor> kept = new HashMap<>();
    next.forEach(asset -> kept.put(idAndUrl(asset), asset.descriptor()));
    for (int position = 0; position < stored.assets().size(); position++) {
      Asset asset = stored.assets().get(position);
      AssetDescriptor after = kept.get(idAndUrl(asset));
      MediaUrl thumbnail = asset.descriptor().thumbnailUrl();
      if (after == null || (thumbnail != null && !thumbnail.equals(after.thumbnailUrl()))) {
        superseded.add(new SupersededAsset(asset, position, revision, now, false, Media.HELD));
      }
    }
    return superseded;
  }

  private static Object idAndUrl(Asset asset) {
    return List.of(asset.id(), asset.descriptor().url());
  }

  private static boolean sameContent(Container stored, Container next) {
    return stored.createdAt().equals(next.createdAt())
        && stored.details().equals(next.details())
        && stored.assets().equals(next.assets());
  }

  @Override
  public DeleteContainer.Result delete(
      Caller caller, ContainerId container, Precondition precondition) {
    if (!caller.may(NEEDED)) {
      return new DeleteContainer.Result.ScopeMissing(NEEDED);
    }
    ContainerKey key = new ContainerKey(caller.organization(), container);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Instant now = now();
      Base base = base(caller, container, precondition);
      if (!holds(precondition, base.isThere() ? base.container() : null)) {
        return new DeleteContainer.Result.Conflict();
      }
      if (!base.isThere()) {
        return new DeleteContainer.Result.Absent();
      }
      if (containers.swap(caller, deleted(key, base, now), base.expected()) == Swap.DONE) {
        return new DeleteContainer.Result.Deleted();
      }
    }
    return new DeleteContainer.Result.Conflict();
  }

  private static Container deleted(ContainerKey key, Base base, Instant now) {
    Revision revision = base.latest().next();
    Container stored = base.container();
    if (stored == null) {
      return new Container(
          key, revision, now, ContainerDetails.COMPLETED, List.of(), List.of(), now);
    }
    return new Container(
        stored.key(),
        revision,
        stored.createdAt(),
        stored.details(),
        List.of(),
        superseded(stored, List.of(), revision, now).stream()
            .map(SupersededAsset::withdraw)
            .toList(),
        now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
