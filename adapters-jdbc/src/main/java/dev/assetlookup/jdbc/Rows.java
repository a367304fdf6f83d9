package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by column position. The values check themselves: a row that is not valid ends in an
 * {@link IllegalArgumentException}, which the caller reports with the row's key.
 */
final class Rows {
  private static final Logger LOG = System.getLogger(JdbcStore.class.getName());

  static final String DESCRIPTOR_COLUMNS =
      "url, kind, thumbnail_url, mime_type, size_bytes, duration_ms, width, height,"
          + " checksum_sha256, expires_at";
  static final int DESCRIPTOR_WIDTH = 10;
  static final String DETAILS_COLUMNS =
      "project_id, status, format, creative_type, caption, first_comment, approval_status,"
          + " completed_at, last_error";
  static final int DETAILS_WIDTH = 9;
  static final String KEY_COLUMNS =
      "key_id, org_id, org_name, environment, secret_sha256, scopes, rate_limit_tier, key_name,"
          + " created_at, revoked_at, key_killed, org_killed";

  /** Before all times that the values have. */
  static final Instant EARLIEST = Instant.EPOCH;

  private Rows() {}

  /**
   * The key of a container, empty if its organization is none: then no caller can ask for it, and
   * its neighbours must not suffer. The tables refuse such a row unless they were made without that
   * check.
   */
  static Optional<ContainerKey> containerKey(String organization, UUID container) {
    ContainerId id = new ContainerId(container);
    try {
      return Optional.of(new ContainerKey(new OrganizationId(organization), id));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "passing over the row of container {0}: {1}", id, e.getMessage());
      return Optional.empty();
    }
  }

  /** Reads {@link #DESCRIPTOR_COLUMNS}, which begin at a position. */
  static AssetDescriptor descriptor(ResultSet row, int at) throws SQLException {
    String thumbnailUrl = row.getString(at + 2);
    String mimeType = row.getString(at + 3);
    String checksum = row.getString(at + 8);
    return new AssetDescriptor(
        new MediaUrl(text(row, at)),
        new Kind(text(row, at + 1)),
        thumbnailUrl == null ? null : new MediaUrl(thumbnailUrl),
        mimeType == null ? null : new MimeType(mimeType),
        nullableLong(row, at + 4),
        nullableLong(row, at + 5),
        nullableInt(row, at + 6),
        nullableInt(row, at + 7),
        checksum == null ? null : new Sha256(checksum),
        nullableInstant(row, at + 9));
  }

  /** Reads {@link #DETAILS_COLUMNS}, which begin at a position. */
  static ContainerDetails details(ResultSet row, int at) throws SQLException {
    return new ContainerDetails(
        row.getString(at),
        ContainerStatus.valueOf(constant(row, at + 1)),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        row.getString(at + 5),
        ApprovalStatus.valueOf(constant(row, at + 6)),
        nullableInstant(row, at + 7),
        row.getString(at + 8));
  }

  /** Reads {@link #KEY_COLUMNS} from the first position on. */
  static ApiKey apiKey(ResultSet row) throws SQLException {
    return new ApiKey(
        new ApiKeyId(text(row, 1)),
        new OrganizationId(text(row, 2)),
        row.getString(3),
        ApiKey.Environment.valueOf(constant(row, 4)),
        new Sha256(text(row, 5)),
        scopes(text(row, 6)),
        ApiKey.RateLimitTier.valueOf(constant(row, 7)),
        row.getString(8),
        instant(row, 9),
        new ApiKey.Status(nullableInstant(row, 10), row.getBoolean(11), row.getBoolean(12)));
  }

  /** Scopes as one text, in order. */
  static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::value).collect(Collectors.joining(" "));
  }

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

  /** How far the release of an asset's media has come, stored in lower case. */
  static String text(Media media) {
    return media.name().toLowerCase(Locale.ROOT);
  }

  static Media media(ResultSet row, int column) throws SQLException {
    return Media.valueOf(constant(row, column));
  }

  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("a required column is null");
    }
    return text;
  }

  /** The name of an enum constant: stored in lower case. */
  private static String constant(ResultSet row, int column) throws SQLException {
    return text(row, column).toUpperCase(Locale.ROOT);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    Instant instant = nullableInstant(row, column);
    if (instant == null) {
      throw new IllegalArgumentException("a required time is null");
    }
    return instant;
  }

  static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static @Nullable Integer nullableInt(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
