package dev.assetlookup.json;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.json.internal.Json;
import dev.assetlookup.json.internal.SealedText;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A position in the change log of one organization as opaque text, which clients send back to go on
 * from there. The same for every filter. One that was altered, or is another organization's, is not
 * read.
 */
public final class ChangeToken {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 2 * Long.BYTES;

  private ChangeToken() {}

  /**
   * Writes a position.
   *
   * @param organization whose log
   * @param position the place
   * @return 34 characters of {@code A-Za-z0-9_-}
   */
  public static String write(OrganizationId organization, LogPosition position) {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(position.sequence())
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.at()))
            .array();
    return SealedText.write(bytes, all -> covered(organization, all));
  }

  /**
   * Reads a token.
   *
   * @param organization whose log
   * @param text any text
   * @return the position; empty if the token was not made for this organization
   */
  public static Optional<LogPosition> read(OrganizationId organization, String text) {
    return SealedText.read(text, BYTES, bytes -> covered(organization, bytes))
        .filter(fields -> fields.get() == VERSION)
        .flatMap(ChangeToken::position);
  }

  private static Optional<LogPosition> position(ByteBuffer fields) {
    try {
      long sequence = fields.getLong();
      Instant at = Instant.EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
      return Optional.of(new LogPosition(sequence, at));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static byte[] covered(OrganizationId organization, byte[] position) {
    return Json.bytes(
        json -> {
          json.writeStartArray();
          json.writeString("changes");
          json.writeString(organization.value());
          json.writeBinary(position);
          json.writeEndArray();
        });
  }
}
