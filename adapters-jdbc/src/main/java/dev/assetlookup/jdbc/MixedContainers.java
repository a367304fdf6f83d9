package dev.assetlookup.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds containers whose row is of another revision than their assets, as far as the rows show it:
 * by the first asset, the places in the list, the latest supersession and the times that the
 * container's row repeats. A revision that only added assets at the end looks like the one before.
 */
final class MixedContainers {
  private static final int MOST_NAMED = 20;

  private final String withAssets;
  private final String withoutAssets;

  MixedContainers(TableNames names) {
    this.withAssets =
        names.sql(
            """
            select a.org_id, a.container_id from (
              select org_id, container_id, max(superseded_in) as latest,
                count(case when superseded_in = 0 then 1 end) as listed,
                coalesce(max(case when superseded_in = 0 then list_position end) + 1, 0) as places,
                min(case when superseded_in = 0 and list_position = 0 then asset_id end) as first_asset,
                min(case when superseded_in <> 0 and media <> 'released' then superseded_at end) as held,
                min(case when superseded_in <> 0 and media = 'released' then superseded_at end) as stale
              from {asset} group by org_id, container_id) a
            left join {container} c on c.org_id = a.org_id and c.container_id = a.container_id
            where c.revision is null or a.latest > c.revision or a.listed <> a.places
              or a.first_asset is distinct from c.primary_asset_id
              or a.held is distinct from c.oldest_held
              or c.oldest_stale is distinct from least(c.deleted_at, a.stale) ignore nulls
            """);
    this.withoutAssets =
        names.sql(
            """
            select org_id, container_id from {container} c
            where (primary_asset_id is not null or oldest_held is not null
                or oldest_stale is distinct from deleted_at)
              and not exists (select 1 from {asset} a
                where a.org_id = c.org_id and a.container_id = c.container_id)
            """);
  }

  /** A line for each of the first ones, and one for how many more there are. */
  List<String> find(Statement statement) throws SQLException {
    List<String> found = new ArrayList<>();
    int more = 0;
    for (String query : List.of(withAssets, withoutAssets)) {
      try (ResultSet row = statement.executeQuery(query)) {
        while (row.next()) {
          if (found.size() == MOST_NAMED) {
            more++;
          } else {
            found.add(
                "container %s/cnt_%s is of another revision than its assets, delete it and publish it again"
                    .formatted(row.getString(1), row.getObject(2, UUID.class)));
          }
        }
      }
    }
    if (more > 0) {
      found.add("and " + more + " more containers");
    }
    return found;
  }
}
