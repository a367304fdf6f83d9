package dev.assetlookup.r2.objects;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.UtcTime;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.objects.MediaObject.Described;
import dev.assetlookup.r2.objects.MediaObject.Description;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor and its owner as user metadata of the object. Size and type are not among them:
 * those are the object's own.
 */
final class ObjectMetadata {
  static final String ORGANIZATION_ID = "organization-id";
  static final String KIND = "kind";
  static final String THUMBNAIL_URL = "thumbnail-url";
  static final String DURATION_MS = "duration-ms";
  static final String WIDTH = "width";
  static final String HEIGHT = "height";
  static final String CHECKSUM_SHA256 = "checksum-sha256";
  static final String EXPIRES_AT = "expires-at";

  static final String NOT_STAMPED = ORGANIZATION_ID + " is missing";

  private static final int MAX_DIGITS = 18;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Map<String, String> metadata;

  private ObjectMetadata(Map<String, String> metadata) {
    this.metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.metadata.putAll(metadata);
  }

  /** The metadata that an object gets; all values of the core that go into them are ASCII. */
  static Map<String, String> write(OrganizationId organization, AssetDescriptor descriptor) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(ORGANIZATION_ID, organization.value());
    put(metadata, KIND, descriptor.kind());
    put(metadata, THUMBNAIL_URL, descriptor.thumbnailUrl());
    put(metadata, DURATION_MS, descriptor.durationMs());
    put(metadata, WIDTH, descriptor.width());
    put(metadata, HEIGHT, descriptor.height());
    put(metadata, CHECKSUM_SHA256, descriptor.checksumSha256());
    put(metadata, EXPIRES_AT, descriptor.expiresAt());
    return metadata;
  }

  private static void put(Map<String, String> metadata, String name, @Nullable Object value) {
    if (value != null) {
      metadata.put(name, Rfc2047.protect(value.toString()));
    }
  }

  /** What an object says of itself. */
  static Description read(Bucket.Head head, MediaLocation location) {
    ObjectMetadata stamp = new ObjectMetadata(head.metadata());
    OrganizationId organization = null;
    try {
      organization = stamp.field(ORGANIZATION_ID, OrganizationId::new);
      return organization == null
          ? new Undescribed(null, NOT_STAMPED)
          : new Described(organization, stamp.descriptor(head, location));
    } catch (IllegalArgumentException e) {
      return new Undescribed(organization, String.valueOf(e.getMessage()));
    }
  }

  private AssetDescriptor descriptor(Bucket.Head head, MediaLocation location) {
    return AssetDescriptor.at(parsed("URL", head.key(), location::url))
        .kind(field(KIND, Kind::new))
        .thumbnailUrl(field(THUMBNAIL_URL, text -> new MediaUrl(escaped(text))))
        .mimeType(optional("Content-Type", head.contentType(), MimeType::new))
        .sizeBytes(head.sizeBytes())
        .durationMs(field(DURATION_MS, ObjectMetadata::number))
        .width(field(WIDTH, ObjectMetadata::pixels))
        .height(field(HEIGHT, ObjectMetadata::pixels))
        .checksumSha256(field(CHECKSUM_SHA256, Sha256::new))
        .expiresAt(field(EXPIRES_AT, UtcTime::parse))
        .build();
  }

  private <T> @Nullable T field(String name, Function<String, T> parse) {
    return optional(name, metadata.get(name), value -> parse.apply(Rfc2047.decode(value)));
  }

  private static <T> @Nullable T optional(
      String name, @Nullable String value, Function<String, T> parse) {
    return value == null ? null : parsed(name, value, parse);
  }

  private static <T> T parsed(String name, String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static int pixels(String text) {
    long number = number(text);
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not from 1 to " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /** Digits and nothing else: what Java parses beyond them is not what anybody meant. */
  private static long number(String text) {
    if (text.isEmpty()
        || text.length() > MAX_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("not 1 to " + MAX_DIGITS + " digits");
    }
    return Long.parseLong(text);
  }

  /** A URL that another writer stored with its characters instead of their escapes. */
  private static String escaped(String url) {
    StringBuilder escaped = new StringBuilder(url.length());
    for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
      if (b < 0) {
        escaped.append('%').append(HEX.toHexDigits(b));
      } else {
        escaped.append((char) b);
      }
    }
    return escaped.toString();
  }
}
