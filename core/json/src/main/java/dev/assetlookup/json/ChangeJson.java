package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.json.internal.Json;
import java.io.IOException;
import java.util.Locale;

/** Writes changes as the API answers them. */
public final class ChangeJson {
  private ChangeJson() {}

  /**
   * A page of changes.
   *
   * @param organization whose changes
   * @param page the page
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(OrganizationId organization, ReadChanges.Result.Page page) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("items");
          for (Change.OfContainer change : page.changes()) {
            write(json, change);
          }
          json.writeEndArray();
          json.writeStringField("nextToken", ChangeToken.write(organization, page.next()));
          json.writeBooleanField("hasMore", page.hasMore());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Change.OfContainer entry) throws IOException {
    ContainerChange change = entry.change();
    json.writeStartObject();
    json.writeStringField("type", change.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("containerId", change.container().toString());
    json.writeStringField("projectId", change.projectId());
    json.writeNumberField("revision", change.revision().number());
    json.writeStringField("at", entry.position().at().toString());
    write(json, "added", change.added());
    write(json, "superseded", change.superseded());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, ChangedIds ids) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeBooleanField("all", ids.isAll());
    json.writeArrayFieldStart("assetIds");
    for (AssetId id : ids.ids()) {
      json.writeString(id.value());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
