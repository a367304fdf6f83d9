package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.visibility.VisibleContainers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists containers over any store. */
record ContainerListing(VisibleContainers containers) implements ListContainers {
  @Override
  public Result list(
      Caller caller, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is less than 1: " + limit);
    }
    if (!caller.may(Scope.CONTENT_READ)) {
      return new Result.ScopeMissing(Scope.CONTENT_READ);
    }
    Page page = containers.list(caller, filter, after, limit);
    List<ContainerSummary> rows = new ArrayList<>(page.entries().size());
    List<String> unreadable = new ArrayList<>();
    for (Listed entry : page.entries()) {
      if (entry instanceof Listed.Row row) {
        rows.add(row.summary());
      } else if (entry instanceof Listed.Broken broken) {
        unreadable.add("container " + broken.position().container() + ": " + broken.reason());
      }
    }
    return new Result.Page(List.copyOf(rows), List.copyOf(unreadable), page.next());
  }
}
