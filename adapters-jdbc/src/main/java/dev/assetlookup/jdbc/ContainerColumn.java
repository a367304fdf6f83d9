package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.ColumnType.LONG;
import static dev.assetlookup.jdbc.ColumnType.TEXT;
import static dev.assetlookup.jdbc.ColumnType.TIME;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code container} beside its key, which is {@code org_id, container_id}. From {@link
 * #PROJECT_ID} on stand the details.
 */
final class ContainerColumn {
  private static final TableColumns<Container> TABLE = new TableColumns<>();

  static final Column<Container> OLDEST_HELD = TABLE.add("oldest_held", TIME, Container::heldSince);
  static final Column<Container> OLDEST_STALE =
      TABLE.add("oldest_stale", TIME, Container::staleSince);
  static final Column<Container> REVISION =
      TABLE.add("revision", LONG, container -> container.revision().number());
  static final Column<Container> DELETED_AT = TABLE.add("deleted_at", TIME, Container::deletedAt);
  static final Column<Container> CREATED_AT = TABLE.add("created_at", TIME, Container::createdAt);
  static final Column<Container> PRIMARY_ASSET_ID =
      TABLE.add("primary_asset_id", TEXT, ContainerColumn::primaryAssetId);
  static final Column<Container> PROJECT_ID =
      TABLE.add("project_id", TEXT, container -> container.details().projectId());
  static final Column<Container> STATUS =
      TABLE.add("status", TEXT, container -> container.details().status().wireName());
  static final Column<Container> FORMAT =
      TABLE.add("format", TEXT, container -> container.details().format());
  static final Column<Container> CREATIVE_TYPE =
      TABLE.add("creative_type", TEXT, container -> container.details().creativeType());
  static final Column<Container> CAPTION =
      TABLE.add("caption", TEXT, container -> container.details().caption());
  static final Column<Container> FIRST_COMMENT =
      TABLE.add("first_comment", TEXT, container -> container.details().firstComment());
  static final Column<Container> APPROVAL_STATUS =
      TABLE.add(
          "approval_status", TEXT, container -> container.details().approvalStatus().wireName());
  static final Column<Container> COMPLETED_AT =
      TABLE.add("completed_at", TIME, container -> container.details().completedAt());
  static final Column<Container> LAST_ERROR =
      TABLE.add("last_error", TEXT, container -> container.details().lastError());

  private ContainerColumn() {}

  private static @Nullable String primaryAssetId(Container container) {
    Asset primary = container.primaryAsset();
    return primary == null ? null : primary.id().value();
  }

  static ContainerDetails details(ResultSet row, int origin) throws SQLException {
    return new ContainerDetails(
        PROJECT_ID.nullableText(row, origin),
        STATUS.constant(row, origin, ContainerStatus.class),
        FORMAT.nullableText(row, origin),
        CREATIVE_TYPE.nullableText(row, origin),
        CAPTION.nullableText(row, origin),
        FIRST_COMMENT.nullableText(row, origin),
        APPROVAL_STATUS.constant(row, origin, ApprovalStatus.class),
        COMPLETED_AT.nullableInstant(row, origin),
        LAST_ERROR.nullableText(row, origin));
  }
}
