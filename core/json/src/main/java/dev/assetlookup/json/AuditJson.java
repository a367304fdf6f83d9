package dev.assetlookup.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.PositionText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes an audit trail as the API answers it. */
public final class AuditJson {
  private static final String LOG = "audit";

  private AuditJson() {}

  /**
   * A page of entries.
   *
   * @param organization whose trail
   * @param page the page
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(OrganizationId organization, ReadAudit.Result.Page page) {
    LogPosition next = page.next();
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("items");
          for (AuditEntry entry : page.entries()) {
            write(json, entry);
          }
          json.writeEndArray();
          json.writeStringField(
              "nextCursor", next == null ? null : PositionText.write(LOG, organization, next));
          json.writeEndObject();
        });
  }

  /**
   * One entry.
   *
   * @param entry the entry
   * @return one JSON object in UTF-8, without a line end
   */
  public static byte[] write(AuditEntry entry) {
    return Json.bytes(json -> write(json, entry));
  }

  /**
   * Reads a cursor that {@link #write(OrganizationId, ReadAudit.Result.Page)} wrote.
   *
   * @param organization whose trail
   * @param text any text
   * @return the position; empty if the cursor was not made for this organization
   */
  public static Optional<LogPosition> cursor(OrganizationId organization, String text) {
    return PositionText.read(LOG, organization, text);
  }

  private static void write(JsonGenerator json, AuditEntry entry) throws IOException {
    Deed deed = entry.deed();
    json.writeStartObject();
    json.writeStringField("id", id(entry.position()));
    json.writeStringField("at", entry.position().at().toString());
    json.writeStringField("action", deed.action().wireName());
    write(json, entry.actor());
    Deed.ToContainer container = deed instanceof Deed.ToContainer of ? of : null;
    json.writeStringField("containerId", container == null ? null : "" + container.container());
    json.writeStringField("projectId", container == null ? null : container.projectId());
    writeRevision(json, "revisionBefore", container == null ? null : container.before());
    writeRevision(json, "revisionAfter", container == null ? null : container.after());
    json.writeStringField("apiKeyId", deed instanceof Deed.ToKey of ? of.key().value() : null);
    json.writeEndObject();
  }

  /** Of a bucket's entries, only time and number together are no other's. */
  private static String id(LogPosition position) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.at());
    return Long.toString(micros, 36) + "-" + Long.toString(position.sequence(), 36);
  }

  private static void write(JsonGenerator json, Actor actor) throws IOException {
    json.writeObjectFieldStart("actor");
    json.writeStringField("kind", actor.kind().wireName());
    json.writeStringField("name", actor.name());
    json.writeStringField("requestId", actor.requestId());
    json.writeEndObject();
  }

  private static void writeRevision(JsonGenerator json, String name, @Nullable Revision revision)
      throws IOException {
    if (revision == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, revision.number());
    }
  }
}
