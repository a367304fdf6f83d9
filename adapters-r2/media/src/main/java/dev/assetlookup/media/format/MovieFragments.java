package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The playing time of a movie in fragments (ISO/IEC 14496-12, 8.8), which only they know. */
final class MovieFragments {
  private static final int FULL_HEAD = 4;
  private static final int BASE_OFFSET = 0x1;
  private static final int DESCRIPTION = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int SAMPLE_DURATION = 0x100;
  // Duration, size, flags and composition offset, each a word where it is there.
  private static final int SAMPLE_FIELDS = 0xF00;

  private final MediaBytes file;
  private final Movie movie;
  private final Map<Long, Timeline> timelines = new HashMap<>();

  private MovieFragments(MediaBytes file, Movie movie) {
    this.file = file;
    this.movie = movie;
  }

  /**
   * The playing time in seconds, zero if it is not for sure.
   *
   * @param from where to look for fragments
   */
  static double seconds(MediaBytes file, Movie movie, long from) throws IOException {
    MovieFragments fragments = new MovieFragments(file, movie);
    fragments.begin();
    IsoBox.each(
        file, "moof", from, file.size(), moof -> moof.each(file, "traf", fragments::addTrack));
    return fragments.seconds();
  }

  /** What plays from when to when, in ticks of its own. */
  private static final class Timeline {
    private final MovieTrack track;
    private final double movieTimescale;
    private long defaultDuration;
    private double position;
    private double first = Double.POSITIVE_INFINITY;
    private double last;
    private double total;

    Timeline(MovieTrack track, double movieTimescale) {
      this.track = track;
      this.movieTimescale = movieTimescale;
    }

    void add(double ticks) {
      if (ticks > 0) {
        first = Math.min(first, position);
        position += ticks;
        last = Math.max(last, position);
        total += ticks;
      }
    }

    private double shown(double ticks) {
      MovieTrack.Edits edits = track.edits();
      double delay = edits.delayTicks() == 0 ? 0 : edits.delayTicks() / movieTimescale;
      // Pictures are decoded early by as much as their edit leaves out.
      long leftOut = track.isSound() ? Math.max(edits.mediaTime(), 0) : 0;
      return delay + Math.max(ticks - leftOut, 0) / track.timescale();
    }

    double start() {
      return shown(first);
    }

    double end() {
      return shown(last);
    }

    /** Whether it plays without holes and steps back. */
    boolean isGapless() {
      return Movie.isNear((last - first) / track.timescale(), total / track.timescale());
    }
  }

  private void begin() throws IOException {
    for (MovieTrack track : movie.tracks()) {
      if (track.isPicture() || track.isSound()) {
        Timeline timeline = new Timeline(track, movie.timescale());
        timeline.add(track.sampleTicks(file));
        timelines.put(track.id(), timeline);
      }
    }
    IsoBox extension = movie.extension();
    if (extension != null) {
      extension.each(file, "trex", this::addDefault);
    }
  }

  private void addDefault(IsoBox defaults) throws IOException {
    Timeline timeline = timelines.get(file.u32(defaults.start() + FULL_HEAD));
    if (timeline != null) {
      timeline.defaultDuration = file.u32(defaults.start() + FULL_HEAD + 8);
    }
  }

  private void addTrack(IsoBox fragment) throws IOException {
    IsoBox header = fragment.required(file, "tfhd");
    Timeline timeline = timelines.get(file.u32(header.start() + FULL_HEAD));
    if (timeline == null) {
      return;
    }
    long duration = duration(header, timeline.defaultDuration);
    IsoBox time = fragment.child(file, "tfdt");
    if (time != null) {
      long at = time.start() + FULL_HEAD;
      timeline.position = time.version(file) == 0 ? file.u32(at) : file.i64(at);
    }
    fragment.each(file, "trun", run -> timeline.add(ticks(run, duration)));
  }

  /** The duration of a sample where its fragment states none. */
  private long duration(IsoBox header, long otherwise) throws IOException {
    int flags = header.flags(file);
    if ((flags & DEFAULT_DURATION) == 0) {
      return otherwise;
    }
    long at = header.start() + FULL_HEAD + 4;
    at += (flags & BASE_OFFSET) == 0 ? 0 : 8;
    at += (flags & DESCRIPTION) == 0 ? 0 : 4;
    return file.u32(at);
  }

  private double ticks(IsoBox run, long defaultDuration) throws IOException {
    int flags = run.flags(file);
    long samples = file.u32(run.start() + FULL_HEAD);
    if ((flags & SAMPLE_DURATION) == 0) {
      return (double) samples * defaultDuration;
    }
    long at = run.start() + FULL_HEAD + 4;
    at += (flags & DATA_OFFSET) == 0 ? 0 : 4;
    at += (flags & FIRST_FLAGS) == 0 ? 0 : 4;
    int length = Integer.BYTES * Integer.bitCount(flags & SAMPLE_FIELDS);
    if (samples > (run.end() - at) / length) {
      throw new MalformedException("claims more samples than it has");
    }
    double ticks = 0;
    for (long i = 0; i < samples; i++) {
      ticks += file.u32(at + i * length);
    }
    return ticks;
  }

  private double seconds() {
    List<Timeline> played = new ArrayList<>();
    for (Timeline timeline : timelines.values()) {
      if (timeline.total > 0) {
        MovieTrack track = timeline.track;
        boolean delayed = track.edits().delayTicks() != 0;
        if (track.timescale() == 0
            || (delayed && movie.timescale() == 0)
            || !track.edits().isSimple()
            || !timeline.isGapless()) {
          return 0;
        }
        played.add(timeline);
      }
    }
    double start = played.stream().mapToDouble(Timeline::start).min().orElse(0);
    double end = played.stream().mapToDouble(Timeline::end).max().orElse(0);
    return end - start;
  }
}
