package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.CorruptRecordException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}, on a handle in a transaction. */
final class ApiKeyTable {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());
  private static final int MOST = 1_000;
  private static final Columns<ApiKey> COLUMNS = Columns.from(ApiKeyColumn.KEY_ID);

  private final LogWriter log;
  private final String insert;
  private final String changeStatus;
  private final String select;
  private final String find;
  private final String owner;

  ApiKeyTable(TableNames names, LogWriter log) {
    this.log = log;
    this.insert =
        names
            .sql("insert into {api_key} ({columns}) values ({placeholders})")
            .replace("{columns}", COLUMNS.names())
            .replace("{placeholders}", COLUMNS.placeholders());
    this.changeStatus =
        names.sql(
            """
            update {api_key} set
              secret_sha256 = case when secret_sha256 = :plain then :next_plain
                else :next_restricted end,
              retired_sha256 = :next_retired, retired_until = :next_retired_until,
              revoked_at = :next_revoked_at, key_killed = :next_key_killed,
              org_killed = :next_org_killed, status_changes = status_changes + 1
            where key_id = :key_id and secret_sha256 in (:plain, :restricted)
              and retired_sha256 is not distinct from cast(:retired as varchar(64))
              and retired_until is not distinct from
                cast(:retired_until as timestamp(6) with time zone)
              and key_killed = :key_killed and org_killed = :org_killed
              and revoked_at is not distinct from cast(:revoked_at as timestamp(6) with time zone)
            """);
    this.owner = names.sql("select org_id from {api_key} where key_id = ?");
    this.find =
        names
            .sql("select {columns} from {api_key} where key_id = ?")
            .replace("{columns}", COLUMNS.names());
    this.select =
        names
            .sql("select {columns} from {api_key} where key_id > ?")
            .replace("{columns}", COLUMNS.names());
  }

  /** Plain JDBC, as each request is authenticated by it. */
  Optional<ApiKey> find(Connection connection, ApiKeyId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      statement.setString(1, id.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(ApiKeyColumn.key(row)) : Optional.empty();
      }
    } catch (IllegalArgumentException e) {
      throw new CorruptRecordException("API key " + id, e);
    }
  }

  /** Adds a key; one that is there already ends in a duplicate key. */
  boolean add(Handle handle, Logged logged, ApiKey key) throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(insert)) {
      COLUMNS.bind(statement, 1, key);
      statement.executeUpdate();
    }
    log.keysChanged(handle, logged, key.organization().value(), Deed.minted(key.id()));
    return true;
  }

  /** Changes the status if it is the expected one; false if it is not. */
  boolean changeStatus(
      Handle handle, Logged logged, ApiKeyId id, ApiKey.Status expected, ApiKey.Status next)
      throws SQLException {
    int changed =
        handle
            .createUpdate(changeStatus)
            .bind("next_plain", next.secrets().current().hex())
            .bind("next_restricted", StoredDigest.restricted(next.secrets().current()))
            .bind("next_retired", ApiKeyColumn.retiredDigest(next))
            .bind("next_retired_until", Rows.time(ApiKeyColumn.retiredUntil(next)))
            .bind("next_revoked_at", Rows.time(next.revokedAt()))
            .bind("next_key_killed", next.keyKilled())
            .bind("next_org_killed", next.organizationKilled())
            .bind("key_id", id.value())
            .bind("plain", expected.secrets().current().hex())
            .bind("restricted", StoredDigest.restricted(expected.secrets().current()))
            .bind("retired", ApiKeyColumn.retiredDigest(expected))
            .bind("retired_until", Rows.time(ApiKeyColumn.retiredUntil(expected)))
            .bind("key_killed", expected.keyKilled())
            .bind("org_killed", expected.organizationKilled())
            .bind("revoked_at", Rows.time(expected.revokedAt()))
            .execute();
    if (changed == 0) {
      return false;
    }
    String organization = Jdbis.query(handle, owner, List.of(id.value())).mapTo(String.class).one();
    log.keysChanged(handle, logged, organization, Deed.changed(id, expected, next));
    return true;
  }

  /** The next keys. A row whose id is none has no key that a caller could name: passed over. */
  List<ListedKey> page(
      Handle handle, @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    String place = after == null ? "" : after.value();
    while (true) {
      List<Row> rows = rows(handle, organization, place, Math.min(limit, MOST));
      List<ListedKey> page = rows.stream().flatMap(row -> row.listed().stream()).toList();
      if (!page.isEmpty() || rows.isEmpty()) {
        return page;
      }
      place = rows.get(rows.size() - 1).id();
    }
  }

  private List<Row> rows(
      Handle handle, @Nullable OrganizationId organization, String after, int limit) {
    // The order names the columns of the index that is to be used: H2 wants it so.
    String order =
        organization == null ? " order by key_id" : " and org_id = ? order by org_id, key_id";
    List<Object> arguments = new ArrayList<>();
    arguments.add(after);
    if (organization != null) {
      arguments.add(organization.value());
    }
    arguments.add(limit);
    return Jdbis.query(handle, select + order + " fetch first ? rows only", arguments)
        .map((row, context) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    String id = row.getString(1);
    try {
      return new Row(id, ApiKeyColumn.key(row), "");
    } catch (IllegalArgumentException e) {
      return new Row(id, null, String.valueOf(e.getMessage()));
    }
  }

  /** A row, also one that is not valid. */
  private record Row(String id, @Nullable ApiKey key, String reason) {
    Optional<ListedKey> listed() {
      if (key != null) {
        return Optional.of(new ListedKey.Whole(key));
      }
      try {
        return Optional.of(new ListedKey.Broken(new ApiKeyId(id), reason));
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "passing over the row of an API key: {0}", e.getMessage());
        return Optional.empty();
      }
    }
  }
}
