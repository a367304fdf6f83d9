package dev.assetlookup.core.sweep;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Counts while a sweep goes on, in several threads. */
final class SweepTally {
  private static final int MAX_FAILURES = 100;
  // Keys that are remembered: beyond it a container that fails in both stages is counted twice.
  private static final int MAX_FAILED_KEYS = 10_000;

  private final OutageCheck outages;
  private final List<SweepContainers.Failure> failures = new ArrayList<>();
  private final Set<ContainerKey> failedKeys = new HashSet<>();
  private long failed;
  private long released;
  private long urls;
  private long forgotten;
  private long removed;

  SweepTally(OutageCheck outages) {
    this.outages = outages;
  }

  /**
   * Sweeps a container, unless that has failed before in the same sweep.
   *
   * @throws StoreUnavailableException if the store is lost, see {@link OutageCheck}
   */
  void attempt(ContainerKey key, Consumer<ContainerKey> action) {
    if (hasFailed(key)) {
      return;
    }
    outages.attempt(
        () -> {
          action.accept(key);
          return key;
        },
        e -> {
          failed(key, String.valueOf(e.getMessage()));
          return key;
        });
  }

  private synchronized boolean hasFailed(ContainerKey key) {
    return failedKeys.contains(key);
  }

  /** Counts what a plan, which was carried out, has done. */
  synchronized void count(SweepPlan plan) {
    released += plan.releases();
    urls += plan.urls().size();
    forgotten += plan.forgets();
    removed += plan.removes() ? 1 : 0;
  }

  synchronized void failed(ContainerKey key, String reason) {
    failed++;
    if (failures.size() < MAX_FAILURES) {
      failures.add(new SweepContainers.Failure(key, reason));
    }
    if (failedKeys.size() < MAX_FAILED_KEYS) {
      failedKeys.add(key);
    }
  }

  synchronized SweepContainers.Report report() {
    return new SweepContainers.Report(released, urls, forgotten, removed, failed, failures);
  }
}
