package dev.assetlookup.media;

import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.media.format.MediaFormats;
import dev.assetlookup.media.format.MediaProperties;
import dev.assetlookup.media.format.PixelSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;

/**
 * Reads type, size, checksum, dimensions and playing time of files from their bytes. Any file can
 * be read; the facts of one that is cut off or broken are incomplete. Headers are read as far as
 * needed, a few kilobytes at a time. Thread-safe.
 */
public final class MediaReader {
  private static final int BUFFER = 1 << 16;

  private final MediaTypes types = new MediaTypes();

  /** A reader. */
  public MediaReader() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return what is known about it
   * @throws IOException if it cannot be read
   */
  public MediaFacts read(MediaFile file) throws IOException {
    return read(file, () -> false);
  }

  /**
   * Reads a file, unless it is ended.
   *
   * @param file the file
   * @param ended asked now and then; ends the reading once it says true
   * @return what is known about it
   * @throws InterruptedIOException if it was ended
   * @throws IOException if it cannot be read
   */
  public MediaFacts read(MediaFile file, BooleanSupplier ended) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    long size = digest(file.path(), digest, ended);
    MediaProperties properties = properties(file);
    PixelSize pixels = properties.size();
    return new MediaFacts(
        new MimeType(properties.type()),
        size,
        Sha256.of(digest),
        pixels == null ? null : pixels.width(),
        pixels == null ? null : pixels.height(),
        properties.durationMs());
  }

  private static long digest(Path path, MessageDigest digest, BooleanSupplier ended)
      throws IOException {
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (ended.getAsBoolean()) {
          throw new InterruptedIOException("ended");
        }
        digest.update(buffer, 0, read);
        size += read;
      }
    }
    return size;
  }

  /** What the reader of its format knows, else the type alone. */
  private MediaProperties properties(MediaFile file) throws IOException {
    MediaProperties properties = MediaFormats.read(file.path());
    return properties != null ? properties : new MediaProperties(types.detect(file), null, null);
  }
}
