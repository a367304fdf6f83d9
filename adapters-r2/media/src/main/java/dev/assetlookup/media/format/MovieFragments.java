package dev.assetlookup.media.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The playing time of a movie in fragments (ISO/IEC 14496-12, 8.8), which only they know. */
final class MovieFragments {
  private static final int BASE_OFFSET = 0x1;
  private static final int DESCRIPTION = 0x2;
  private static final int DEFAULT_DURATION = 0x8;

  private final MediaBytes file;
  private final Movie movie;
  private final Map<Long, TrackTimeline> timelines = new HashMap<>();
  private final Map<Long, Long> defaultDurations = new HashMap<>();

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

  private void begin() throws IOException {
    for (MovieTrack track : movie.tracks()) {
      if (track.isPicture() || track.isSound()) {
        TrackTimeline timeline = new TrackTimeline(track, movie.timescale());
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
    long track = file.u32(defaults.start() + IsoBox.FULL_HEAD);
    if (timelines.containsKey(track)) {
      defaultDurations.put(track, file.u32(defaults.start() + IsoBox.FULL_HEAD + 8));
    }
  }

  private void addTrack(IsoBox fragment) throws IOException {
    IsoBox header = fragment.required(file, "tfhd");
    long track = file.u32(header.start() + IsoBox.FULL_HEAD);
    TrackTimeline timeline = timelines.get(track);
    if (timeline == null) {
      return;
    }
    long duration = duration(header, defaultDurations.getOrDefault(track, 0L));
    IsoBox time = fragment.child(file, "tfdt");
    if (time != null) {
      long at = time.start() + IsoBox.FULL_HEAD;
      timeline.goTo(time.version(file) == 0 ? file.u32(at) : file.i64(at));
    }
    fragment.each(file, "trun", run -> timeline.add(new SampleRun(file, run).ticks(duration)));
  }

  /** The duration of a sample where its fragment states none. */
  private long duration(IsoBox header, long otherwise) throws IOException {
    int flags = header.flags(file);
    if ((flags & DEFAULT_DURATION) == 0) {
      return otherwise;
    }
    long at = header.start() + IsoBox.FULL_HEAD + 4;
    at += (flags & BASE_OFFSET) == 0 ? 0 : 8;
    at += (flags & DESCRIPTION) == 0 ? 0 : 4;
    return file.u32(at);
  }

  private double seconds() {
    List<TrackTimeline> played = new ArrayList<>();
    for (TrackTimeline timeline : timelines.values()) {
      if (timeline.plays()) {
        MovieTrack track = timeline.track();
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
    double start = played.stream().mapToDouble(TrackTimeline::start).min().orElse(0);
    double end = played.stream().mapToDouble(TrackTimeline::end).max().orElse(0);
    return end - start;
  }
}
