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
import org.jspecify.annotations.Nullable;

/**
 * The table {@code asset} beside its key, which is {@code org_id, container_id, asset_id,
 * superseded_in}. From {@link #URL} on stands the descriptor.
 */
final class AssetColumn {
  private static final TableColumns<AssetRow> TABLE = new TableColumns<>();

  static final Column<AssetRow> LIST_POSITION =
      TABLE.add("list_position", INTEGER, AssetRow::position);
  static final Column<AssetRow> WITHDRAWN = TABLE.add("withdrawn", BOOLEAN, AssetRow::withdrawn);
  static final Column<AssetRow> FORMER_POSITION =
      TABLE.add("former_position", INTEGER, AssetRow::formerPosition);
  static final Column<AssetRow> MEDIA =
      TABLE.add("media", TEXT, row -> Rows.lowerCase(row.media()));
  static final Column<AssetRow> SUPERSEDED_AT =
      TABLE.add("superseded_at", TIME, AssetRow::supersededAt);
  static final Column<AssetRow> URL = TABLE.add("url", TEXT, row -> row.descriptor().url().value());
  static final Column<AssetRow> KIND =
      TABLE.add("kind", TEXT, row -> row.descriptor().kind().value());
  static final Column<AssetRow> THUMBNAIL_URL =
      TABLE.add("thumbnail_url", TEXT, row -> text(row.descriptor().thumbnailUrl()));
  static final Column<AssetRow> MIME_TYPE =
      TABLE.add("mime_type", TEXT, row -> text(row.descriptor().mimeType()));
  static final Column<AssetRow> SIZE_BYTES =
      TABLE.add("size_bytes", LONG, row -> row.descriptor().sizeBytes());
  static final Column<AssetRow> DURATION_MS =
      TABLE.add("duration_ms", LONG, row -> row.descriptor().durationMs());
  static final Column<AssetRow> WIDTH =
      TABLE.add("width", INTEGER, row -> row.descriptor().width());
  static final Column<AssetRow> HEIGHT =
      TABLE.add("height", INTEGER, row -> row.descriptor().height());
  static final Column<AssetRow> CHECKSUM_SHA256 =
      TABLE.add("checksum_sha256", TEXT, row -> text(row.descriptor().checksumSha256()));
  static final Column<AssetRow> EXPIRES_AT =
      TABLE.add("expires_at", TIME, row -> row.descriptor().expiresAt());

  private AssetColumn() {}

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
