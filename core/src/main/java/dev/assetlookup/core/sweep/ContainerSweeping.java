package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.OutageCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sweeping over any {@link ContainerStore}: read, decide, compare and swap. */
final class ContainerSweeping implements SweepContainers {
  private static final int PAGE = 100;
  // As for publishing: so many lost races in a row are writers gone wild. The next sweep comes.
  private static final int MAX_ATTEMPTS = 16;

  private final ContainerStore containers;
  private final InstantSource clock;
  private final Supersession supersession;
  private final EachContainer each;

  ContainerSweeping(
      ContainerStore containers,
      InstantSource clock,
      Supersession supersession,
      Executor executor) {
    this.containers = Objects.requireNonNull(containers);
    this.clock = Objects.requireNonNull(clock);
    this.supersession = Objects.requireNonNull(supersession);
    this.each = new EachContainer(Objects.requireNonNull(executor));
  }

  @Override
  public Report sweep(MediaRelease release, BooleanSupplier ended) {
    SweepTally tally = new SweepTally(OutageCheck.of(containers));
    for (Stage stage : Stage.values()) {
      sweepAll(stage, tally, ended, key -> sweep(key, release, tally));
    }
    return tally.report();
  }

  @Override
  public Report preview(MediaRelease release, BooleanSupplier ended) {
    SweepTally tally = new SweepTally(OutageCheck.of(containers));
    for (Stage stage : Stage.values()) {
      sweepAll(
          stage,
          tally,
          ended,
          key ->
              containers
                  .read(key)
                  .filter(container -> stage == firstStage(container))
                  .ifPresent(container -> preview(container, release, tally)));
    }
    return tally.report();
  }

  /** The first of the stages that a container is due for, so that a preview shows it once. */
  private Stage firstStage(Container container) {
    Instant held = container.heldSince();
    return held != null && !supersession.resolves(held, clock.instant())
        ? Stage.RELEASE
        : Stage.FORGET;
  }

  private void sweepAll(
      Stage stage, SweepTally tally, BooleanSupplier ended, Consumer<ContainerKey> action) {
    Duration length = stage == Stage.RELEASE ? supersession.grace() : supersession.retention();
    Instant until = clock.instant().minus(length);
    List<Due> page = containers.due(stage, until, null, PAGE);
    while (!page.isEmpty() && !ended.getAsBoolean()) {
      each.together(
          page.stream().map(Due::key).distinct().toList(),
          key -> {
            if (!ended.getAsBoolean()) {
              tally.attempt(key, action);
            }
          });
      page = containers.due(stage, until, page.get(page.size() - 1), PAGE);
    }
  }

  private void sweep(ContainerKey key, MediaRelease release, SweepTally tally) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Container container = containers.read(key).orElse(null);
      if (container == null || step(container, release, tally)) {
        return;
      }
    }
    tally.failed(key, "other writers kept changing it");
  }

  /** Does what is due; false if another writer came between, and it must be looked at again. */
  private boolean step(Container stored, MediaRelease release, SweepTally tally) {
    SweepPlan plan = plan(stored);
    if (plan.isEmpty()) {
      return true;
    }
    Container container = stored;
    if (!plan.urls().isEmpty()) {
      // Another sweep's claim is as good: one more would only make that one begin anew.
      if (!plan.isClaimed()) {
        container = with(stored, plan.claimed());
        if (containers.swap(container, stored.revision()) == Swap.STALE) {
          return false;
        }
      }
      try {
        release.release(container.key(), plan.urls());
      } catch (RuntimeException e) {
        tally.failed(container.key(), "its media could not be released: " + e.getMessage());
        return true;
      }
    }
    Swap swap =
        plan.removes()
            ? containers.remove(container.key(), container.revision())
            : containers.swap(with(container, plan.left()), container.revision());
    if (swap == Swap.STALE) {
      return false;
    }
    tally.count(plan);
    return true;
  }

  private static Container with(Container container, List<SupersededAsset> superseded) {
    return new Container(
        container.key(),
        container.revision().next(),
        container.createdAt(),
        container.details(),
        container.assets(),
        superseded,
        container.deletedAt());
  }

  private void preview(Container container, MediaRelease release, SweepTally tally) {
    SweepPlan plan = plan(container);
    if (!plan.urls().isEmpty()) {
      release.release(container.key(), plan.urls());
    }
    tally.count(plan);
  }

  private SweepPlan plan(Container container) {
    return SweepPlan.of(container, supersession, clock.instant());
  }
}
