package dev.assetlookup.media.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the headers of media files. */
public final class MediaFormats {
  // Each recognizes its own content, so their order does not matter.
  private static final List<Family> FAMILIES =
      List.of(
          IsoMedia::read,
          Matroska::read,
          Riff::read,
          Ogg::read,
          Mp3::read,
          Stills::read,
          TransportStream::read,
          Svg::read);

  private MediaFormats() {}

  /** Formats with a reader in common. */
  private interface Family {
    /**
     * Reads the headers of a file. If it is cut off or broken, less is known.
     *
     * @return null if the file is not of this family
     * @throws MalformedException if it is too broken to be read
     */
    @Nullable MediaProperties read(MediaBytes file) throws IOException;
  }

  /**
   * Reads the headers of a file, whatever its name. If it is cut off or broken, less is known.
   *
   * @param path the file
   * @return what they say, null if the file is of no format that is read here
   * @throws IOException if it cannot be read
   */
  public static @Nullable MediaProperties read(Path path) throws IOException {
    try (MediaBytes file = MediaBytes.open(path)) {
      MediaProperties properties = null;
      for (int i = 0; properties == null && i < FAMILIES.size(); i++) {
        properties = read(file, FAMILIES.get(i));
      }
      return properties;
    }
  }

  private static @Nullable MediaProperties read(MediaBytes file, Family family) throws IOException {
    try {
      return family.read(file);
    } catch (MalformedException e) {
      return null;
    }
  }
}
