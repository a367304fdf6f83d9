package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Listing over any {@link ContainerStore}. */
public final class ContainerListing implements ListContainers {
  private final ContainerStore containers;
  private final InstantSource clock;

  /**
   * Listing.
   *
   * @param containers where the containers are
   * @param clock tells whether an expiring asset still resolves
   */
  public ContainerListing(ContainerStore containers, InstantSource clock) {
    this.containers = Objects.requireNonNull(containers);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public Result list(
      Caller caller, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is less than 1: " + limit);
    }
    if (!caller.may(Scope.CONTENT_READ)) {
      return new Result.ScopeMissing(Scope.CONTENT_READ);
    }
    Page page = containers.list(caller.organization(), filter, after, limit);
    List<ContainerSummary> rows = new ArrayList<>(page.entries().size());
    List<String> unreadable = new ArrayList<>();
    Instant now = clock.instant();
    for (Listed entry : page.entries()) {
      if (entry instanceof Listed.Row row) {
        rows.add(shown(row.summary(), now));
      } else if (entry instanceof Listed.Broken broken) {
        unreadable.add("container " + broken.position().container() + ": " + broken.reason());
      }
    }
    return new Result.Page(List.copyOf(rows), List.copyOf(unreadable), page.next());
  }

  private ContainerSummary shown(ContainerSummary summary, Instant now) {
    Asset primary = summary.primaryAsset();
    return primary == null || !primary.descriptor().isExpired(now)
        ? summary
        : new ContainerSummary(
            summary.key(), summary.createdAt(), summary.details(), firstUnexpired(summary, now));
  }

  private @Nullable Asset firstUnexpired(ContainerSummary summary, Instant now) {
    try {
      return containers
          .read(summary.key())
          .flatMap(container -> container.withoutExpired(now).assets().stream().findFirst())
          .orElse(null);
    } catch (CorruptRecordException e) {
      // Of another asset: the row itself is good.
      return null;
    }
  }
}
