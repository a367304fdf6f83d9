package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.BOOLEAN;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The table {@code api_key}, whose key is the first column. */
final class ApiKeyColumn {
  private static final TableColumns<ApiKey> TABLE = new TableColumns<>();

  static final Column<ApiKey> KEY_ID = TABLE.add("key_id", TEXT, key -> key.id().value());
  static final Column<ApiKey> ORG_ID = TABLE.add("org_id", TEXT, key -> key.organization().value());
  static final Column<ApiKey> ORG_NAME = TABLE.add("org_name", TEXT, ApiKey::organizationName);
  static final Column<ApiKey> ENVIRONMENT =
      TABLE.add("environment", TEXT, key -> key.environment().segment());
  static final Column<ApiKey> SECRET_SHA256 =
      TABLE.add("secret_sha256", TEXT, key -> key.secretDigest().hex());
  static final Column<ApiKey> SCOPES = TABLE.add("scopes", TEXT, key -> text(key.scopes()));
  static final Column<ApiKey> RATE_LIMIT_TIER =
      TABLE.add("rate_limit_tier", TEXT, key -> key.rateLimitTier().wireName());
  static final Column<ApiKey> KEY_NAME = TABLE.add("key_name", TEXT, ApiKey::name);
  static final Column<ApiKey> CREATED_AT = TABLE.add("created_at", TIME, ApiKey::createdAt);
  static final Column<ApiKey> REVOKED_AT =
      TABLE.add("revoked_at", TIME, key -> key.status().revokedAt());
  static final Column<ApiKey> KEY_KILLED =
      TABLE.add("key_killed", BOOLEAN, key -> key.status().keyKilled());
  static final Column<ApiKey> ORG_KILLED =
      TABLE.add("org_killed", BOOLEAN, key -> key.status().organizationKilled());

  private ApiKeyColumn() {}

  /** Reads a whole row, of which the key is the first column. */
  static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        new ApiKeyId(KEY_ID.text(row, 1)),
        new OrganizationId(ORG_ID.text(row, 1)),
        ORG_NAME.nullableText(row, 1),
        ENVIRONMENT.constant(row, 1, ApiKey.Environment.class),
        new Sha256(SECRET_SHA256.text(row, 1)),
        scopes(SCOPES.text(row, 1)),
        RATE_LIMIT_TIER.constant(row, 1, ApiKey.RateLimitTier.class),
        KEY_NAME.nullableText(row, 1),
        CREATED_AT.instant(row, 1),
        new ApiKey.Status(
            REVOKED_AT.nullableInstant(row, 1),
            KEY_KILLED.isTrue(row, 1),
            ORG_KILLED.isTrue(row, 1)));
  }

  /** Scopes as one text, in order. */
  private static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::value).collect(Collectors.joining(" "));
  }

  /** Each request is authenticated by this: hence without a pattern. */
  private static Set<Scope> scopes(String text) {
    if (text.isEmpty()) {
      return Set.of();
    }
    List<Scope> scopes = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', start)) {
      scopes.add(new Scope(text.substring(start, end)));
      start = end + 1;
    }
    scopes.add(new Scope(text.substring(start)));
    return Set.copyOf(scopes);
  }
}
