package dev.assetlookup.media.format;

/** What of a track plays from when to when, in ticks of its own. */
final class TrackTimeline {
  private final MovieTrack track;
  private final double movieTimescale;
  private double position;
  private double first = Double.POSITIVE_INFINITY;
  private double last;
  private double total;

  TrackTimeline(MovieTrack track, double movieTimescale) {
    this.track = track;
    this.movieTimescale = movieTimescale;
  }

  MovieTrack track() {
    return track;
  }

  /** What is added next begins there. */
  void goTo(long ticks) {
    position = ticks;
  }

  boolean plays() {
    return total > 0;
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
