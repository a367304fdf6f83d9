package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.jdbc.ContainerRows.Last;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads whole containers, one or page after page, on a handle in a transaction. */
final class ContainerReader {
  /** A page holds about 8 MiB of records at most, if no container alone is larger. */
  private static final int PAGE_CONTAINERS = 50;

  private static final int PAGE_ASSETS = 1_500;

  private final String readOne;
  private final Range sameOrganization;
  private final Range laterOrganizations;

  ContainerReader(TableNames names) {
    this.readOne = ContainerRows.select(names, "org_id = ? and container_id = ?");
    this.sameOrganization = new Range(names, "org_id = ? and container_id > ?");
    this.laterOrganizations = new Range(names, "org_id >= ?");
  }

  Optional<Scanned> read(Handle handle, ContainerKey key) {
    try (Query query =
        Jdbis.query(
            handle, readOne, List.of(key.organization().value(), key.container().uuid(), 1))) {
      return query.scanResultSet(
          (rows, context) -> {
            List<Scanned> found = new ArrayList<>();
            ContainerRows.read(rows.get(), found);
            return found.stream().findFirst();
          });
    }
  }

  /** The next containers: few if they are large, none only at the end. */
  List<Scanned> page(Handle handle, @Nullable ContainerKey after, int limit) {
    Last place =
        after == null
            ? new Last("", null)
            : new Last(after.organization().value(), after.container().uuid());
    List<Scanned> page = new ArrayList<>();
    while (place != null && page.isEmpty()) {
      place = read(handle, place, Math.min(limit, PAGE_CONTAINERS), page);
    }
    return page;
  }

  /**
   * Two range reads, because neither database takes "a > ? or (a = ? and b > ?)" as one range. The
   * second begins at the least text after the organization, not "after the organization": for that
   * H2 would step over all containers of it.
   */
  private @Nullable Last read(Handle handle, Last after, int limit, List<Scanned> page) {
    UUID container = after.container();
    if (container != null) {
      Last last =
          sameOrganization.read(handle, List.of(after.organization(), container), limit, page);
      if (last != null) {
        return last;
      }
    }
    String least = container == null ? "" : after.organization() + '\u0001';
    return laterOrganizations.read(handle, List.of(least), limit, page);
  }

  /** A range of the primary key. */
  private static final class Range {
    private final String sizes;
    private final String select;

    Range(TableNames names, String where) {
      this.sizes =
          names
              .sql(
                  """
                  select (select count(*) from {asset} a
                    where a.org_id = c.org_id and a.container_id = c.container_id)
                  from {container} c where {where}
                  order by org_id, container_id fetch first ? rows only
                  """)
              .replace("{where}", where);
      this.select = ContainerRows.select(names, where);
    }

    /** Reads what fits in a page; returns the last row, null if there is none. */
    @Nullable Last read(Handle handle, List<Object> from, int limit, List<Scanned> page) {
      int fitting = fitting(handle, from, limit);
      try (Query query = Jdbis.query(handle, select, with(from, fitting))) {
        return query.scanResultSet((rows, context) -> ContainerRows.read(rows.get(), page));
      }
    }

    private int fitting(Handle handle, List<Object> from, int limit) {
      List<Integer> sizes =
          Jdbis.query(handle, this.sizes, with(from, limit)).mapTo(Integer.class).list();
      int fitting = 0;
      long assets = 0;
      for (int size : sizes) {
        assets += size;
        if (fitting > 0 && assets > PAGE_ASSETS) {
          break;
        }
        fitting++;
      }
      return fitting;
    }

    private static List<Object> with(List<Object> from, int count) {
      List<Object> arguments = new ArrayList<>(from);
      arguments.add(count);
      return arguments;
    }
  }
}
