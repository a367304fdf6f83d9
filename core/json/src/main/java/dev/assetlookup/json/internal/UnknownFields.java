package dev.assetlookup.json.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record that only another version knows, so that they are kept when the record is
 * replaced.
 *
 * @param details null if there is no record
 * @param assets those with such fields, by id and URL, current or superseded
 * @param superseded those with such fields, by id and revision
 */
record UnknownFields(
    @Nullable RecordFields details,
    Map<List<String>, RecordFields> assets,
    Map<List<String>, RecordFields> superseded) {

  static UnknownFields of(@Nullable RecordFields record) {
    if (record == null) {
      return new UnknownFields(null, Map.of(), Map.of());
    }
    Map<List<String>, RecordFields> assets = new HashMap<>();
    Map<List<String>, RecordFields> superseded = new HashMap<>();
    for (RecordFields entry : record.objects("superseded")) {
      RecordFields asset = entry.object("asset");
      putIfMore(superseded, entryName(entry), entry, RecordTree.SUPERSEDED);
      putIfMore(assets, assetName(asset), asset, RecordTree.ASSET);
    }
    for (RecordFields asset : record.objects("assets")) {
      putIfMore(assets, assetName(asset), asset, RecordTree.ASSET);
    }
    return new UnknownFields(record.object("details"), assets, superseded);
  }

  private static void putIfMore(
      Map<List<String>, RecordFields> map,
      List<String> name,
      RecordFields fields,
      Set<String> known) {
    if (fields.node().properties().stream().anyMatch(field -> !known.contains(field.getKey()))) {
      map.put(name, fields);
    }
  }

  private static List<String> assetName(RecordFields asset) {
    return List.of(asset.text("assetId"), asset.text("url"));
  }

  private static List<String> entryName(RecordFields entry) {
    return List.of(
        entry.object("asset").text("assetId"), Long.toString(entry.number("supersededIn")));
  }

  void copyDetails(ObjectNode into) {
    copy(details, RecordTree.DETAILS, into);
  }

  void copyAsset(ObjectNode into) {
    copy(assets.get(assetName(new RecordFields(into))), RecordTree.ASSET, into);
  }

  void copySuperseded(ObjectNode into) {
    copy(superseded.get(entryName(new RecordFields(into))), RecordTree.SUPERSEDED, into);
  }

  private static void copy(@Nullable RecordFields from, Set<String> known, ObjectNode into) {
    if (from != null) {
      from.copyAllBut(known, into);
    }
  }
}
