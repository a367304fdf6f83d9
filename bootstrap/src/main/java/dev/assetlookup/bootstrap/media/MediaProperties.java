package dev.assetlookup.bootstrap.media;

import com.drew.imaging.FileType;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.avi.AviDirectory;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.mov.QuickTimeDirectory;
import com.drew.metadata.mov.media.QuickTimeVideoDirectory;
import com.drew.metadata.mp4.Mp4Directory;
import com.drew.metadata.mp4.media.Mp4VideoDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.webp.WebpDirectory;
import java.io.IOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;

/** Size as shown, and playing time, where a file tells them truly. */
record MediaProperties(
    @Nullable Integer width, @Nullable Integer height, @Nullable Long durationMs) {
  private static final MediaProperties NONE = new MediaProperties(null, null, null);
  // No picture is larger than 2^20 across, no playing time longer than a year.
  private static final int MAX_PIXELS = 1 << 20;
  private static final double MAX_MILLIS = 366.0 * 24 * 3600 * 1000;
  private static final int QUARTER_TURN = 90;
  private static final int FIRST_TURNED = 5;
  private static final int LAST_TURNED = 8;

  static MediaProperties of(FileType format, Metadata metadata) {
    return switch (format) {
      case Jpeg ->
          picture(
              metadata,
              JpegDirectory.class,
              JpegDirectory.TAG_IMAGE_WIDTH,
              JpegDirectory.TAG_IMAGE_HEIGHT,
              isTurnedByExif(metadata));
      case Png ->
          picture(
              metadata,
              PngDirectory.class,
              PngDirectory.TAG_IMAGE_WIDTH,
              PngDirectory.TAG_IMAGE_HEIGHT,
              isTurnedByExif(metadata));
      case WebP ->
          picture(
              metadata,
              WebpDirectory.class,
              WebpDirectory.TAG_IMAGE_WIDTH,
              WebpDirectory.TAG_IMAGE_HEIGHT,
              isTurnedByExif(metadata));
      case Gif ->
          picture(
              metadata,
              GifHeaderDirectory.class,
              GifHeaderDirectory.TAG_IMAGE_WIDTH,
              GifHeaderDirectory.TAG_IMAGE_HEIGHT,
              false);
      case Bmp ->
          picture(
              metadata,
              BmpHeaderDirectory.class,
              BmpHeaderDirectory.TAG_IMAGE_WIDTH,
              BmpHeaderDirectory.TAG_IMAGE_HEIGHT,
              false);
      case Avif ->
          picture(
              metadata,
              HeifDirectory.class,
              HeifDirectory.TAG_IMAGE_WIDTH,
              HeifDirectory.TAG_IMAGE_HEIGHT,
              isTurned(metadata, HeifDirectory.class, HeifDirectory.TAG_IMAGE_ROTATION, 1));
      // Its playing time the library rounds to seconds.
      case Avi ->
          picture(
              metadata, AviDirectory.class, AviDirectory.TAG_WIDTH, AviDirectory.TAG_HEIGHT, false);
      case Mp4 ->
          picture(
                  metadata,
                  Mp4VideoDirectory.class,
                  Mp4VideoDirectory.TAG_WIDTH,
                  Mp4VideoDirectory.TAG_HEIGHT,
                  isTurned(metadata, Mp4Directory.class, Mp4Directory.TAG_ROTATION, QUARTER_TURN))
              .playing(metadata, Mp4Directory.class, Mp4Directory.TAG_DURATION_SECONDS);
      case QuickTime ->
          picture(
                  metadata,
                  QuickTimeVideoDirectory.class,
                  QuickTimeVideoDirectory.TAG_WIDTH,
                  QuickTimeVideoDirectory.TAG_HEIGHT,
                  isTurned(
                      metadata,
                      QuickTimeDirectory.class,
                      QuickTimeDirectory.TAG_ROTATION,
                      QUARTER_TURN))
              .playing(metadata, QuickTimeDirectory.class, QuickTimeDirectory.TAG_DURATION_SECONDS);
      // HEIC tells the size of its tiles, raw formats that of a preview.
      default -> NONE;
    };
  }

  /** Of a WAV file, by its header alone. */
  static MediaProperties ofSound(Path path) {
    try {
      AudioFileFormat sound = AudioSystem.getAudioFileFormat(path.toFile());
      double seconds = sound.getFrameLength() / (double) sound.getFormat().getFrameRate();
      return new MediaProperties(null, null, millis(seconds));
    } catch (UnsupportedAudioFileException | IOException | RuntimeException e) {
      return NONE;
    }
  }

  /** The first directory that has a size: a film may have a track of time codes before. */
  private static MediaProperties picture(
      Metadata metadata,
      Class<? extends Directory> type,
      int widthTag,
      int heightTag,
      boolean turned) {
    for (Directory directory : metadata.getDirectoriesOfType(type)) {
      Integer width = pixels(directory.getInteger(widthTag));
      Integer height = pixels(directory.getInteger(heightTag));
      if (width != null && height != null) {
        return turned
            ? new MediaProperties(height, width, null)
            : new MediaProperties(width, height, null);
      }
    }
    return NONE;
  }

  private static @Nullable Integer pixels(@Nullable Integer value) {
    // Below zero is the height of a bitmap whose rows are stored from the top.
    int pixels = value == null ? 0 : Math.abs(value);
    return pixels > 0 && pixels <= MAX_PIXELS ? pixels : null;
  }

  private static boolean isTurnedByExif(Metadata metadata) {
    Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return orientation != null && orientation >= FIRST_TURNED && orientation <= LAST_TURNED;
  }

  /** Whether it is turned by an odd number of quarters. */
  private static boolean isTurned(
      Metadata metadata, Class<? extends Directory> type, int tag, int quarter) {
    Directory directory = metadata.getFirstDirectoryOfType(type);
    Double rotation = directory == null ? null : directory.getDoubleObject(tag);
    return rotation != null && Math.floorMod(Math.round(rotation / quarter), 2) == 1;
  }

  private MediaProperties playing(
      Metadata metadata, Class<? extends Directory> type, int secondsTag) {
    Directory directory = metadata.getFirstDirectoryOfType(type);
    Rational seconds = directory == null ? null : directory.getRational(secondsTag);
    return new MediaProperties(
        width, height, seconds == null ? null : millis(seconds.doubleValue()));
  }

  private static @Nullable Long millis(double seconds) {
    double millis = seconds * 1000;
    return millis > 0 && millis <= MAX_MILLIS ? Math.round(millis) : null;
  }
}
