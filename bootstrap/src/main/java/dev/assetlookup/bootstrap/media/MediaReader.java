package dev.assetlookup.bootstrap.media;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.mp4.media.Mp4SoundDirectory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/**
 * Reads what files are from their bytes. Any file may be read; of one that is cut off or broken
 * less is known. Holds the headers of a file in memory, not its content.
 */
public final class MediaReader {
  private static final int BUFFER = 1 << 16;
  private static final int BRAND_END = 12;
  private static final String QUICKTIME_BRAND = "ftypqt  ";

  private final MediaTypes types = new MediaTypes();

  /** A reader. */
  public MediaReader() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param ended asked now and then; ends the reading once it says true
   * @return what is known of it
   * @throws InterruptedIOException if it was ended
   * @throws IOException if it cannot be read
   */
  public MediaFacts read(MediaFile file, BooleanSupplier ended) throws IOException {
    MessageDigest digest = MediaOrder.sha256();
    long size = digest(file.path(), digest, ended);
    FileType format = format(file.path());
    Metadata metadata = metadata(file.path(), format);
    String type = type(format, types.detect(file), metadata);
    MediaProperties properties =
        format == FileType.Wav
            ? MediaProperties.ofSound(file.path())
            : MediaProperties.of(format, metadata);
    return new MediaFacts(
        new MimeType(type),
        size,
        new Sha256(HexFormat.of().formatHex(digest.digest())),
        properties.width(),
        properties.height(),
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

  private static FileType format(Path path) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      in.mark(BRAND_END);
      String head = new String(in.readNBytes(BRAND_END), StandardCharsets.ISO_8859_1);
      in.reset();
      FileType format = FileTypeDetector.detectFileType(in);
      // The library takes brands that it does not know for QuickTime, which has but one.
      boolean branded = head.startsWith("ftyp", Integer.BYTES);
      return format == FileType.QuickTime && branded && !head.endsWith(QUICKTIME_BRAND)
          ? FileType.Mp4
          : format;
    }
  }

  /** Empty where the format is unknown or the file is broken. */
  private static Metadata metadata(Path path, FileType format) {
    try (InputStream in = new BufferedInputStream(content(path, format))) {
      return ImageMetadataReader.readMetadata(in, -1, format);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      // A hostile file may nest deeply, or claim sizes that it does not have.
      return new Metadata();
    }
  }

  private static InputStream content(Path path, FileType format) throws IOException {
    return switch (format) {
      case Mp4, QuickTime -> new ByteArrayInputStream(MovieHeader.of(path));
      // Of this the library would read all samples into memory.
      case Wav -> InputStream.nullInputStream();
      default -> Files.newInputStream(path);
    };
  }

  /** Tika knows MP4 by its name only. */
  private static String type(FileType format, String detected, Metadata metadata) {
    boolean movie = detected.equals(MediaTypes.QUICKTIME) || detected.endsWith("/mp4");
    if (!movie) {
      return detected;
    }
    return switch (format) {
      case QuickTime -> MediaTypes.QUICKTIME;
      case Mp4 -> isSoundAlone(metadata) ? "audio/mp4" : "video/mp4";
      default -> detected;
    };
  }

  private static boolean isSoundAlone(Metadata metadata) {
    return metadata.containsDirectoryOfType(Mp4SoundDirectory.class)
        && !metadata.containsDirectoryOfType(Mp4VideoDirectory.class);
  }
}
