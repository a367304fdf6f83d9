package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.OutageCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sweeping over any {@link ContainerStore}: read, decide, compare and swap. */
final class ContainerSweeping implements SweepContainers {
  private static final int PAGE = 100;
  // Superseded assets of one container: each write of it carries them along.
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_FAILURES = 100;
  // Keys that are remembered: beyond it a container that fails in both stages is counted twice.
  private static final int MAX_FAILED_KEYS = 10_000;
  // As for publishing: so many lost races in a row are writers gone wild. The next sweep comes.
  private static final int MAX_ATTEMPTS = 16;

  private final ContainerStore containers;
  private final InstantSource clock;
  private final Supersession supersession;
  private final Executor executor;

  ContainerSweeping(
      ContainerStore containers,
      InstantSource clock,
      Supersession supersession,
      Executor executor) {
    this.containers = Objects.requireNonNull(containers);
    this.clock = Objects.requireNonNull(clock);
    this.supersession = Objects.requireNonNull(supersession);
    this.executor = Objects.requireNonNull(executor);
  }

  @Override
  public Report sweep(MediaRelease release, BooleanSupplier ended) {
    Tally tally = new Tally(OutageCheck.of(containers));
    for (Stage stage : Stage.values()) {
      sweepAll(stage, tally, ended, key -> sweep(key, release, tally));
    }
    return tally.report();
  }

  @Override
  public Report preview(MediaRelease release, BooleanSupplier ended) {
    Tally tally = new Tally(OutageCheck.of(containers));
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
      Stage stage, Tally tally, BooleanSupplier ended, Consumer<ContainerKey> action) {
    Duration length = stage == Stage.RELEASE ? supersession.grace() : supersession.retention();
    Instant until = clock.instant().minus(length);
    List<Due> page = containers.due(stage, until, null, PAGE);
    while (!page.isEmpty() && !ended.getAsBoolean()) {
      together(
          page.stream().map(Due::key).distinct().toList(),
          key -> {
            if (!ended.getAsBoolean() && !tally.hasFailed(key)) {
              tryOn(key, action, tally);
            }
          });
      page = containers.due(stage, until, page.get(page.size() - 1), PAGE);
    }
  }

  /**
   * Ends when all that were begun have ended, with a failure if there was one. After a failure no
   * more are begun: a store that gives no answer would let each of them wait in turn.
   */
  private void together(List<ContainerKey> keys, Consumer<ContainerKey> action) {
    AtomicBoolean failed = new AtomicBoolean();
    List<CompletableFuture<Void>> all = new ArrayList<>(keys.size());
    for (ContainerKey key : keys) {
      all.add(begun(() -> unlessFailed(failed, key, action)));
    }
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** An executor that takes no more work fails this container only after the others. */
  private CompletableFuture<Void> begun(Runnable action) {
    try {
      return CompletableFuture.runAsync(action, executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void unlessFailed(
      AtomicBoolean failed, ContainerKey key, Consumer<ContainerKey> action) {
    if (failed.get()) {
      return;
    }
    boolean done = false;
    try {
      action.accept(key);
      done = true;
    } finally {
      if (!done) {
        failed.set(true);
      }
    }
  }

  private static void tryOn(ContainerKey key, Consumer<ContainerKey> action, Tally tally) {
    tally.outages.attempt(
        () -> {
          action.accept(key);
          return key;
        },
        e -> {
          tally.failed(key, String.valueOf(e.getMessage()));
          return key;
        });
  }

  private void sweep(ContainerKey key, MediaRelease release, Tally tally) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Container container = containers.read(key).orElse(null);
      if (container == null || step(container, release, tally)) {
        return;
      }
    }
    tally.failed(key, "other writers kept changing it");
  }

  /** Does what is due; false if another writer came between, and it must be looked at again. */
  private boolean step(Container stored, MediaRelease release, Tally tally) {
    Plan plan = plan(stored);
    if (plan.isEmpty()) {
      return true;
    }
    Container container = stored;
    if (!plan.urls.isEmpty()) {
      // Another sweep's claim is as good: one more would only make that one begin anew.
      if (!plan.isClaimed()) {
        container = with(stored, plan.claimed());
        if (containers.swap(container, stored.revision()) == Swap.STALE) {
          return false;
        }
      }
      try {
        release.release(container.key(), plan.urls);
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

  private void preview(Container container, MediaRelease release, Tally tally) {
    Plan plan = plan(container);
    if (!plan.urls.isEmpty()) {
      release.release(container.key(), plan.urls);
    }
    tally.count(plan);
  }

  private Plan plan(Container container) {
    Instant now = clock.instant();
    Set<SupersededAsset> releasable = new HashSet<>();
    Set<SupersededAsset> forgettable = new HashSet<>();
    Set<String> needed = new HashSet<>();
    container.assets().forEach(asset -> addObjects(asset, needed));
    int remembered = 0;
    for (int i = container.superseded().size() - 1; i >= 0; i--) {
      SupersededAsset entry = container.superseded().get(i);
      if (supersession.resolves(entry.supersededAt(), now)) {
        addObjects(entry.asset(), needed);
        continue;
      }
      if (entry.media() != Media.RELEASED) {
        releasable.add(entry);
      }
      remembered++;
      if (remembered > MAX_REMEMBERED || !supersession.remembers(entry.supersededAt(), now)) {
        forgettable.add(entry);
      }
    }
    Instant deletedAt = container.deletedAt();
    boolean removable = deletedAt != null && !supersession.remembers(deletedAt, now);
    return new Plan(container, releasable, forgettable, needed, removable);
  }

  private static void addObjects(Asset asset, Set<String> objects) {
    asset.descriptor().urls().map(MediaUrl::object).forEach(objects::add);
  }

  /** What is due for one container at one revision. */
  private static final class Plan {
    final List<MediaUrl> urls;
    private final Container container;
    private final Set<SupersededAsset> releasable;
    private final Set<SupersededAsset> forgettable;
    private final boolean removable;

    Plan(
        Container container,
        Set<SupersededAsset> releasable,
        Set<SupersededAsset> forgettable,
        Set<String> needed,
        boolean removable) {
      this.container = container;
      this.releasable = releasable;
      this.forgettable = forgettable;
      this.removable = removable;
      this.urls =
          container.superseded().stream()
              .filter(releasable::contains)
              .flatMap(entry -> entry.asset().descriptor().urls())
              // Each file once, and none that is still needed under another spelling of its URL.
              .filter(url -> needed.add(url.object()))
              .toList();
    }

    boolean isEmpty() {
      return releasable.isEmpty() && forgettable.isEmpty() && !removes();
    }

    /** The whole container goes: nothing of it is left to remember. */
    boolean removes() {
      return removable && forgettable.size() == container.superseded().size();
    }

    boolean isClaimed() {
      return releasable.stream().allMatch(entry -> entry.media() == Media.RELEASING);
    }

    /** All superseded assets, those that are being released marked. */
    List<SupersededAsset> claimed() {
      return container.superseded().stream().map(entry -> marked(entry, Media.RELEASING)).toList();
    }

    /** The superseded assets that are left when this is done. */
    List<SupersededAsset> left() {
      return container.superseded().stream()
          .filter(entry -> !forgettable.contains(entry))
          .map(entry -> marked(entry, Media.RELEASED))
          .toList();
    }

    private SupersededAsset marked(SupersededAsset entry, Media media) {
      return releasable.contains(entry) ? entry.with(media) : entry;
    }
  }

  /** Counts while a sweep goes on, in several threads. */
  private static final class Tally {
    final OutageCheck outages;
    private final List<Failure> failures = new ArrayList<>();
    private final Set<ContainerKey> failedKeys = new HashSet<>();
    private long failed;
    private long released;
    private long urls;
    private long forgotten;
    private long removed;

    Tally(OutageCheck outages) {
      this.outages = outages;
    }

    synchronized void count(Plan plan) {
      released += plan.releasable.size();
      urls += plan.urls.size();
      forgotten += plan.forgettable.size();
      removed += plan.removes() ? 1 : 0;
    }

    synchronized void failed(ContainerKey key, String reason) {
      failed++;
      if (failures.size() < MAX_FAILURES) {
        failures.add(new Failure(key, reason));
      }
      if (failedKeys.size() < MAX_FAILED_KEYS) {
        failedKeys.add(key);
      }
    }

    synchronized boolean hasFailed(ContainerKey key) {
      return failedKeys.contains(key);
    }

    synchronized Report report() {
      return new Report(released, urls, forgotten, removed, failed, failures);
    }
  }
}
