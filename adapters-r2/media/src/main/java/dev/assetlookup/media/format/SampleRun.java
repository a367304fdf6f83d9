package dev.assetlookup.media.format;

import java.io.IOException;

/** Samples that follow one another in a fragment of a movie (ISO/IEC 14496-12, 8.8.8). */
record SampleRun(MediaBytes file, IsoBox run) {
  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int SAMPLE_DURATION = 0x100;
  // Duration, size, flags and composition offset, each a word where it is there.
  private static final int SAMPLE_FIELDS = 0xF00;

  /** How long they are shown in all. */
  double ticks(long defaultDuration) throws IOException {
    int flags = run.flags(file);
    long samples = file.u32(run.start() + IsoBox.FULL_HEAD);
    if ((flags & SAMPLE_DURATION) == 0) {
      return (double) samples * defaultDuration;
    }
    long at = run.start() + IsoBox.FULL_HEAD + 4;
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
}
