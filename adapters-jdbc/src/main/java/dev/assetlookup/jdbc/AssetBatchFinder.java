package dev.assetlookup.jdbc;

import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds many assets by their ids, on a connection, by one statement. */
final class AssetBatchFinder {
  private static final int ORDINAL_AT = BestReading.BEHIND;

  private final String findAll;

  AssetBatchFinder(TableNames names) {
    this.findAll =
        names
            .sql(
                """
                select a.superseded_in, {columns}, c.container_id, c.deleted_at, c.project_id,
                  k.ordinal
                from unnest(cast(? as varchar array), cast(? as uuid array),
                  cast(? as varchar array)) with ordinality
                  k (org_id, container_id, asset_id, ordinal)
                left join {container} c
                  on c.org_id = k.org_id and c.container_id = k.container_id
                left join {asset} a on a.org_id = k.org_id and a.container_id = k.container_id
                  and a.asset_id = k.asset_id and a.withdrawn = false
                """)
            .replace("{columns}", BestReading.COLUMNS.names("a"));
  }

  List<Reading> findAll(Connection connection, List<AssetKey> keys) throws SQLException {
    List<BestReading> best = best(connection, keys);
    List<Reading> readings = new ArrayList<>(best.size());
    for (int i = 0; i < best.size(); i++) {
      try {
        readings.add(best.get(i).reading());
      } catch (IllegalArgumentException e) {
        readings.add(BestReading.corrupt(keys.get(i), e));
      }
    }
    return readings;
  }

  List<ProjectReading> findAllWithProjects(Connection connection, List<AssetKey> keys)
      throws SQLException {
    List<BestReading> best = best(connection, keys);
    List<ProjectReading> readings = new ArrayList<>(best.size());
    for (int i = 0; i < best.size(); i++) {
      readings.add(best.get(i).withProject(keys.get(i)));
    }
    return readings;
  }

  /** One statement for all; an asset that is there twice is asked for twice. */
  private List<BestReading> best(Connection connection, List<AssetKey> keys) throws SQLException {
    List<BestReading> best = keys.stream().map(key -> new BestReading(key.asset())).toList();
    try (PreparedStatement statement = connection.prepareStatement(findAll)) {
      Array[] arrays = {
        array(connection, "varchar", keys, key -> key.container().organization().value()),
        array(connection, "uuid", keys, key -> key.container().container().uuid()),
        array(connection, "varchar", keys, key -> key.asset().value())
      };
      for (int i = 0; i < arrays.length; i++) {
        statement.setArray(i + 1, arrays[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          best.get(row.getInt(ORDINAL_AT) - 1).add(row);
        }
      }
    }
    return best;
  }

  private static Array array(
      Connection connection, String type, List<AssetKey> keys, Function<AssetKey, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, keys.stream().map(value).toArray());
  }
}
