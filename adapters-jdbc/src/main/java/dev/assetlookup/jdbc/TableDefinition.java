package dev.assetlookup.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table as the definitions among the resources make it. */
enum TableDefinition {
  CONTAINER(
      "container",
      "org_id s, container_id u, revision l, project_id s, status s, format s, caption s,"
          + " first_comment s, approval_status s, created_at t, completed_at t, last_error s,"
          + " deleted_at t",
      "primary_asset_id s, held_since t, stale_since t, creative_type s",
      "container_newest, container_newest_of_project, container_held, container_stale"),
  ASSET(
      "asset",
      "org_id s, container_id u, asset_id s, superseded_in l, list_position i, url s, kind s,"
          + " thumbnail_url s, mime_type s, size_bytes l, duration_ms l, width i, height i,"
          + " checksum_sha256 s, expires_at t, superseded_at t, withdrawn b",
      "former_position i, media s",
      ""),
  ORGANIZATION("organization", "org_id s, revision_floor l", "", ""),
  API_KEY(
      "api_key",
      "key_id s, org_id s, org_name s, environment s, secret_sha256 s, scopes s,"
          + " rate_limit_tier s, key_name s, created_at t, revoked_at t, key_killed b,"
          + " org_killed b",
      "",
      "");

  private final String bareName;
  private final String original;
  private final String later;
  private final String indexes;

  TableDefinition(String bareName, String original, String later, String indexes) {
    this.bareName = bareName;
    this.original = original;
    this.later = later;
    this.indexes = indexes;
  }

  /** The name before which a prefix stands. */
  String bareName() {
    return bareName;
  }

  /**
   * The columns that a table of this kind has had from its first version on. What has them all is
   * ours, whichever version made it; what lacks one is somebody else's.
   */
  Set<String> original() {
    return columns(original).keySet();
  }

  /** All columns, each with the names that either database may give its type. */
  Map<String, List<String>> columns() {
    return columns(later.isEmpty() ? original : original + ", " + later);
  }

  /** The names of its indexes, before which a prefix stands. */
  List<String> indexes() {
    return indexes.isEmpty() ? List.of() : List.of(indexes.split(", ", -1));
  }

  private static Map<String, List<String>> columns(String list) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String column : list.split(", ", -1)) {
      int space = column.indexOf(' ');
      columns.put(column.substring(0, space), types(column.charAt(space + 1)));
    }
    return columns;
  }

  private static List<String> types(char code) {
    return switch (code) {
      case 's' -> List.of("character varying", "text");
      case 'u' -> List.of("uuid");
      case 'l' -> List.of("bigint");
      case 'i' -> List.of("integer");
      case 'b' -> List.of("boolean");
      case 't' -> List.of("timestamp with time zone");
      default -> throw new IllegalArgumentException("no type " + code);
    };
  }
}
