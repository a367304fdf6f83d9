package dev.assetlookup.media.format;

/** The ids of elements of Matroska (RFC 9559, 5.1) that are read. */
final class MatroskaId {
  static final long HEADER = 0x1A45DFA3;
  static final long DOC_TYPE = 0x4282;
  static final long SEGMENT = 0x18538067;
  static final long INFO = 0x1549A966;
  static final long TIMESTAMP_SCALE = 0x2AD7B1;
  static final long DURATION = 0x4489;
  static final long TRACKS = 0x1654AE6B;
  static final long TRACK = 0xAE;
  static final long TRACK_TYPE = 0x83;
  static final long ENABLED = 0xB9;
  static final long VIDEO = 0xE0;
  static final long PIXEL_WIDTH = 0xB0;
  static final long PIXEL_HEIGHT = 0xBA;
  static final long CROP_BOTTOM = 0x54AA;
  static final long CROP_TOP = 0x54BB;
  static final long CROP_LEFT = 0x54CC;
  static final long CROP_RIGHT = 0x54DD;
  static final long DISPLAY_WIDTH = 0x54B0;
  static final long DISPLAY_HEIGHT = 0x54BA;
  static final long PROJECTION = 0x7670;
  static final long PROJECTION_TYPE = 0x7671;
  static final long ROLL = 0x7675;

  private MatroskaId() {}
}
