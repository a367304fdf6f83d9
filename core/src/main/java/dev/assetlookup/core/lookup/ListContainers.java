package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.visibility.VisibleContainers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists containers. Thread-safe. */
public interface ListContainers {
  /**
   * Lists the containers of the caller's organization, newest first, one page a call. Containers
   * that nobody writes meanwhile are listed exactly once over all pages, whatever is added between
   * them.
   *
   * @param caller who asks; needs {@link Scope#CONTENT_READ}
   * @param filter which containers
   * @param after where the page before ended, null to begin
   * @param limit most containers on the page, from 1 to {@link Integer#MAX_VALUE}; the HTTP API
   *     takes at most 200
   * @return the page
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result list(Caller caller, ContainerFilter filter, @Nullable ContainerPosition after, int limit);

  /**
   * Lists the containers of a store.
   *
   * @param containers where the containers are
   * @return a new port
   */
  static ListContainers over(ContainerStore containers) {
    return new ContainerListing(new VisibleContainers(containers));
  }

  /** How a listing ended. */
  sealed interface Result {
    /**
     * A page, possibly shorter than its limit, and even empty where the store had to look at many
     * containers to find few. The end is where there is no {@code next}.
     *
     * @param containers newest first
     * @param unreadable containers that stand on this page, but are not valid as stored: which and
     *     why, for the operator
     * @param next where the next page begins, null if there is none
     */
    record Page(
        List<ContainerSummary> containers,
        List<String> unreadable,
        @Nullable ContainerPosition next)
        implements Result {}

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
