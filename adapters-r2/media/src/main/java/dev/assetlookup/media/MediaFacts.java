package dev.assetlookup.media;

import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of a file say of it. Null means that they do not say.
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
  // What is in these their content alone does not tell.
  private static final Set<String> UNDECIDED =
      Set.of(MediaTypes.UNKNOWN, "application/ogg", "application/mp4", "application/x-matroska");

  /**
   * What it is to a reader. The extension counts only where the content leaves it open: a text is
   * not an image because of its name.
   *
   * @param url where it will be
   * @return the kind
   */
  public Kind kind(MediaUrl url) {
    boolean told = mimeType.value().matches(MEDIA) || UNDECIDED.contains(mimeType.value());
    return told ? Kind.infer(mimeType, url) : Kind.FILE;
  }
}
