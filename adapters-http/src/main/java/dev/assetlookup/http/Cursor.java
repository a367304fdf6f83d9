package dev.assetlookup.http;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.SealedText;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** The end of a page of a list, as text for one list of one organization. */
final class Cursor {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 3 * Long.BYTES;

  private Cursor() {}

  static String write(
      OrganizationId organization, ContainerFilter filter, ContainerPosition position) {
    UUID id = position.container().uuid();
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return SealedText.write(bytes, all -> covered(organization, filter, all));
  }

  /** Parses a cursor; empty if it was not made for this list. */
  static Optional<ContainerPosition> read(
      OrganizationId organization, ContainerFilter filter, String text) {
    return SealedText.read(text, BYTES, bytes -> covered(organization, filter, bytes))
        .filter(fields -> fields.get() == VERSION)
        .flatMap(Cursor::position);
  }

  private static Optional<ContainerPosition> position(ByteBuffer fields) {
    try {
      Instant createdAt = Instant.EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
      UUID id = new UUID(fields.getLong(), fields.getLong());
      return Optional.of(new ContainerPosition(createdAt, new ContainerId(id)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] covered(
      OrganizationId organization, ContainerFilter filter, byte[] position) {
    return Json.bytes(
        json -> {
          json.writeStartArray();
          json.writeBinary(position);
          json.writeString(organization.value());
          json.writeString(filter.projectId());
          json.writeString(String.valueOf(filter.since()));
          json.writeString(String.valueOf(filter.until()));
          json.writeString(new TreeSet<>(filter.statuses()).toString());
          for (String format : new TreeSet<>(filter.formats())) {
            json.writeString(format);
          }
          if (!filter.creativeTypes().isEmpty()) {
            json.writeStartArray();
            for (String type : new TreeSet<>(filter.creativeTypes())) {
              json.writeString(type);
            }
            json.writeEndArray();
          }
          json.writeEndArray();
        });
  }
}
