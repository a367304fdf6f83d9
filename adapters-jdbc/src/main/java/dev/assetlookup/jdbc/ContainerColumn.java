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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code container} beside its key, which is {@code org_id, container_id}. From {@link
 * #PROJECT_ID} on stand the details.
 */
enum ContainerColumn implements Column<Container> {
  OLDEST_HELD(TIME, Container::heldSince),
  OLDEST_STALE(TIME, Container::staleSince),
  REVISION(LONG, container -> container.revision().number()),
  DELETED_AT(TIME, Container::deletedAt),
  CREATED_AT(TIME, Container::createdAt),
  PRIMARY_ASSET_ID(TEXT, ContainerColumn::primaryAssetId),
  PROJECT_ID(TEXT, container -> container.details().projectId()),
  STATUS(TEXT, container -> container.details().status().wireName()),
  FORMAT(TEXT, container -> container.details().format()),
  CREATIVE_TYPE(TEXT, container -> container.details().creativeType()),
  CAPTION(TEXT, container -> container.details().caption()),
  FIRST_COMMENT(TEXT, container -> container.details().firstComment()),
  APPROVAL_STATUS(TEXT, container -> container.details().approvalStatus().wireName()),
  COMPLETED_AT(TIME, container -> container.details().completedAt()),
  LAST_ERROR(TEXT, container -> container.details().lastError());

  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private final ColumnValue<Container> value;

  ContainerColumn(ColumnType type, Function<Container, @Nullable Object> value) {
    this.value = new ColumnValue<>(type, value);
  }

  @Override
  public ColumnValue<Container> value() {
    return value;
  }

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
