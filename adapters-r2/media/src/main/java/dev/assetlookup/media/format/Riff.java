package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is in chunks of RIFF: WAV with its large forms RF64 and BW64, WebP and AVI. */
final class Riff {
  private static final Set<String> SOUND_FORMS = Set.of("RIFF", "RF64", "BW64");
  private static final int FIRST_CHUNK = 12;

  private Riff() {}

  static @Nullable MediaProperties read(MediaBytes file) throws IOException {
    if (file.size() < FIRST_CHUNK) {
      return null;
    }
    String form = file.text(0, 4);
    String content = file.text(8, 4);
    if (SOUND_FORMS.contains(form) && content.equals("WAVE")) {
      return new MediaProperties("audio/wav", null, durationMs(file));
    }
    if (!form.equals("RIFF")) {
      return null;
    }
    return switch (content) {
      case "WEBP" -> new MediaProperties("image/webp", webpSize(file), null);
      case "AVI " -> new MediaProperties("video/x-msvideo", aviSize(file), null);
      default -> null;
    };
  }

  /**
   * A chunk.
   *
   * @param length as it says, of which less may be there
   */
  private record Chunk(String id, long start, long length) {

    static @Nullable Chunk at(MediaBytes file, long position) throws IOException {
      return position > file.size() - 8
          ? null
          : new Chunk(file.text(position, 4), position + 8, file.u32le(position + 4));
    }

    /** The next one; each begins at an even place. */
    @Nullable Chunk next(MediaBytes file) throws IOException {
      return at(file, start + length + length % 2);
    }

    static @Nullable Chunk find(MediaBytes file, String id, long from) throws IOException {
      Chunk chunk = at(file, from);
      while (chunk != null && !chunk.id.equals(id)) {
        chunk = chunk.next(file);
      }
      return chunk;
    }
  }

  // What programs write that do not know how much will come.
  private static final Set<Long> UNKNOWN_LENGTHS = Set.of(0xFFFF_FFFFL, 0x7FFF_FFFFL);

  private static @Nullable Long durationMs(MediaBytes file) throws IOException {
    try {
      Chunk format = Chunk.find(file, "fmt ", FIRST_CHUNK);
      Chunk data = Chunk.find(file, "data", FIRST_CHUNK);
      if (format == null || data == null) {
        return null;
      }
      long frame = frameBytes(file, format);
      long rate = file.u32le(format.start() + 4);
      if (frame == 0 || rate == 0) {
        return null;
      }
      long frames = soundBytes(file, data) / frame;
      return MediaProperties.millis((double) frames / rate);
    } catch (MalformedException e) {
      return null;
    }
  }

  /** How much of it is there. */
  private static long soundBytes(MediaBytes file, Chunk data) throws IOException {
    long there = file.size() - data.start();
    long length = data.length();
    if (length == 0xFFFF_FFFFL && !file.has(0, "RIFF")) {
      Chunk sizes = Chunk.find(file, "ds64", FIRST_CHUNK);
      length = sizes == null ? 0 : file.i64le(sizes.start() + 8);
      return length > 0 && length < there ? length : there;
    }
    // A program that was ended did not come back to write the two lengths.
    boolean unfinished = length == 0 && file.u32le(4) <= data.start();
    return unfinished || UNKNOWN_LENGTHS.contains(length) ? there : Math.min(length, there);
  }

  private static final Set<Integer> UNCOMPRESSED = Set.of(1, 3, 6, 7);
  private static final int EXTENSIBLE = 0xFFFE;

  /** The bytes of one sample of all channels; zero where samples are compressed or unclear. */
  private static int frameBytes(MediaBytes file, Chunk format) throws IOException {
    int coding = file.u16le(format.start());
    if (coding == EXTENSIBLE) {
      coding = file.u16le(format.start() + 24);
    }
    int channels = file.u16le(format.start() + 2);
    int frame = file.u16le(format.start() + 12);
    int bits = file.u16le(format.start() + 14);
    boolean consistent = frame == channels * ((bits + 7) / 8);
    return UNCOMPRESSED.contains(coding) && consistent ? frame : 0;
  }

  private static final int CANVAS_HAS_EXIF = 0x8;
  // The two bits above say how to scale, which decoders ignore.
  private static final int VP8_SIZE = 0x3FFF;
  private static final String VP8_KEY_FRAME = "\u009d\u0001*";
  private static final int VP8L_SIGNATURE = 0x2F;

  private static @Nullable PixelSize webpSize(MediaBytes file) throws IOException {
    try {
      Chunk first = Chunk.at(file, FIRST_CHUNK);
      if (first == null) {
        return null;
      }
      long at = first.start();
      return switch (first.id()) {
        case "VP8 " ->
            file.has(at + 3, VP8_KEY_FRAME)
                ? PixelSize.of(file.u16le(at + 6) & VP8_SIZE, file.u16le(at + 8) & VP8_SIZE)
                : null;
        case "VP8L" -> {
          long bits = file.u32le(at + 1);
          yield file.u8(at) == VP8L_SIGNATURE
              ? PixelSize.of((bits & VP8_SIZE) + 1, (bits >> 14 & VP8_SIZE) + 1)
              : null;
        }
        case "VP8X" -> {
          boolean turned = (file.u8(at) & CANVAS_HAS_EXIF) != 0 && isTurned(file, first.next(file));
          // Some readers turn it, and some do not.
          yield turned ? null : PixelSize.of(file.u24le(at + 4) + 1L, file.u24le(at + 7) + 1L);
        }
        default -> null;
      };
    } catch (MalformedException e) {
      return null;
    }
  }

  private static boolean isTurned(MediaBytes file, @Nullable Chunk from) throws IOException {
    Chunk exif = from;
    while (exif != null && !exif.id().equals("EXIF")) {
      exif = exif.next(file);
    }
    return exif != null && ExifOrientation.isTurned(file, exif.start(), exif.length());
  }

  private static @Nullable PixelSize aviSize(MediaBytes file) throws IOException {
    try {
      Chunk list = Chunk.find(file, "LIST", FIRST_CHUNK);
      Chunk header =
          list == null || !file.has(list.start(), "hdrl")
              ? null
              : Chunk.find(file, "avih", list.start() + 4);
      return header == null
          ? null
          : PixelSize.of(file.u32le(header.start() + 32), file.u32le(header.start() + 36));
    } catch (MalformedException e) {
      return null;
    }
  }
}
