package dev.assetlookup.core.sweep;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.ContainerStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Sweeps a whole store, for its operator. Safe to run from several processes at once and to be
 * stopped at any moment: every container is whole after each step, and what was not done is done by
 * the next sweep. Thread-safe.
 *
 * <p>Once the grace of a superseded asset is over, its media are released: {@link MediaRelease} is
 * given the URLs that the container no longer needs. The asset itself is remembered until the
 * retention is over, so that a stale id is answered with the reason; then it is removed, or earlier
 * if it is not among the latest 1,000 of its container. A deleted container is removed when its
 * retention is over.
 */
public interface SweepContainers {
  /**
   * Sweeps everything that is due, the longest due first. A container that cannot be swept, or of
   * which the store gives no answer, is reported and does not keep the others from it.
   *
   * @param release takes the media that are no longer needed
   * @param ended asked before each container; true ends the sweep early, with what was done. To be
   *     preferred to an interrupt, which embedded databases bear badly
   * @return what was done
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store is lost, see {@link
   *     dev.assetlookup.core.store.OutageCheck}, or gave no answer to what is due
   */
  Report sweep(MediaRelease release, BooleanSupplier ended);

  /**
   * Sweeps everything that is due, to the end.
   *
   * @param release takes the media that are no longer needed
   * @return what was done
   * @throws dev.assetlookup.core.store.StoreUnavailableException as for {@link #sweep(MediaRelease,
   *     BooleanSupplier)}
   */
  default Report sweep(MediaRelease release) {
    return sweep(release, () -> false);
  }

  /**
   * Does as {@link #sweep(MediaRelease, BooleanSupplier)} would, but changes nothing.
   *
   * @param release takes the media that would be released
   * @param ended asked before each container; true ends it early
   * @return what would be done
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Report preview(MediaRelease release, BooleanSupplier ended);

  /**
   * Sweeps a store, as many containers at once as the executor has threads, at most 100.
   *
   * @param containers where the containers are
   * @param clock decides what is over; several processes that sweep one store need clocks that
   *     agree as well as the grace demands
   * @param supersession what is over when; the same as for every lookup over this store
   * @param executor whose threads sweep, and hold one whole container each; {@code Runnable::run}
   *     for the caller's own thread. Stays the caller's to shut down
   * @return a new port
   */
  static SweepContainers over(
      ContainerStore containers,
      InstantSource clock,
      Supersession supersession,
      Executor executor) {
    return new ContainerSweeping(containers.writtenBy(Actor.SYSTEM), clock, supersession, executor);
  }

  /**
   * What a sweep did.
   *
   * @param released superseded assets whose media were released
   * @param urls URLs handed over
   * @param forgotten superseded assets removed
   * @param removed deleted containers removed
   * @param failed how many containers could not be swept
   * @param failures those of them that were first, at most 100
   */
  record Report(
      long released, long urls, long forgotten, long removed, long failed, List<Failure> failures) {
    /** Copies the list. */
    public Report {
      failures = List.copyOf(failures);
    }

    /**
     * Whether there was anything to do.
     *
     * @return true if nothing was due
     */
    public boolean isEmpty() {
      return released + forgotten + removed + failed == 0;
    }
  }

  /**
   * A container that could not be swept. It is tried again by the next sweep.
   *
   * @param container which container
   * @param reason why not, for the operator
   */
  record Failure(ContainerKey container, String reason) {}
}
