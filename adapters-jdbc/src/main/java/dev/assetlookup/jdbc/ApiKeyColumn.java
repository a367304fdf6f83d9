package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.BOOLEAN;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.KeySecrets.Retired;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}, whose key is the first column. */
final class ApiKeyColumn {
  private static final TableColumns<ApiKey> TABLE = new TableColumns<>();

  static final Column<ApiKey> KEY_ID = TABLE.add("key_id", TEXT, key -> key.id().value());
  static final Column<ApiKey> ORG_ID = TABLE.add("org_id", TEXT, key -> key.organization().value());
  static final Column<ApiKey> ORG_NAME = TABLE.add("org_name", TEXT, ApiKey::organizationName);
  static final Column<ApiKey> ENVIRONMENT =
      TABLE.add("environment", TEXT, key -> key.environment().segment());
  static final Column<ApiKey> SECRET_SHA256 = TABLE.add("secret_sha256", TEXT, StoredDigest::text);
  static final Column<ApiKey> SCOPES = TABLE.add("scopes", TEXT, key -> text(key.scopes()));
  static final Column<ApiKey> PROJECTS = TABLE.add("projects", TEXT, key -> text(key.projects()));
  static final Column<ApiKey> RATE_LIMIT_TIER =
      TABLE.add("rate_limit_tier", TEXT, key -> key.rateLimitTier().wireName());
  static final Column<ApiKey> KEY_NAME = TABLE.add("key_name", TEXT, ApiKey::name);
  static final Column<ApiKey> CREATED_AT = TABLE.add("created_at", TIME, ApiKey::createdAt);
  static final Column<ApiKey> EXPIRES_AT = TABLE.add("expires_at", TIME, ApiKey::expiresAt);
  static final Column<ApiKey> RETIRED_SHA256 =
      TABLE.add("retired_sha256", TEXT, key -> retiredDigest(key.status()));
  static final Column<ApiKey> RETIRED_UNTIL =
      TABLE.add("retired_until", TIME, key -> retiredUntil(key.status()));
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
        terms(row),
        CREATED_AT.instant(row, 1),
        new ApiKey.Status(
            secrets(row),
            REVOKED_AT.nullableInstant(row, 1),
            KEY_KILLED.isTrue(row, 1),
            ORG_KILLED.isTrue(row, 1)));
  }

  private static KeyTerms terms(ResultSet row) throws SQLException {
    return new KeyTerms(
        new OrganizationId(ORG_ID.text(row, 1)),
        ORG_NAME.nullableText(row, 1),
        ENVIRONMENT.constant(row, 1, ApiKey.Environment.class),
        scopes(SCOPES.text(row, 1)),
        projects(PROJECTS.nullableText(row, 1)),
        RATE_LIMIT_TIER.constant(row, 1, ApiKey.RateLimitTier.class),
        KEY_NAME.nullableText(row, 1),
        EXPIRES_AT.nullableInstant(row, 1));
  }

  private static KeySecrets secrets(ResultSet row) throws SQLException {
    Sha256 current = StoredDigest.parse(SECRET_SHA256.text(row, 1));
    String retired = RETIRED_SHA256.nullableText(row, 1);
    return retired == null
        ? KeySecrets.of(current)
        : new KeySecrets(current, new Retired(new Sha256(retired), RETIRED_UNTIL.instant(row, 1)));
  }

  static @Nullable String retiredDigest(ApiKey.Status status) {
    Retired retired = status.secrets().retired();
    return retired == null ? null : retired.digest().hex();
  }

  static @Nullable Instant retiredUntil(ApiKey.Status status) {
    Retired retired = status.secrets().retired();
    return retired == null ? null : retired.until();
  }

  /** Projects as one text, in order; null for all. */
  private static @Nullable String text(Projects projects) {
    return projects instanceof Projects.Only only ? String.join(" ", only.ids()) : null;
  }

  private static Projects projects(@Nullable String text) {
    return text == null ? Projects.ALL : Projects.only(text.split(" ", -1));
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
