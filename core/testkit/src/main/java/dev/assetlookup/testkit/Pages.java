package dev.assetlookup.testkit;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads on over short pages: any page may hold fewer entries than were asked for, and only the end
 * that the port names is one.
 */
final class Pages {
  private Pages() {}

  /** The whole list, in pages of at most {@code limit}. */
  static List<Listed> list(
      ContainerStore store, OrganizationId organization, ContainerFilter filter, int limit) {
    return list(store, organization, filter, null, Integer.MAX_VALUE, limit).entries();
  }

  /** The next {@code count} entries of a list, and where it goes on. */
  static Page next(
      ContainerStore store,
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int count) {
    return list(store, organization, filter, after, count, count);
  }

  private static Page list(
      ContainerStore store,
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int count,
      int limit) {
    List<Listed> entries = new ArrayList<>();
    ContainerPosition last = after;
    while (true) {
      int asked = Math.min(limit, count - entries.size());
      Page page = store.list(organization, filter, last, asked);
      Paging.requireFits(page.entries(), asked);
      entries.addAll(page.entries());
      ContainerPosition next = page.next();
      if (next == null || entries.size() == count) {
        return new Page(entries, next);
      }
      Paging.requireFurther(last, next);
      last = next;
    }
  }

  /** The whole scan, in pages of at most {@code limit}. */
  static List<Scanned> scan(ContainerStore store, int limit) {
    return Paging.upTo(Integer.MAX_VALUE, limit, null, Scanned::key, store::scan);
  }

  /** The next {@code count} entries of a scan. */
  static List<Scanned> next(ContainerStore store, @Nullable ContainerKey after, int count) {
    return Paging.upTo(count, count, after, Scanned::key, store::scan);
  }

  /** All that is due, in pages of at most {@code limit}. */
  static List<Due> due(ContainerStore store, Stage stage, Instant until, int limit) {
    return Paging.upTo(
        Integer.MAX_VALUE,
        limit,
        null,
        (Due due) -> due,
        (after, asked) -> store.due(stage, until, after, asked));
  }

  /** The next {@code count} entries of what is due. */
  static List<Due> next(
      ContainerStore store, Stage stage, Instant until, @Nullable Due after, int count) {
    return Paging.upTo(
        count,
        count,
        after,
        (Due due) -> due,
        (last, asked) -> store.due(stage, until, last, asked));
  }
}
