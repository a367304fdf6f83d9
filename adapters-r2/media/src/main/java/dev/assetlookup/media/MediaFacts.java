package dev.assetlookup.media;

import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a file say about it; null where they say nothing.
 *
 * @param mimeType its type by its content, {@code application/octet-stream} if nothing is
 *     recognized
 * @param sizeBytes its length
 * @param checksum the digest of its bytes
 * @param width pixels across as it is shown, that is after turning it as the file says
 * @param height pixels down as it is shown
 * @param durationMs its playing time in milliseconds
 */
public record MediaFacts(
    MimeType mimeType,
    long sizeBytes,
    Sha256 checksum,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Long durationMs) {
  private static final String MEDIA = "(image|video|audio)/.*";
  // Containers whose content alone does not decide between sound and pictures.
  private static final Set<String> UNDECIDED =
      Set.of(MediaTypes.UNKNOWN, "application/ogg", "application/mp4", "application/x-matroska");

  /**
   * The kind of the asset. The extension counts only where the content leaves it open: the name
   * does not make a text an image.
   *
   * @param url where it will be
   * @return the kind
   */
  public Kind kind(MediaUrl url) {
    boolean decided = mimeType.value().matches(MEDIA) || UNDECIDED.contains(mimeType.value());
    return decided ? Kind.infer(mimeType, url) : Kind.FILE;
  }
}
