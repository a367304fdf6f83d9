package dev.assetlookup.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/** Tells the MIME types of files whose headers are not read, by content. Thread-safe. */
final class MediaTypes {
  static final String UNKNOWN = "application/octet-stream";

  private static final String MEDIA = "(image|video|audio)/.*";

  // What Tika calls otherwise than the registry or, where that has no name, the browsers.
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
    // Tika lets the name choose only among the types that the content may be.
    String chosen = detect(file, named);
    // A text or another document is no medium because of its name.
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
