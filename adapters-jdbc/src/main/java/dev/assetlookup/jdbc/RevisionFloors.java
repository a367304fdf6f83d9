package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code organization}: for each, the highest revision that a removed container had. A
 * container that comes after it begins above this floor, so that no revision comes back.
 */
final class RevisionFloors {
  private final String select;
  private final String latest;

  RevisionFloors(TableNames names) {
    this.select = names.sql("select revision_floor from {organization} where org_id = :org_id");
    this.latest =
        names.sql(
            """
            select revision, 1 as place from {container}
            where org_id = :org_id and container_id = :container_id and revision > 0
            union all
            select revision_floor, 2 from {organization} where org_id = :org_id
            order by place
            """);
  }

  /**
   * Whether the floor is below a container's revision. Asked after its insert, which waits for
   * whoever is removing that container: at READ COMMITTED this statement sees what the removal
   * left.
   */
  boolean isBelow(Handle handle, Container next) {
    return next.revision().number() > floor(handle, next.key().organization()).orElse(0L);
  }

  private Optional<Long> floor(Handle handle, OrganizationId organization) {
    return handle
        .createQuery(select)
        .bind("org_id", organization.value())
        .mapTo(Long.class)
        .findOne();
  }

  /** The revision of what is stored, else the organization's floor. */
  Revision latest(Handle handle, ContainerKey key) {
    return handle
        .createQuery(latest)
        .bind("org_id", key.organization().value())
        .bind("container_id", key.container().uuid())
        .mapTo(Long.class)
        .findFirst()
        .map(Revision::new)
        .orElse(Revision.NONE);
  }
}
