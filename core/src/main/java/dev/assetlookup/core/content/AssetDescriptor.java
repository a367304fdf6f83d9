package dev.assetlookup.core.content;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one media file. Null means unknown; nothing unknown is ever invented.
 *
 * @param url where the bytes live, with a file name
 * @param kind what it is to a reader
 * @param thumbnailUrl a preview, if there is one
 * @param mimeType its media type
 * @param sizeBytes its length in bytes, 0 or more
 * @param durationMs its playing time in milliseconds, 0 or more; never on an image
 * @param width in pixels, more than 0
 * @param height in pixels, more than 0
 * @param checksumSha256 the digest of its bytes
 * @param expiresAt when it stops being there, truncated to microseconds
 */
public record AssetDescriptor(
    MediaUrl url,
    Kind kind,
    @Nullable MediaUrl thumbnailUrl,
    @Nullable MimeType mimeType,
    @Nullable Long sizeBytes,
    @Nullable Long durationMs,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Sha256 checksumSha256,
    @Nullable Instant expiresAt) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range, the URL has no file name, or an
   *     image has a duration
   */
  public AssetDescriptor {
    if (url.fileName().isEmpty()) {
      throw new IllegalArgumentException("url has no file name: " + Texts.quoted(url.value()));
    }
    requireAtLeast(0, sizeBytes, "sizeBytes");
    requireAtLeast(0, durationMs, "durationMs");
    requireAtLeast(1, width, "width");
    requireAtLeast(1, height, "height");
    if (durationMs != null && kind.equals(Kind.IMAGE)) {
      throw new IllegalArgumentException("durationMs is not for an image");
    }
    expiresAt = expiresAt == null ? null : UtcTime.storable(expiresAt, "expiresAt");
  }

  private static void requireAtLeast(long least, @Nullable Number value, String name) {
    if (value != null && value.longValue() < least) {
      throw new IllegalArgumentException(name + " is less than " + least + ": " + value);
    }
  }

  /**
   * All URLs of it.
   *
   * @return that of the media and, if there is one, that of the thumbnail
   */
  public Stream<MediaUrl> urls() {
    return Stream.of(Optional.of(url), Optional.ofNullable(thumbnailUrl)).flatMap(Optional::stream);
  }

  /** How long its long texts are together; of the others each takes a few bytes. */
  int textLength() {
    return urls().mapToInt(url -> url.value().length()).sum();
  }

  /**
   * Whether the asset has stopped being there.
   *
   * @param now the time to judge by
   * @return true from {@code expiresAt} on
   */
  public boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /**
   * Starts a descriptor of which only the URL is known.
   *
   * @param url where the bytes live
   * @return a new builder
   */
  public static Builder at(MediaUrl url) {
    return new Builder(url);
  }

  /** Gathers what is known. Not thread-safe. */
  public static final class Builder {
    private final MediaUrl url;
    private @Nullable Kind kind;
    private @Nullable MediaUrl thumbnailUrl;
    private @Nullable MimeType mimeType;
    private @Nullable Long sizeBytes;
    private @Nullable Long durationMs;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable Sha256 checksumSha256;
    private @Nullable Instant expiresAt;

    private Builder(MediaUrl url) {
      this.url = url;
    }

    /**
     * Sets the kind; left out, it is {@linkplain Kind#infer inferred}.
     *
     * @param kind the kind, or null
     * @return this
     */
    public Builder kind(@Nullable Kind kind) {
      this.kind = kind;
      return this;
    }

    /**
     * Sets the preview.
     *
     * @param thumbnailUrl the URL, or null
     * @return this
     */
    public Builder thumbnailUrl(@Nullable MediaUrl thumbnailUrl) {
      this.thumbnailUrl = thumbnailUrl;
      return this;
    }

    /**
     * Sets the media type.
     *
     * @param mimeType the type, or null
     * @return this
     */
    public Builder mimeType(@Nullable MimeType mimeType) {
      this.mimeType = mimeType;
      return this;
    }

    /**
     * Sets the length.
     *
     * @param sizeBytes bytes, or null
     * @return this
     */
    public Builder sizeBytes(@Nullable Long sizeBytes) {
      this.sizeBytes = sizeBytes;
      return this;
    }

    /**
     * Sets the playing time.
     *
     * @param durationMs milliseconds, or null
     * @return this
     */
    public Builder durationMs(@Nullable Long durationMs) {
      this.durationMs = durationMs;
      return this;
    }

    /**
     * Sets the width.
     *
     * @param width pixels, or null
     * @return this
     */
    public Builder width(@Nullable Integer width) {
      this.width = width;
      return this;
    }

    /**
     * Sets the height.
     *
     * @param height pixels, or null
     * @return this
     */
    public Builder height(@Nullable Integer height) {
      this.height = height;
      return this;
    }

    /**
     * Sets the digest of the bytes.
     *
     * @param checksumSha256 the digest, or null
     * @return this
     */
    public Builder checksumSha256(@Nullable Sha256 checksumSha256) {
      this.checksumSha256 = checksumSha256;
      return this;
    }

    /**
     * Sets the end of its life.
     *
     * @param expiresAt the instant, or null
     * @return this
     */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /**
     * Builds the descriptor from what was set.
     *
     * @return a new descriptor
     * @throws IllegalArgumentException as the constructor of {@link AssetDescriptor}
     */
    public AssetDescriptor build() {
      return new AssetDescriptor(
          url,
          kind != null ? kind : Kind.infer(mimeType, url),
          thumbnailUrl,
          mimeType,
          sizeBytes,
          durationMs,
          width,
          height,
          checksumSha256,
          expiresAt);
    }
  }
}
