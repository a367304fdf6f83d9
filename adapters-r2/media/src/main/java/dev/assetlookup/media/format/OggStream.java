package dev.assetlookup.media.format;

import java.io.IOException;

/** The streams that Ogg is used for, by what their first packet begins with. */
enum OggStream {
  VORBIS("\u0001vorbis", false),
  OPUS("OpusHead", false),
  SPEEX("Speex   ", false),
  FLAC("\u007fFLAC", false),
  PCM("PCM     ", false),
  THEORA("\u0080theora", true),
  DIRAC("BBCD\0", true),
  VP8("OVP80", true),
  DAALA("\u0080daala", true),
  OGM_VIDEO("\u0001video", true),
  /** Any other one, such as subtitles. */
  OTHER("", false);

  private final String start;
  private final boolean isPicture;

  OggStream(String start, boolean isPicture) {
    this.start = start;
    this.isPicture = isPicture;
  }

  static OggStream at(MediaBytes file, long packet) throws IOException {
    for (OggStream stream : values()) {
      if (stream != OTHER && file.has(packet, stream.start)) {
        return stream;
      }
    }
    return OTHER;
  }

  boolean isPicture() {
    return isPicture;
  }

  boolean isSound() {
    return !isPicture && this != OTHER;
  }
}
