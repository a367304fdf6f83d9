package dev.assetlookup.media.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of files, as {@code TYPE WxH MILLIS}, each only where known. */
final class ReadProperties {
  /** Of a file that is of no format that is read here. */
  static final String NOTHING = "nothing";

  private ReadProperties() {}

  static String of(Path folder, byte[] content) {
    try {
      return of(MediaFormats.read(Files.write(folder.resolve("file"), content)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String of(@Nullable MediaProperties properties) {
    if (properties == null) {
      return NOTHING;
    }
    PixelSize size = properties.size();
    return properties.type()
        + (size == null ? "" : " " + size.width() + "x" + size.height())
        + (properties.durationMs() == null ? "" : " " + properties.durationMs());
  }

  /** A file that is kept beside the tests of the readers. */
  static byte[] kept(String name) {
    String path = "/dev/assetlookup/media/" + name;
    try (InputStream in =
        Objects.requireNonNull(ReadProperties.class.getResourceAsStream(path), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
