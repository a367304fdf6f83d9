package dev.assetlookup.core.visibility;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several lists of one organization as one list. */
final class MergedList {
  private MergedList() {}

  /**
   * A page of all. It ends where the first of their pages ends: what is behind that of the others
   * may have a place before it.
   */
  static Page page(List<ContainerFilter> lists, Function<ContainerFilter, Page> pages, int limit) {
    // By position, so that a container that moves from one list to another stands here once.
    NavigableMap<ContainerPosition, Listed> entries = new TreeMap<>();
    @Nullable ContainerPosition end = null;
    for (ContainerFilter list : lists) {
      Page page = pages.apply(list);
      page.entries().forEach(entry -> entries.put(entry.position(), entry));
      ContainerPosition next = page.next();
      if (next != null && (end == null || next.compareTo(end) < 0)) {
        end = next;
      }
    }
    List<Listed> whole = List.copyOf((end == null ? entries : entries.headMap(end, true)).values());
    return whole.size() <= limit
        ? new Page(whole, end)
        : new Page(whole.subList(0, limit), whole.get(limit - 1).position());
  }
}
