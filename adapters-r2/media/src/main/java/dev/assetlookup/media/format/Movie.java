package dev.assetlookup.media.format;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a movie box (ISO/IEC 14496-12) says of a film or sound.
 *
 * @param timescale ticks a second, zero if it is not known
 * @param ticks the playing time, {@link #UNKNOWN} if it is not known
 * @param extension announces fragments, null if there are none to come
 * @param tracks in order
 */
record Movie(long timescale, long ticks, @Nullable IsoBox extension, List<MovieTrack> tracks) {
  static final long UNKNOWN = -1;
  // What writers put where they do not know a time: all bits, or all but the sign.
  private static final Set<Long> PLACEHOLDERS =
      Set.of(-1L, Long.MAX_VALUE, 0xFFFF_FFFFL, (long) Integer.MAX_VALUE);
  private static final int MAX_TRACKS = 256;
  // How far what says the same may be apart.
  private static final double SLACK_SECONDS = 1;
  private static final double SLACK = 0.01;

  Movie {
    tracks = List.copyOf(tracks);
  }

  /** Reads it; if it is broken, less is known. */
  static Movie read(MediaBytes file, IsoBox box) throws IOException {
    long timescale = 0;
    long ticks = UNKNOWN;
    IsoBox extension = null;
    List<MovieTrack> tracks = new ArrayList<>();
    try {
      Turn turn = Turn.NONE;
      IsoBox header = box.child(file, "mvhd");
      if (header != null) {
        boolean small = header.version(file) == 0;
        long at = header.start() + (small ? 12 : 20);
        timescale = file.u32(at);
        ticks = ticks(file, at + 4, small);
        turn = Turn.read(file, at + (small ? 24 : 28));
      }
      extension = box.child(file, "mvex");
      IsoBox child = IsoBox.at(file, box.start(), box.end());
      while (child != null && tracks.size() < MAX_TRACKS) {
        if (child.type().equals("trak")) {
          MovieTrack.read(file, child, turn).ifPresent(tracks::add);
        }
        child = IsoBox.at(file, child.end(), box.end());
      }
    } catch (MalformedException e) {
      // What was read before is known.
    }
    return new Movie(timescale, ticks, extension, tracks);
  }

  /** A time of one or two words, {@link #UNKNOWN} if it is none. */
  static long ticks(MediaBytes file, long at, boolean small) throws IOException {
    long ticks = small ? file.u32(at) : file.i64(at);
    return ticks <= 0 || PLACEHOLDERS.contains(ticks) ? UNKNOWN : ticks;
  }

  boolean hasPicture() {
    return !pictures().isEmpty();
  }

  boolean hasSound() {
    return tracks.stream().anyMatch(MovieTrack::isSound);
  }

  /** The tracks to show, the first of all first. The pictures of chapters are none. */
  private List<MovieTrack> pictures() {
    Set<Long> chapters =
        tracks.stream().flatMap(track -> track.chapters().stream()).collect(toSet());
    return tracks.stream()
        .filter(track -> track.isPicture() && !chapters.contains(track.id()))
        .sorted(Comparator.comparing(MovieTrack::isEnabled).reversed())
        .toList();
  }

  /** As it is shown, null if it is not known. */
  @Nullable PixelSize pictureSize() {
    return pictures().isEmpty() ? null : pictures().getFirst().size();
  }

  /**
   * The playing time.
   *
   * @param firstFragment where to look for fragments, negative if there are none
   * @return milliseconds, null if it is not known
   */
  @Nullable Long durationMs(MediaBytes file, long firstFragment) throws IOException {
    try {
      if (firstFragment >= 0) {
        return MediaProperties.millis(MovieFragments.seconds(file, this, firstFragment));
      }
      // The first part of a stream has no samples, and may state the length of the whole.
      boolean empty = extension != null && longestMedia(file) == 0;
      return empty || !isCredible() ? null : MediaProperties.millis((double) ticks / timescale);
    } catch (MalformedException e) {
      return null;
    }
  }

  private double longestMedia(MediaBytes file) throws IOException {
    double longest = 0;
    for (MovieTrack track : tracks) {
      longest = Math.max(longest, track.sampleTicks(file));
    }
    return longest;
  }

  /** A movie is as long as its longest track. */
  private boolean isCredible() {
    long longest = tracks.stream().mapToLong(MovieTrack::ticks).max().orElse(UNKNOWN);
    return ticks != UNKNOWN
        && timescale > 0
        && (longest == UNKNOWN || isNear((double) ticks / timescale, (double) longest / timescale));
  }

  static boolean isNear(double seconds, double others) {
    return Math.abs(seconds - others) <= SLACK_SECONDS + SLACK * Math.max(seconds, others);
  }

  /** What a matrix does to a picture. */
  enum Turn {
    /** Nothing, or half a turn, or a mirror. */
    NONE,
    /** A quarter, perhaps mirrored. */
    QUARTER,
    /** Something else, of which players make different things. */
    OTHER;

    // 1 % of a fixed-point value with 16 fractional bits.
    private static final int NEARLY = 655;

    static Turn read(MediaBytes file, long at) throws IOException {
      int a = file.i32(at);
      int b = file.i32(at + 4);
      int c = file.i32(at + 12);
      int d = file.i32(at + 16);
      if (isZero(b) && isZero(c)) {
        // All zero is what some writers leave it at.
        return areEqual(a, d) ? NONE : OTHER;
      }
      return isZero(a) && isZero(d) && areEqual(b, c) ? QUARTER : OTHER;
    }

    private static boolean isZero(int value) {
      return areEqual(value, 0);
    }

    private static boolean areEqual(int one, int other) {
      return Math.abs(Math.abs((long) one) - Math.abs((long) other)) <= NEARLY;
    }

    Turn then(Turn next) {
      if (this == OTHER || next == OTHER) {
        return OTHER;
      }
      return this == next ? NONE : QUARTER;
    }
  }
}
