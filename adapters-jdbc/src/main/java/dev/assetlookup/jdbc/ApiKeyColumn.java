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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code api_key}, whose key is the first column. */
enum ApiKeyColumn implements Column<ApiKey> {
  KEY_ID(TEXT, key -> key.id().value()),
  ORG_ID(TEXT, key -> key.organization().value()),
  ORG_NAME(TEXT, ApiKey::organizationName),
  ENVIRONMENT(TEXT, key -> key.environment().segment()),
  SECRET_SHA256(TEXT, key -> key.secretDigest().hex()),
  SCOPES(TEXT, key -> text(key.scopes())),
  RATE_LIMIT_TIER(TEXT, key -> key.rateLimitTier().wireName()),
  KEY_NAME(TEXT, ApiKey::name),
  CREATED_AT(TIME, ApiKey::createdAt),
  REVOKED_AT(TIME, key -> key.status().revokedAt()),
  KEY_KILLED(BOOLEAN, key -> key.status().keyKilled()),
  ORG_KILLED(BOOLEAN, key -> key.status().organizationKilled());

  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private final ColumnValue<ApiKey> value;

  ApiKeyColumn(ColumnType type, Function<ApiKey, @Nullable Object> value) {
    this.value = new ColumnValue<>(type, value);
  }

  @Override
  public ColumnValue<ApiKey> value() {
    return value;
  }

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
