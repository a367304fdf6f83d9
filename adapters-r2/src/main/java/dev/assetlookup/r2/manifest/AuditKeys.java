package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the entries of audit trails, which hold all of an entry, so that a LIST reads a
 * thousand: {@code audit/ORGANIZATION/TIME-NUMBER-FIELDS}. Time and number are inverted, so that
 * the newest sorts first; the fields are lines in base64url. The longest has about 620 characters.
 */
final class AuditKeys {
  static final String TRAILS = "audit/";

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 16;
  private static final int FIELDS_AT = 2 * DIGITS + 2;
  private static final int FIELDS = 8;

  private AuditKeys() {}

  /** The beginning of the keys of an organization's entries. */
  static String trail(OrganizationId organization) {
    return TRAILS + ObjectKeys.segment(organization.value()) + "/";
  }

  static String key(OrganizationId organization, AuditEntry entry) {
    byte[] fields = String.join("\n", fields(entry)).getBytes(StandardCharsets.UTF_8);
    return place(organization, entry.position())
        + Base64.getUrlEncoder().withoutPadding().encodeToString(fields);
  }

  private static String place(OrganizationId organization, LogPosition position) {
    return trail(organization)
        + inverted(position.at())
        + "-"
        + HEX.toHexDigits(Long.MAX_VALUE - position.sequence())
        + "-";
  }

  private static String inverted(Instant time) {
    return HEX.toHexDigits(Long.MAX_VALUE - IndexKeys.micros(time));
  }

  /** Sorts after the key of an entry, and before those that are older. */
  static String after(OrganizationId organization, LogPosition position) {
    return place(organization, position) + ObjectKeys.LAST;
  }

  /** In a trail, sorts after all keys of that time or later, and before those that are older. */
  static String after(String trail, Instant time) {
    return trail + inverted(time) + ObjectKeys.LAST;
  }

  private static String[] fields(AuditEntry entry) {
    Actor actor = entry.actor();
    Deed deed = entry.deed();
    Deed.ToContainer container = deed instanceof Deed.ToContainer of ? of : null;
    return new String[] {
      deed.action().name().toLowerCase(Locale.ROOT),
      actor.kind().wireName(),
      Objects.requireNonNullElse(actor.name(), ""),
      Objects.requireNonNullElse(actor.requestId(), ""),
      deed instanceof Deed.ToKey of ? of.key().value() : "",
      container == null ? "" : container.container().toString(),
      container == null ? "" : Objects.requireNonNullElse(container.projectId(), ""),
      container == null ? "" : number(container.before()) + " " + number(container.after())
    };
  }

  private static String number(@Nullable Revision revision) {
    return revision == null ? "-" : Long.toString(revision.number());
  }

  /**
   * Reads the entry that a key is.
   *
   * @throws IllegalArgumentException if it is none
   */
  static AuditEntry entry(OrganizationId organization, String key) {
    LogPosition position = position(organization, key);
    int start = trail(organization).length() + FIELDS_AT;
    byte[] fields = Base64.getUrlDecoder().decode(key.substring(start));
    return entry(position, new String(fields, StandardCharsets.UTF_8).split("\n", -1));
  }

  /**
   * Reads where the entry stands that a key is.
   *
   * @throws IllegalArgumentException if it is none
   */
  static LogPosition position(OrganizationId organization, String key) {
    String name = key.substring(trail(organization).length());
    if (name.length() < FIELDS_AT) {
      throw new IllegalArgumentException("a key that is too short");
    }
    long micros = Long.MAX_VALUE - HexFormat.fromHexDigitsToLong(name, 0, DIGITS);
    long number = Long.MAX_VALUE - HexFormat.fromHexDigitsToLong(name, DIGITS + 1, FIELDS_AT - 1);
    return new LogPosition(number, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private static AuditEntry entry(LogPosition position, String[] fields) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields");
    }
    Deed.Action action = Deed.Action.valueOf(fields[0].toUpperCase(Locale.ROOT));
    Actor.Kind kind = Actor.Kind.valueOf(fields[1].toUpperCase(Locale.ROOT));
    Actor actor = new Actor(kind, text(fields[2]), text(fields[3]));
    if (!fields[4].isEmpty()) {
      return new AuditEntry(position, actor, new Deed.ToKey(action, new ApiKeyId(fields[4])));
    }
    String[] revisions = fields[7].split(" ", -1);
    if (revisions.length != 2) {
      throw new IllegalArgumentException("not two revisions");
    }
    return new AuditEntry(
        position,
        actor,
        new Deed.ToContainer(
            action,
            ContainerId.parse(fields[5])
                .orElseThrow(() -> new IllegalArgumentException("not a container")),
            text(fields[6]),
            revision(revisions[0]),
            revision(revisions[1])));
  }

  private static @Nullable String text(String field) {
    return field.isEmpty() ? null : field;
  }

  private static @Nullable Revision revision(String number) {
    return number.equals("-") ? null : new Revision(Long.parseLong(number));
  }
}
