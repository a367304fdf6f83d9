package dev.assetlookup.http;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.json.internal.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The end of a page of a list, as text that clients send back unchanged. It contains a digest of
 * the position and of the list that it was made for, so that an altered one, or one of another
 * list, is refused. It grants nothing: it can only name a position in the caller's own list.
 */
final class Cursor {
  private static final byte VERSION = 1;
  private static final int POSITION_BYTES = 1 + 3 * Long.BYTES;
  private static final int DIGEST_BYTES = 8;

  private Cursor() {}

  static String write(
      OrganizationId organization, ContainerFilter filter, ContainerPosition position) {
    UUID id = position.container().uuid();
    byte[] bytes =
        ByteBuffer.allocate(POSITION_BYTES)
            .put(VERSION)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.createdAt()))
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    byte[] digest = digest(organization, filter, bytes);
    byte[] whole = Arrays.copyOf(bytes, POSITION_BYTES + DIGEST_BYTES);
    System.arraycopy(digest, 0, whole, POSITION_BYTES, DIGEST_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** Parses a cursor; empty if it was not made for this list. */
  static Optional<ContainerPosition> read(
      OrganizationId organization, ContainerFilter filter, String text) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (whole.length != POSITION_BYTES + DIGEST_BYTES || whole[0] != VERSION) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(whole, POSITION_BYTES);
    byte[] digest = Arrays.copyOfRange(whole, POSITION_BYTES, whole.length);
    if (!Arrays.equals(digest, digest(organization, filter, bytes))) {
      return Optional.empty();
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes, 1, POSITION_BYTES - 1);
    try {
      Instant createdAt = Instant.EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
      UUID id = new UUID(fields.getLong(), fields.getLong());
      return Optional.of(new ContainerPosition(createdAt, new ContainerId(id)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] digest(
      OrganizationId organization, ContainerFilter filter, byte[] position) {
    byte[] text =
        Json.bytes(
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
    return HexFormat.of().parseHex(Sha256.of(text).hex().substring(0, 2 * DIGEST_BYTES));
  }
}
