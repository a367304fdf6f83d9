package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sweeping over any {@link ContainerStore}: read, decide, compare and swap. */
public final class ContainerSweeping implements SweepContainers {
  /** How long a superseded asset and a deleted container are remembered if nothing else is said. */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  private static final int PAGE = 100;
  // Of one container: each write of it carries along what is remembered.
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_FAILURES = 100;
  // As for publishing: so many lost races in a row are writers gone wild. The next sweep comes.
  private static final int MAX_ATTEMPTS = 16;

  private final ContainerStore containers;
  private final InstantSource clock;
  private final Duration grace;
  private final Duration retention;

  /**
   * Sweeping.
   *
   * @param containers where the containers are
   * @param clock tells what is over; several processes that sweep one store need clocks that agree
   *     as well as the grace demands
   * @param grace how long a superseded asset goes on resolving, 0 or more; not shorter than that of
   *     any lookup over this store
   * @param retention how long after it was superseded or deleted something is remembered, not
   *     shorter than the grace
   * @throws IllegalArgumentException if a duration is not of this range
   */
  public ContainerSweeping(
      ContainerStore containers, InstantSource clock, Duration grace, Duration retention) {
    this.containers = Objects.requireNonNull(containers);
    this.clock = Objects.requireNonNull(clock);
    this.grace = grace;
    this.retention = retention;
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is negative: " + grace);
    }
    if (retention.compareTo(grace) < 0) {
      throw new IllegalArgumentException(
          "retention " + retention + " is shorter than the grace " + grace);
    }
  }

  @Override
  public Report sweep(MediaRelease release, BooleanSupplier ended) {
    Tally tally = new Tally();
    sweepAll(tally, ended, key -> sweep(key, release, tally));
    return tally.report();
  }

  @Override
  public Report preview(MediaRelease release, BooleanSupplier ended) {
    Tally tally = new Tally();
    Set<ContainerKey> seen = new HashSet<>();
    sweepAll(
        tally,
        ended,
        key -> {
          // A container can be due for both stages.
          if (seen.add(key)) {
            containers.read(key).ifPresent(container -> preview(container, release, tally));
          }
        });
    return tally.report();
  }

  private void sweepAll(Tally tally, BooleanSupplier ended, Consumer<ContainerKey> action) {
    for (Stage stage : Stage.values()) {
      Instant until = clock.instant().minus(stage == Stage.RELEASE ? grace : retention);
      List<Due> page = containers.due(stage, until, null, PAGE);
      while (!page.isEmpty()) {
        for (Due due : page) {
          if (ended.getAsBoolean()) {
            return;
          }
          if (!tally.hasFailed(due.key())) {
            tryOn(due.key(), action, tally);
          }
        }
        page = containers.due(stage, until, page.get(page.size() - 1), PAGE);
      }
    }
  }

  private static void tryOn(ContainerKey key, Consumer<ContainerKey> action, Tally tally) {
    try {
      action.accept(key);
    } catch (CorruptRecordException e) {
      tally.failed(key, String.valueOf(e.getMessage()));
    }
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
    Set<MediaUrl> needed = new HashSet<>();
    container.assets().stream().map(Asset::descriptor).forEach(d -> d.urls().forEach(needed::add));
    int remembered = 0;
    for (int i = container.superseded().size() - 1; i >= 0; i--) {
      SupersededAsset entry = container.superseded().get(i);
      if (!isOver(entry.supersededAt(), grace, now)) {
        entry.asset().descriptor().urls().forEach(needed::add);
        continue;
      }
      if (entry.media() != Media.RELEASED) {
        releasable.add(entry);
      }
      remembered++;
      if (remembered > MAX_REMEMBERED || isOver(entry.supersededAt(), retention, now)) {
        forgettable.add(entry);
      }
    }
    Instant deletedAt = container.deletedAt();
    boolean removable = deletedAt != null && isOver(deletedAt, retention, now);
    return new Plan(container, releasable, forgettable, needed, removable);
  }

  private static boolean isOver(Instant since, Duration length, Instant now) {
    return !now.isBefore(since.plus(length));
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
        Set<MediaUrl> needed,
        boolean removable) {
      this.container = container;
      this.releasable = releasable;
      this.forgettable = forgettable;
      this.removable = removable;
      this.urls =
          container.superseded().stream()
              .filter(releasable::contains)
              .flatMap(entry -> entry.asset().descriptor().urls())
              .filter(url -> !needed.contains(url))
              .distinct()
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

  /** Counts while a sweep goes on. */
  private static final class Tally {
    private final Map<ContainerKey, Failure> failures = new LinkedHashMap<>();
    private long released;
    private long urls;
    private long forgotten;
    private long removed;

    void count(Plan plan) {
      released += plan.releasable.size();
      urls += plan.urls.size();
      forgotten += plan.forgettable.size();
      removed += plan.removes() ? 1 : 0;
    }

    void failed(ContainerKey key, String reason) {
      if (failures.size() < MAX_FAILURES) {
        failures.putIfAbsent(key, new Failure(key, reason));
      }
    }

    boolean hasFailed(ContainerKey key) {
      return failures.containsKey(key);
    }

    Report report() {
      return new Report(released, urls, forgotten, removed, List.copyOf(failures.values()));
    }
  }
}
