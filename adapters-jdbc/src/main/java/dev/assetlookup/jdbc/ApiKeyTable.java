package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}, on a handle in a transaction. */
final class ApiKeyTable {
  private final String insert;
  private final String changeStatus;
  private final String select;

  ApiKeyTable(TableNames names) {
    this.insert =
        "insert into "
            + names.apiKey()
            + " ("
            + Rows.KEY_COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    this.changeStatus =
        "update "
            + names.apiKey()
            + " set revoked_at = ?, key_killed = ?, org_killed = ?"
            + " where key_id = ? and key_killed = ? and org_killed = ?"
            + " and revoked_at is not distinct from cast(? as timestamp(6) with time zone)";
    this.select = "select " + Rows.KEY_COLUMNS + " from " + names.apiKey() + " where key_id > ?";
  }

  /** Adds a key; one that is there already ends in a duplicate key. */
  boolean add(Handle handle, ApiKey key) {
    return handle
            .createUpdate(insert)
            .bind(0, key.id().value())
            .bind(1, key.organization().value())
            .bind(2, key.organizationName())
            .bind(3, key.environment().segment())
            .bind(4, key.secretDigest().hex())
            .bind(5, Rows.text(key.scopes()))
            .bind(6, key.rateLimitTier().wireName())
            .bind(7, key.name())
            .bind(8, Rows.time(key.createdAt()))
            .bind(9, Rows.time(key.status().revokedAt()))
            .bind(10, key.status().keyKilled())
            .bind(11, key.status().organizationKilled())
            .execute()
        == 1;
  }

  boolean changeStatus(Handle handle, ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    return handle
            .createUpdate(changeStatus)
            .bind(0, Rows.time(next.revokedAt()))
            .bind(1, next.keyKilled())
            .bind(2, next.organizationKilled())
            .bind(3, id.value())
            .bind(4, expected.keyKilled())
            .bind(5, expected.organizationKilled())
            .bind(6, Rows.time(expected.revokedAt()))
            .execute()
        == 1;
  }

  List<ListedKey> list(
      Handle handle, @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    // The order names the columns of the index that is to be used: H2 wants it so.
    String order =
        organization == null ? " order by key_id" : " and org_id = ? order by org_id, key_id";
    Query query = handle.createQuery(select + order + " fetch first ? rows only");
    int at = 0;
    query.bind(at++, after == null ? "" : after.value());
    if (organization != null) {
      query.bind(at++, organization.value());
    }
    return query
        .bind(at, limit)
        .<ListedKey>map(
            (row, context) -> {
              try {
                return new ListedKey.Whole(Rows.apiKey(row));
              } catch (IllegalArgumentException e) {
                return new ListedKey.Broken(
                    new ApiKeyId(row.getString(1)), String.valueOf(e.getMessage()));
              }
            })
        .list();
  }
}
