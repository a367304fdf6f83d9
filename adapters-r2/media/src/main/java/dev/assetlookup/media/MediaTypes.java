package dev.assetlookup.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/** Detects the MIME types of files that no reader of formats knows. Thread-safe. */
final class MediaTypes {
  static final String UNKNOWN = "application/octet-stream";

  private static final String MEDIA = "(image|video|audio)/.*";

  // Types that Tika names differently from the IANA registry, or else from browsers.
  private static final Map<String, String> COMMON_NAMES =
      Map.of(
          "audio/x-aac", "audio/aac",
          "audio/x-flac", "audio/flac");

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

  /** The type of a file; {@link #UNKNOWN} if its content is of no known type. */
  String detect(MediaFile file) throws IOException {
    String byContent = detect(file, new Metadata());
    if (byContent.equals(UNKNOWN)) {
      return UNKNOWN;
    }
    Metadata named = new Metadata();
    named.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.name());
    // With a name, Tika chooses among the types that the content allows.
    String chosen = detect(file, named);
    // The name must not make a text, or another document, a medium.
    boolean invented = chosen.matches(MEDIA) && !byContent.matches(MEDIA);
    String type = invented ? byContent : chosen;
    return COMMON_NAMES.getOrDefault(type, type);
  }

  private String detect(MediaFile file, Metadata hints) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
      return types.detect(in, hints).getBaseType().toString();
    }
  }
}
