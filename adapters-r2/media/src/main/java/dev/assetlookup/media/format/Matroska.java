package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Films and sounds in WebM and Matroska (RFC 9559). */
final class Matroska {
  private static final long HEADER = 0x1A45DFA3;
  private static final long DOC_TYPE = 0x4282;
  private static final long SEGMENT = 0x18538067;
  private static final long INFO = 0x1549A966;
  private static final long TIMESTAMP_SCALE = 0x2AD7B1;
  private static final long DURATION = 0x4489;
  private static final long TRACKS = 0x1654AE6B;
  private static final long TRACK = 0xAE;
  private static final long TRACK_TYPE = 0x83;
  private static final long ENABLED = 0xB9;
  private static final long VIDEO = 0xE0;
  private static final long PIXEL_WIDTH = 0xB0;
  private static final long PIXEL_HEIGHT = 0xBA;
  private static final long CROP_BOTTOM = 0x54AA;
  private static final long CROP_TOP = 0x54BB;
  private static final long CROP_LEFT = 0x54CC;
  private static final long CROP_RIGHT = 0x54DD;
  private static final long DISPLAY_WIDTH = 0x54B0;
  private static final long DISPLAY_HEIGHT = 0x54BA;
  private static final long PROJECTION = 0x7670;
  private static final long PROJECTION_TYPE = 0x7671;
  private static final long ROLL = 0x7675;

  private static final int PICTURE_TRACK = 1;
  private static final int SOUND_TRACK = 2;
  private static final int MAX_DOC_TYPE = 16;
  private static final long MILLISECOND_NANOS = 1_000_000;
  private static final double NANOS = 1e9;
  private static final int QUARTER_TURN = 90;

  private final MediaBytes file;
  private @Nullable EbmlElement info;
  private @Nullable EbmlElement tracks;
  private boolean isCut;

  private Matroska(MediaBytes file) {
    this.file = file;
  }

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    EbmlElement header = EbmlElement.at(file, 0, file.size());
    EbmlElement type =
        header == null || header.id() != HEADER ? null : header.child(file, DOC_TYPE);
    if (header == null || type == null) {
      return null;
    }
    // Zeros may follow it.
    String name =
        file.text(type.start(), (int) Math.min(type.end() - type.start(), MAX_DOC_TYPE)).strip();
    name = name.replace("\0", "");
    return switch (name) {
      case "webm" -> new Matroska(file).read(header, "webm");
      case "matroska" -> new Matroska(file).read(header, "x-matroska");
      default -> null;
    };
  }

  private MediaProperties read(EbmlElement header, String subtype) throws IOException {
    try {
      find(header.end());
    } catch (MalformedException e) {
      isCut = true;
    }
    PixelSize size = null;
    boolean picture = false;
    boolean sound = false;
    try {
      EbmlElement track =
          tracks == null ? null : EbmlElement.at(file, tracks.start(), tracks.end());
      while (tracks != null && track != null) {
        long type = track.id() == TRACK ? track.number(file, TRACK_TYPE, 0) : 0;
        if (type == PICTURE_TRACK && track.number(file, ENABLED, 1) == 1 && !picture) {
          picture = true;
          size = size(track);
        }
        sound |= type == SOUND_TRACK;
        track = EbmlElement.at(file, track.end(), tracks.end());
      }
    } catch (MalformedException e) {
      isCut = true;
    }
    return new MediaProperties(type(subtype, picture, sound), size, durationMs());
  }

  private static String type(String subtype, boolean picture, boolean sound) {
    if (picture || !sound) {
      // A Matroska file without tracks may be anything; WebM has no such type.
      return (picture || subtype.equals("webm") ? "video/" : "application/") + subtype;
    }
    return "audio/" + subtype;
  }

  /** Finds what describes; it stands before the samples or, if their length is known, behind. */
  private void find(long from) throws IOException {
    EbmlElement segment = EbmlElement.at(file, from, file.size());
    while (segment != null && segment.id() != SEGMENT) {
      segment = EbmlElement.at(file, segment.end(), file.size());
    }
    if (segment == null) {
      return;
    }
    isCut = !segment.isWhole();
    EbmlElement element = EbmlElement.at(file, segment.start(), segment.end());
    while (element != null && (info == null || tracks == null)) {
      if (element.id() == INFO) {
        info = element;
      } else if (element.id() == TRACKS) {
        tracks = element;
      }
      isCut |= !element.isWhole();
      element = EbmlElement.at(file, element.end(), segment.end());
    }
  }

  private @Nullable PixelSize size(EbmlElement track) throws IOException {
    EbmlElement video = track.child(file, VIDEO);
    if (video == null) {
      return null;
    }
    long across = video.number(file, CROP_LEFT, 0) + video.number(file, CROP_RIGHT, 0);
    long down = video.number(file, CROP_TOP, 0) + video.number(file, CROP_BOTTOM, 0);
    PixelSize coded =
        PixelSize.of(
            video.number(file, PIXEL_WIDTH, 0) - across,
            video.number(file, PIXEL_HEIGHT, 0) - down);
    if (coded == null) {
      return null;
    }
    // Whatever their unit is, their ratio says how wide a pixel is.
    double width = video.number(file, DISPLAY_WIDTH, 0);
    double height = video.number(file, DISPLAY_HEIGHT, 0);
    double aspect =
        width <= 0 || height <= 0 ? 1 : width * coded.height() / (height * coded.width());
    PixelSize shown = coded.stretched(aspect);
    return shown != null && isTurned(video) ? shown.turned() : shown;
  }

  private boolean isTurned(EbmlElement video) throws IOException {
    EbmlElement projection = video.child(file, PROJECTION);
    return projection != null
        && projection.number(file, PROJECTION_TYPE, 0) == 0
        && Math.abs(projection.decimal(file, ROLL, 0)) == QUARTER_TURN;
  }

  private @Nullable Long durationMs() throws IOException {
    if (info == null || isCut) {
      return null;
    }
    try {
      long scale = info.number(file, TIMESTAMP_SCALE, MILLISECOND_NANOS);
      return MediaProperties.millis(info.decimal(file, DURATION, 0) * scale / NANOS);
    } catch (MalformedException e) {
      return null;
    }
  }
}
