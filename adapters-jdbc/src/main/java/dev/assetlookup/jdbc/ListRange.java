package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Listed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One range of the index of an organization's containers, and the conditions on what is in it. */
final class ListRange {
  private final OrganizationId organization;
  private final StringBuilder where = new StringBuilder("deleted_at is null");
  private final List<Object> arguments = new ArrayList<>();
  private final String order;

  /** Both ends are included: H2 would step over all rows of an end that is not. */
  ListRange(OrganizationId organization, ContainerFilter filter, Instant since, Instant until) {
    this.organization = organization;
    and("org_id = ?", organization.value());
    String project = filter.projectId();
    if (project != null) {
      and("project_id = ?", project);
    }
    if (since.equals(until)) {
      and("created_at = ?", Rows.utc(since));
    } else {
      and("created_at >= ?", Rows.utc(since));
      and("created_at <= ?", Rows.utc(until));
    }
    in("status", filter.statuses().stream().map(ContainerStatus::wireName).toList());
    in("format", filter.formats());
    in("creative_type", filter.creativeTypes());
    // The order names all columns of the index that is to be used: H2 wants it so.
    order =
        (project == null ? "org_id" : "org_id, project_id")
            + ", deleted_at, created_at desc, container_id desc";
  }

  void and(String condition, Object argument) {
    where.append(" and ").append(condition);
    arguments.add(argument);
  }

  private void in(String column, Collection<String> values) {
    if (!values.isEmpty()) {
      String placeholders = "?" + ", ?".repeat(values.size() - 1);
      where.append(" and ").append(column).append(" in (").append(placeholders).append(')');
      arguments.addAll(values);
    }
  }

  /** The first entries, newest first. */
  List<Listed> read(Handle handle, TableNames names, int limit) {
    arguments.add(limit);
    return Jdbis.query(handle, ListedRows.select(names, where, order), arguments)
        .map((row, context) -> ListedRows.listed(organization, row))
        .list();
  }
}
