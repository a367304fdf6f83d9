package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A track of a movie.
 *
 * @param id its number
 * @param isEnabled whether it is played
 * @param handler what it is of
 * @param ticks how long it is shown, in the time of the movie, {@link Movie#UNKNOWN} if not known
 * @param timescale ticks a second of its own time, zero if it is not known
 * @param size of its pictures as shown, null if it has none or it is not known
 * @param edits when it begins
 * @param chapters the numbers of the tracks that are its chapters
 * @param times the durations of the samples that do not stand in fragments, null if there are none
 */
record MovieTrack(
    long id,
    boolean isEnabled,
    String handler,
    long ticks,
    long timescale,
    @Nullable PixelSize size,
    Edits edits,
    Set<Long> chapters,
    @Nullable IsoBox times) {
  private static final int MAX_CHAPTERS = 16;
  private static final int ENTRY_HEAD = 8;
  // The fields of a sample entry of a picture; boxes follow.
  private static final int VISUAL = 78;

  MovieTrack {
    chapters = Set.copyOf(chapters);
  }

  /** Reads a track; empty if it is too broken to know what it holds. */
  static Optional<MovieTrack> read(MediaBytes file, IsoBox box, Movie.Turn movieTurn)
      throws IOException {
    try {
      IsoBox header = box.required(file, "tkhd");
      boolean small = header.version(file) == 0;
      long at = header.start() + (small ? 12 : 20);
      String handler = file.text(box.required(file, "mdia", "hdlr").start() + 8, 4);
      Movie.Turn turn = movieTurn.then(Movie.Turn.read(file, at + (small ? 28 : 32)));
      return Optional.of(
          new MovieTrack(
              file.u32(at),
              (header.flags(file) & 1) == 1,
              handler,
              Movie.ticks(file, at + 8, small),
              timescale(file, box.child(file, "mdia", "mdhd")),
              size(file, box, at + (small ? 64 : 68), turn),
              Edits.read(file, box.child(file, "edts", "elst")),
              chapters(file, box.child(file, "tref", "chap")),
              box.child(file, "mdia", "minf", "stbl", "stts")));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static Set<Long> chapters(MediaBytes file, @Nullable IsoBox references)
      throws IOException {
    Set<Long> chapters = new HashSet<>();
    long at = references == null ? 0 : references.start();
    long end = references == null ? 0 : references.end();
    while (at + Integer.BYTES <= end && chapters.size() < MAX_CHAPTERS) {
      chapters.add(file.u32(at));
      at += Integer.BYTES;
    }
    return chapters;
  }

  private static long timescale(MediaBytes file, @Nullable IsoBox header) throws IOException {
    return header == null ? 0 : file.u32(header.start() + (header.version(file) == 0 ? 12 : 20));
  }

  boolean isPicture() {
    return handler.equals("vide") || handler.equals("pict");
  }

  boolean isSound() {
    return handler.equals("soun");
  }

  private static @Nullable PixelSize size(
      MediaBytes file, IsoBox track, long shownAt, Movie.Turn turn) throws IOException {
    IsoBox descriptions = track.child(file, "mdia", "minf", "stbl", "stsd");
    IsoBox entry =
        descriptions == null
            ? null
            : IsoBox.at(file, descriptions.start() + ENTRY_HEAD, descriptions.end());
    if (entry == null || turn == Movie.Turn.OTHER || entry.end() - entry.start() < VISUAL) {
      return null;
    }
    PixelSize coded = PixelSize.of(file.u16(entry.start() + 24), file.u16(entry.start() + 26));
    if (coded == null) {
      return null;
    }
    PixelSize shown = coded.stretched(pixelAspect(file, entry, shownAt, coded));
    return shown == null || turn == Movie.Turn.NONE ? shown : shown.turned();
  }

  /** What the pixels say of themselves; else what the size says at which the track is shown. */
  private static double pixelAspect(MediaBytes file, IsoBox entry, long shownAt, PixelSize coded)
      throws IOException {
    IsoBox pixels = IsoBox.find(file, "pasp", entry.start() + VISUAL, entry.end());
    if (pixels != null) {
      long across = file.u32(pixels.start());
      long down = file.u32(pixels.start() + 4);
      if (across > 0 && down > 0 && across != down) {
        return (double) across / down;
      }
    }
    long width = file.u32(shownAt);
    long height = file.u32(shownAt + 4);
    return width == 0 || height == 0
        ? 1
        : ((double) width * coded.height()) / ((double) height * coded.width());
  }

  /** How long the samples are that do not stand in fragments, in its own time. */
  double sampleTicks(MediaBytes file) throws IOException {
    if (times == null) {
      return 0;
    }
    double ticks = 0;
    long entries = file.u32(times.start() + 4);
    for (long i = 0, at = times.start() + 8; i < entries && at + 8 <= times.end(); i++, at += 8) {
      ticks += (double) file.u32(at) * file.u32(at + 4);
    }
    return ticks;
  }

  /**
   * When a track begins.
   *
   * @param delayTicks after the start of the movie, in the time of the movie
   * @param mediaTime with this of its own time
   * @param isSimple false if more was cut, so that the length is not known
   */
  record Edits(double delayTicks, long mediaTime, boolean isSimple) {
    private static final long EMPTY = -1;
    private static final int MAX = 16;

    static Edits read(MediaBytes file, @Nullable IsoBox box) throws IOException {
      double delay = 0;
      if (box == null) {
        return new Edits(delay, 0, true);
      }
      boolean small = box.version(file) == 0;
      int length = small ? 12 : 20;
      long entries = file.u32(box.start() + 4);
      for (long i = 0; i < Math.min(entries, MAX); i++) {
        long at = box.start() + 8 + i * length;
        long mediaTime = small ? file.i32(at + 4) : file.i64(at + 8);
        if (mediaTime != EMPTY) {
          return new Edits(delay, mediaTime, i == entries - 1);
        }
        delay += small ? file.u32(at) : file.i64(at);
      }
      return new Edits(delay, 0, entries <= MAX);
    }
  }
}
