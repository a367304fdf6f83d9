package dev.assetlookup.json.internal;

import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A position in one of the logs of one organization, as opaque text that clients send back. */
public final class PositionText {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 2 * Long.BYTES;

  private PositionText() {}

  /**
   * Writes a position.
   *
   * @param log which log
   * @param organization whose
   * @param position the place
   * @return 34 characters of {@code A-Za-z0-9_-}
   */
  public static String write(String log, OrganizationId organization, LogPosition position) {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(position.sequence())
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.at()))
            .array();
    return SealedText.write(bytes, all -> covered(log, organization, all));
  }

  /**
   * Reads a position.
   *
   * @param log which log
   * @param organization whose
   * @param text any text
   * @return empty if the text was not made for this log of this organization
   */
  public static Optional<LogPosition> read(String log, OrganizationId organization, String text) {
    return SealedText.read(text, BYTES, bytes -> covered(log, organization, bytes))
        .filter(fields -> fields.get() == VERSION)
        .flatMap(PositionText::position);
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

  private static byte[] covered(String log, OrganizationId organization, byte[] position) {
    return Json.bytes(
        json -> {
          json.writeStartArray();
          json.writeString(log);
          json.writeString(organization.value());
          json.writeBinary(position);
          json.writeEndArray();
        });
  }
}
