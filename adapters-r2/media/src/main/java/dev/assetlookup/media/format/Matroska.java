package dev.assetlookup.media.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Films and sounds in WebM and Matroska (RFC 9559). */
final class Matroska {
  private static final int MAX_DOC_TYPE = 16;
  private static final long MILLISECOND_NANOS = 1_000_000;
  private static final double NANOS = 1e9;

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
        header == null || header.id() != MatroskaId.HEADER
            ? null
            : header.child(file, MatroskaId.DOC_TYPE);
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
      EbmlElement element =
          tracks == null ? null : EbmlElement.at(file, tracks.start(), tracks.end());
      while (tracks != null && element != null) {
        MatroskaTrack track = new MatroskaTrack(file, element);
        if (!picture && track.isPicture()) {
          picture = true;
          size = track.size();
        }
        sound |= track.isSound();
        element = EbmlElement.at(file, element.end(), tracks.end());
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
    while (segment != null && segment.id() != MatroskaId.SEGMENT) {
      segment = EbmlElement.at(file, segment.end(), file.size());
    }
    if (segment == null) {
      return;
    }
    isCut = !segment.isWhole();
    EbmlElement element = EbmlElement.at(file, segment.start(), segment.end());
    while (element != null && (info == null || tracks == null)) {
      if (element.id() == MatroskaId.INFO) {
        info = element;
      } else if (element.id() == MatroskaId.TRACKS) {
        tracks = element;
      }
      isCut |= !element.isWhole();
      element = EbmlElement.at(file, element.end(), segment.end());
    }
  }

  private @Nullable Long durationMs() throws IOException {
    if (info == null || isCut) {
      return null;
    }
    try {
      long scale = info.number(file, MatroskaId.TIMESTAMP_SCALE, MILLISECOND_NANOS);
      return MediaProperties.millis(info.decimal(file, MatroskaId.DURATION, 0) * scale / NANOS);
    } catch (MalformedException e) {
      return null;
    }
  }
}
