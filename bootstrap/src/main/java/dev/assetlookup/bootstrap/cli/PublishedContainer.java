package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.MediaPublisher.Placed;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a container that was published, or is to be.
 *
 * @param change what became of it, in one word
 * @param revision its revision, null if it is only planned
 */
record PublishedContainer(
    OrganizationId organization,
    ContainerId id,
    String change,
    @Nullable Long revision,
    List<Placed> files) {
  void printTable(PrintWriter out) {
    out.println(id);
    String row = "%-24s  %-8s  %-24s  %15s  %s%n";
    out.printf(row, "ASSET ID", "KIND", "TYPE", "SIZE", "URL");
    for (Placed file : files) {
      AssetDescriptor asset = file.descriptor();
      out.printf(
          row,
          file.id() == null ? "(new)" : file.id(),
          asset.kind(),
          asset.mimeType(),
          "%,d".formatted(asset.sizeBytes()),
          asset.url());
    }
  }

  String toJson() {
    ObjectNode node = new JsonMapper().createObjectNode();
    node.put("containerId", id.toString());
    node.put("organizationId", organization.value());
    node.put("outcome", change);
    node.put("revision", revision);
    ArrayNode assets = node.putArray("assets");
    for (Placed file : files) {
      AssetDescriptor asset = file.descriptor();
      ObjectNode entry = assets.addObject();
      entry.put("assetId", text(file.id()));
      entry.put("file", file.file().shown().toString());
      entry.put("uploaded", file.uploaded());
      entry.put("kind", asset.kind().value());
      entry.put("url", asset.url().value());
      entry.put("mimeType", text(asset.mimeType()));
      entry.put("sizeBytes", asset.sizeBytes());
      entry.put("durationMs", asset.durationMs());
      entry.put("width", asset.width());
      entry.put("height", asset.height());
      entry.put("checksumSha256", text(asset.checksumSha256()));
    }
    return node.toPrettyString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
