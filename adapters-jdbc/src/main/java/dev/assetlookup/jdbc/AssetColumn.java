package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.BOOLEAN;
import static dev.assetlookup.jdbc.ColumnType.INTEGER;
import static dev.assetlookup.jdbc.ColumnType.LONG;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code asset} beside its key, which is {@code org_id, container_id, asset_id,
 * superseded_in}. From {@link #URL} on stands the descriptor.
 */
enum AssetColumn implements Column<AssetRow> {
  LIST_POSITION(INTEGER, AssetRow::position),
  WITHDRAWN(BOOLEAN, AssetRow::withdrawn),
  FORMER_POSITION(INTEGER, AssetRow::formerPosition),
  MEDIA(TEXT, row -> Rows.lowerCase(row.media())),
  SUPERSEDED_AT(TIME, AssetRow::supersededAt),
  URL(TEXT, row -> row.descriptor().url().value()),
  KIND(TEXT, row -> row.descriptor().kind().value()),
  THUMBNAIL_URL(TEXT, row -> text(row.descriptor().thumbnailUrl())),
  MIME_TYPE(TEXT, row -> text(row.descriptor().mimeType())),
  SIZE_BYTES(LONG, row -> row.descriptor().sizeBytes()),
  DURATION_MS(LONG, row -> row.descriptor().durationMs()),
  WIDTH(INTEGER, row -> row.descriptor().width()),
  HEIGHT(INTEGER, row -> row.descriptor().height()),
  CHECKSUM_SHA256(TEXT, row -> text(row.descriptor().checksumSha256())),
  EXPIRES_AT(TIME, row -> row.descriptor().expiresAt());

  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private final ColumnValue<AssetRow> value;

  AssetColumn(ColumnType type, Function<AssetRow, @Nullable Object> value) {
    this.value = new ColumnValue<>(type, value);
  }

  @Override
  public ColumnValue<AssetRow> value() {
    return value;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static AssetDescriptor descriptor(ResultSet row, int origin) throws SQLException {
    return new AssetDescriptor(
        new MediaUrl(URL.text(row, origin)),
        new Kind(KIND.text(row, origin)),
        THUMBNAIL_URL.nullable(row, origin, MediaUrl::new),
        MIME_TYPE.nullable(row, origin, MimeType::new),
        SIZE_BYTES.nullableLong(row, origin),
        DURATION_MS.nullableLong(row, origin),
        WIDTH.nullableInt(row, origin),
        HEIGHT.nullableInt(row, origin),
        CHECKSUM_SHA256.nullable(row, origin, Sha256::new),
        EXPIRES_AT.nullableInstant(row, origin));
  }

  static SupersededAsset superseded(Asset asset, long supersededIn, ResultSet row, int origin)
      throws SQLException {
    return new SupersededAsset(
        asset,
        FORMER_POSITION.nullableInt(row, origin),
        new Revision(supersededIn),
        SUPERSEDED_AT.instant(row, origin),
        WITHDRAWN.isTrue(row, origin),
        MEDIA.constant(row, origin, Media.class));
  }
}
