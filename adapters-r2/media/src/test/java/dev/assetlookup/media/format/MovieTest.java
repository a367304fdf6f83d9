package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.box;
import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.full;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovieTest {
  private static final int ONE = 1 << 16;
  private static final int SECOND = 1000;
  private static final byte[] STRAIGHT = matrix(ONE, 0, 0, ONE);
  private static final byte[] MDAT = box("mdat", "samples");

  @TempDir private Path folder;

  private static byte[] matrix(int a, int b, int c, int d) {
    return bytes(a, b, 0, c, d, 0, 0, 0, 1 << 30);
  }

  private static byte[] ftyp(String major) {
    return box("ftyp", major, 0, major);
  }

  private static byte[] mvhd(int timescale, int ticks) {
    return full("mvhd", 0, 0, 0, 0, timescale, ticks, zeros(16), STRAIGHT, zeros(28));
  }

  private static byte[] mvhdOfVersion1(int timescale, long ticks) {
    return full("mvhd", 1, 0, 0L, 0L, timescale, ticks, zeros(16), STRAIGHT, zeros(28));
  }

  /** Makes a track; what is not said of it is as plain as can be. */
  private static final class Track {
    private final int id;
    private final String handler;
    private byte[] entry;
    private int shownWidth;
    private int shownHeight;
    private int enabled = 1;
    private int ticks;
    private byte[] matrix = STRAIGHT;
    private byte[] times = full("stts", 0, 0, 0);
    private byte[] edits = zeros(0);
    private byte[] references = zeros(0);

    private Track(int id, String handler, byte[] entry) {
      this.id = id;
      this.handler = handler;
      this.entry = entry;
    }

    static Track picture(int width, int height) {
      return new Track(1, "vide", sample(width, height)).shown(width, height);
    }

    static Track sound() {
      return new Track(2, "soun", box("mp4a", zeros(28)));
    }

    Track shown(int width, int height) {
      shownWidth = width;
      shownHeight = height;
      return this;
    }

    Track turned(byte[] by) {
      matrix = by;
      return this;
    }

    Track with(byte[] otherEntry) {
      entry = otherEntry;
      return this;
    }

    Track disabled() {
      enabled = 0;
      return this;
    }

    Track lasting(int otherTicks) {
      ticks = otherTicks;
      return this;
    }

    Track sampled(int count, int delta) {
      times = full("stts", 0, 0, 1, count, delta);
      return this;
    }

    Track edited(Object... list) {
      edits = box("edts", full("elst", 0, 0, list));
      return this;
    }

    Track withChapters(int track) {
      references = box("tref", box("chap", track));
      return this;
    }

    int id() {
      return id;
    }

    byte[] trak() {
      byte[] header =
          full(
              "tkhd",
              0,
              enabled,
              bytes(0, 0, id, 0, ticks, zeros(16)),
              matrix,
              bytes(shownWidth << 16, shownHeight << 16));
      byte[] tables = box("stbl", full("stsd", 0, 0, 1, entry), times);
      return box(
          "trak",
          header,
          edits,
          references,
          box(
              "mdia",
              full("mdhd", 0, 0, 0, 0, SECOND, 0, 0),
              full("hdlr", 0, 0, 0, handler, zeros(13)),
              box("minf", tables)));
    }
  }

  private static byte[] sample(int width, int height, Object... boxes) {
    return box("avc1", zeros(24), (short) width, (short) height, zeros(50), bytes(boxes));
  }

  private String described(byte[]... boxes) {
    return ReadProperties.of(folder, bytes((Object[]) boxes));
  }

  private static byte[] moov(byte[] header, Track... tracks) {
    return box("moov", header, bytes(Arrays.stream(tracks).map(Track::trak).toArray()));
  }

  /** Announces fragments whose samples are of a default duration. */
  private static byte[] moovOfFragments(byte[] header, int duration, Track... tracks) {
    Object[] defaults =
        Arrays.stream(tracks)
            .map(track -> full("trex", 0, 0, track.id(), 1, duration, 0, 0))
            .toArray();
    return box(
        "moov",
        header,
        bytes(Arrays.stream(tracks).map(Track::trak).toArray()),
        box("mvex", bytes(defaults)));
  }

  private static byte[] moof(byte[]... fragments) {
    return box("moof", full("mfhd", 0, 0, 1), bytes((Object[]) fragments));
  }

  private static byte[] traf(int track, byte[]... boxes) {
    return box("traf", full("tfhd", 0, 0, track), bytes((Object[]) boxes));
  }

  private static byte[] tfdt(long at) {
    return full("tfdt", 1, 0, at);
  }

  private static byte[] trun(int samples) {
    return full("trun", 0, 0, samples);
  }

  @Test
  void the_playing_time_is_that_of_the_header() {
    assertThat(described(ftyp("isom"), moov(mvhd(600, 900), Track.picture(64, 36)), MDAT))
        .isEqualTo("video/mp4 64x36 1500");
    assertThat(described(ftyp("isom"), moov(mvhdOfVersion1(600, 900), Track.picture(64, 36)), MDAT))
        .isEqualTo("video/mp4 64x36 1500");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, -1", // all bits
    "1000, 2147483647", // all but the sign
    "1000, 0",
    "0, 1000",
    "1, 31622401", // more than a year
  })
  void a_time_that_is_a_placeholder_or_absurd_is_left_out(int timescale, int ticks) {
    assertThat(described(ftyp("isom"), moov(mvhd(timescale, ticks), Track.picture(64, 36)), MDAT))
        .isEqualTo("video/mp4 64x36");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, 0xFFFF_FFFFL, -1000, 0})
  void so_it_is_where_it_has_twice_the_bits(long ticks) {
    assertThat(described(ftyp("isom"), moov(mvhdOfVersion1(1, ticks), Track.picture(64, 36)), MDAT))
        .isEqualTo("video/mp4 64x36");
  }

  @Test
  void a_header_that_no_track_bears_out_is_not_believed() {
    Track track = Track.picture(64, 36).lasting(2000);
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 2001), track), MDAT))
        .isEqualTo("video/mp4 64x36 2001");
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 90_000), track), MDAT))
        .isEqualTo("video/mp4 64x36");
  }

  @Test
  void what_is_cut_off_has_no_playing_time() {
    byte[] moov = moov(mvhd(SECOND, 1500), Track.picture(64, 36));
    byte[] whole = bytes(ftyp("isom"), moov, MDAT);
    assertThat(described(Arrays.copyOf(whole, whole.length - 1))).isEqualTo("video/mp4 64x36");
  }

  @Test
  void what_stands_behind_three_gigabytes_of_samples_is_found() throws IOException {
    byte[] moov = moov(mvhd(SECOND, 1500), Track.picture(64, 36));
    Path path = folder.resolve("large.mp4");
    long samples = 3L << 30;
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      byte[] begin = bytes(ftyp("isom"), 1, "mdat", samples);
      file.write(ByteBuffer.wrap(begin));
      file.position(begin.length - 16 + samples);
      file.write(ByteBuffer.wrap(moov));
    }
    try (MediaBytes file = MediaBytes.open(path)) {
      assertThat(IsoMedia.read(file))
          .isEqualTo(new MediaProperties("video/mp4", new PixelSize(64, 36), 1500L));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-16, 3, Long.MIN_VALUE, Long.MAX_VALUE})
  void a_box_of_an_impossible_length_ends_the_walk(long length) {
    byte[] moov = moov(mvhd(SECOND, 1500), Track.picture(64, 36));
    assertThat(described(ftyp("isom"), bytes(1, "free", length), moov))
        .isEqualTo("application/mp4");
  }

  @Test
  void of_fragments_the_samples_of_all_are_counted() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 1000), 100, Track.picture(64, 36).sampled(10, 100));
    assertThat(
            described(
                ftyp("iso5"),
                moov,
                MDAT,
                moof(traf(1, trun(20))),
                MDAT,
                moof(traf(1, tfdt(3000), trun(10), trun(5))),
                MDAT))
        .isEqualTo("video/mp4 64x36 4500");
  }

  @Test
  void the_longest_track_decides() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, Track.picture(64, 36), Track.sound());
    assertThat(described(ftyp("iso5"), moov, moof(traf(1, trun(10)), traf(2, trun(12))), MDAT))
        .isEqualTo("video/mp4 64x36 1200");
  }

  @Test
  void durations_stand_with_a_sample_else_with_its_fragment_else_with_its_track() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, Track.picture(64, 36));
    // Behind the optional fields before them, and beside size and offset.
    byte[] each = full("trun", 0, 0x905, 2, 8, 0, 300, 0, 200, 0);
    byte[] fragment = box("traf", full("tfhd", 0, 0xB, 1, 0L, 1, 50), trun(2));
    assertThat(
            described(
                ftyp("iso5"), moov, moof(traf(1, each)), moof(fragment), moof(traf(1, trun(1)))))
        .isEqualTo("video/mp4 64x36 700");
  }

  @Test
  void a_stream_that_was_joined_late_begins_with_its_first_fragment() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, Track.picture(64, 36));
    assertThat(
            described(
                ftyp("iso5"),
                moov,
                moof(traf(1, tfdt(3_600_000), trun(10))),
                moof(traf(1, tfdt(3_601_000), trun(10)))))
        .isEqualTo("video/mp4 64x36 2000");
  }

  @Test
  void fragments_that_leave_holes_or_overlap_have_no_sure_time() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, Track.picture(64, 36));
    byte[] first = moof(traf(1, tfdt(0), trun(100)));
    assertThat(described(ftyp("iso5"), moov, first, moof(traf(1, tfdt(50_000), trun(100)))))
        .isEqualTo("video/mp4 64x36");
    assertThat(described(ftyp("iso5"), moov, first, moof(traf(1, tfdt(0), trun(100)))))
        .isEqualTo("video/mp4 64x36");
  }

  @Test
  void the_silence_that_an_encoder_put_before_a_sound_is_not_played() {
    Track sound = Track.sound().edited(1, 0, 128, ONE);
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, sound);
    assertThat(described(ftyp("iso5"), moov, moof(traf(2, trun(10))))).isEqualTo("audio/mp4 872");
  }

  @Test
  void the_beginning_of_a_stream_without_its_fragments_plays_nothing() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 5000), 100, Track.picture(64, 36));
    assertThat(described(ftyp("iso5"), moov)).isEqualTo("video/mp4 64x36");
  }

  @Test
  void more_samples_than_a_fragment_can_hold_are_not_counted() {
    byte[] moov = moovOfFragments(mvhd(SECOND, 0), 100, Track.picture(64, 36));
    byte[] claim = full("trun", 0, 0x100, -1, 5, 5);
    assertThat(described(ftyp("iso5"), moov, moof(traf(1, claim)))).isEqualTo("video/mp4 64x36");
    assertThat(described(ftyp("iso5"), moov, moof(traf(1, trun(-1))))).isEqualTo("video/mp4 64x36");
  }

  @ParameterizedTest
  @CsvSource({
    "64, 45, 1024x576",
    "16, 15, 768x576",
    "1, 1, 720x576",
    "8, 9, 720x648",
    "0, 3, 720x576"
  })
  void pixels_that_are_not_square_stretch_one_side(int across, int down, String size) {
    byte[] entry = sample(720, 576, box("colr", "nclx"), box("pasp", across, down));
    Track track = Track.picture(720, 576).with(entry);
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track)))
        .isEqualTo("video/mp4 " + size);
  }

  @Test
  void without_that_the_size_of_the_track_shows_how_wide_it_is_shown() {
    Track track = Track.picture(720, 576);
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track.shown(1024, 576))))
        .isEqualTo("video/mp4 1024x576");
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track.shown(0, 0))))
        .isEqualTo("video/mp4 720x576");
    // Smaller in the same shape: browsers show all pixels.
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track.shown(360, 288))))
        .isEqualTo("video/mp4 720x576");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, -1, 0, 36x128",
    "0, -1, 1, 0, 36x128",
    "-1, 0, 0, -1, 128x36",
    "1, 0, 0, -1, 128x36", // mirrored
    "0, 1, 1, 0, 36x128", // mirrored and turned
    "0, 0, 0, 0, 128x36", // never written
  })
  void stretching_comes_before_turning(int a, int b, int c, int d, String size) {
    Track track =
        Track.picture(64, 36)
            .with(sample(64, 36, box("pasp", 2, 1)))
            .turned(matrix(a * ONE, b * ONE, c * ONE, d * ONE));
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track)))
        .isEqualTo("video/mp4 " + size);
  }

  @Test
  void the_movie_may_turn_its_tracks() {
    byte[] turn = matrix(0, ONE, -ONE, 0);
    byte[] header = full("mvhd", 0, 0, 0, 0, SECOND, 0, zeros(16), turn, zeros(28));
    Track track = Track.picture(64, 36);
    assertThat(described(ftyp("isom"), moov(header, track))).isEqualTo("video/mp4 36x64");
    assertThat(described(ftyp("isom"), moov(header, track.turned(turn))))
        .isEqualTo("video/mp4 64x36");
  }

  @Test
  void a_picture_that_is_turned_by_less_has_no_sure_size() {
    Track track = Track.picture(64, 36).turned(matrix(46341, 46341, -46341, 46341));
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), track))).isEqualTo("video/mp4");
  }

  @ParameterizedTest
  @CsvSource({
    "isom, video/mp4, audio/mp4, application/mp4",
    "M4A , video/mp4, audio/mp4, audio/mp4",
    "M4V , video/mp4, audio/mp4, application/mp4",
    "3gp6, video/3gpp, audio/3gpp, video/3gpp",
    "3ge6, video/3gpp, audio/3gpp, video/3gpp",
    "3g2a, video/3gpp2, audio/3gpp2, video/3gpp2",
    "'qt  ', video/quicktime, video/quicktime, video/quicktime",
  })
  void the_tracks_state_a_film_from_a_sound(
      String major, String picture, String sound, String neither) {
    String brand = (major + "    ").substring(0, 4);
    byte[] header = mvhd(SECOND, 0);
    assertThat(described(ftyp(brand), moov(header, Track.picture(64, 36), Track.sound())))
        .isEqualTo(picture + " 64x36");
    assertThat(described(ftyp(brand), moov(header, Track.sound()))).isEqualTo(sound);
    assertThat(described(ftyp(brand), moov(header))).isEqualTo(neither);
    assertThat(described(ftyp(brand))).isEqualTo(neither);
  }

  @Test
  void the_pictures_of_chapters_make_a_sound_no_film() {
    Track sound = Track.sound().withChapters(1);
    assertThat(described(ftyp("M4B "), moov(mvhd(SECOND, 1500), sound, Track.picture(64, 36))))
        .isEqualTo("audio/mp4 1500");
  }

  @Test
  void a_track_that_is_enabled_is_shown_before_one_that_is_not() {
    Track disabled = Track.picture(160, 90).disabled();
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), disabled, Track.picture(64, 36))))
        .isEqualTo("video/mp4 64x36");
    assertThat(described(ftyp("isom"), moov(mvhd(SECOND, 0), disabled)))
        .isEqualTo("video/mp4 160x90");
  }

  @Test
  void a_raw_photo_with_previews_in_tracks_is_no_film() {
    assertThat(described(ftyp("crx "), moov(mvhd(SECOND, 0), Track.picture(64, 36))))
        .isEqualTo(ReadProperties.NOTHING);
  }

  @Test
  void quicktime_of_old_has_no_brand() {
    assertThat(described(box("wide"), MDAT, moov(mvhd(SECOND, 1500), Track.picture(64, 36))))
        .isEqualTo("video/quicktime 64x36 1500");
  }
}
