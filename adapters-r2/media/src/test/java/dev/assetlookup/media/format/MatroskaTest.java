package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.element;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatroskaTest {
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549A966;
  private static final int TRACKS = 0x1654AE6B;
  private static final int CLUSTER = 0x1F43B675;
  private static final byte[] LASTING = info(1500);
  private static final byte[] PICTURE = track(1, video(64, 36));
  private static final byte[] SOUND = track(2);
  private static final byte[] SAMPLES = element(CLUSTER, "samples");

  @TempDir private Path folder;

  private static byte[] header(String docType) {
    return element(0x1A45DFA3, element(0x4286, (byte) 1), element(0x4282, docType));
  }

  private static byte[] info(double duration) {
    return element(INFO, element(0x2AD7B1, 1_000_000), element(0x4489, duration));
  }

  private static byte[] track(int type, Object... more) {
    return element(0xAE, element(0xD7, (byte) 1), element(0x83, (byte) type), bytes(more));
  }

  private static byte[] video(int width, int height, Object... more) {
    return element(0xE0, element(0xB0, (short) width), element(0xBA, (short) height), bytes(more));
  }

  private static byte[] shown(int width, int height) {
    return bytes(element(0x54B0, (short) width), element(0x54BA, (short) height));
  }

  private static byte[] tracks(Object... tracks) {
    return element(TRACKS, tracks);
  }

  private static byte[] file(String docType, Object... parts) {
    return bytes(header(docType), element(SEGMENT, parts));
  }

  private String described(byte[] file) {
    return ReadProperties.of(folder, file);
  }

  @ParameterizedTest
  @CsvSource({"webm, webm", "matroska, x-matroska"})
  void the_header_decides_between_webm_and_matroska_and_the_tracks_between_film_and_sound(
      String docType, String subtype) {
    assertThat(described(file(docType, LASTING, tracks(PICTURE, SOUND), SAMPLES)))
        .isEqualTo("video/" + subtype + " 64x36 1500");
    assertThat(described(file(docType, LASTING, tracks(SOUND), SAMPLES)))
        .isEqualTo("audio/" + subtype + " 1500");
  }

  @Test
  void without_tracks_it_is_left_open_where_there_is_a_name_for_that() {
    assertThat(described(file("webm", LASTING))).isEqualTo("video/webm 1500");
    assertThat(described(file("matroska", LASTING))).isEqualTo("application/x-matroska 1500");
    assertThat(described(header("webm\0\0"))).isEqualTo("video/webm");
  }

  @Test
  void another_format_of_ebml_is_none_of_these() {
    assertThat(described(file("other", LASTING, tracks(PICTURE))))
        .isEqualTo(ReadProperties.NOTHING);
  }

  @Test
  void what_describes_may_stand_behind_samples() {
    assertThat(described(file("webm", SAMPLES, SAMPLES, tracks(PICTURE), SAMPLES, LASTING)))
        .isEqualTo("video/webm 64x36 1500");
  }

  @Test
  void a_stream_shows_no_length_of_its_parts() {
    byte[] open = {0x01, -1, -1, -1, -1, -1, -1, -1};
    byte[] stream =
        bytes(
            header("webm"), SEGMENT, open, LASTING, tracks(SOUND), CLUSTER, (byte) 0xFF, "samples");
    assertThat(described(stream)).isEqualTo("audio/webm 1500");
    byte[] recorded =
        bytes(header("webm"), SEGMENT, open, element(INFO), tracks(SOUND), CLUSTER, (byte) 0xFF);
    assertThat(described(recorded)).isEqualTo("audio/webm");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 366.5 * 86_400_000})
  void a_time_that_is_absurd_is_left_out(double duration) {
    assertThat(described(file("webm", info(duration), tracks(PICTURE))))
        .isEqualTo("video/webm 64x36");
  }

  @Test
  void time_has_the_scale_of_the_file() {
    byte[] finer = element(INFO, element(0x2AD7B1, 1000), element(0x4489, 1_500_000.0));
    assertThat(described(file("webm", finer, tracks(PICTURE)))).isEqualTo("video/webm 64x36 1500");
    byte[] single = element(INFO, element(0x4489, Float.floatToIntBits(1500)));
    assertThat(described(file("webm", single, tracks(PICTURE)))).isEqualTo("video/webm 64x36 1500");
    byte[] none = element(INFO, element(0x2AD7B1, 0), element(0x4489, 1500.0));
    assertThat(described(file("webm", none, tracks(PICTURE)))).isEqualTo("video/webm 64x36");
  }

  @Test
  void what_is_cut_off_has_no_playing_time() {
    byte[] whole = file("webm", LASTING, tracks(PICTURE), SAMPLES);
    assertThat(described(Arrays.copyOf(whole, whole.length - 1))).isEqualTo("video/webm 64x36");
  }

  @Test
  void pixels_that_are_not_square_stretch_one_side() {
    assertThat(described(file("webm", tracks(track(1, video(720, 576, shown(1024, 576)))))))
        .isEqualTo("video/webm 1024x576");
    assertThat(described(file("webm", tracks(track(1, video(720, 576, shown(16, 9)))))))
        .isEqualTo("video/webm 1024x576");
    assertThat(described(file("webm", tracks(track(1, video(720, 480, shown(640, 480)))))))
        .isEqualTo("video/webm 720x540");
    assertThat(described(file("webm", tracks(track(1, video(720, 576, shown(0, 0)))))))
        .isEqualTo("video/webm 720x576");
  }

  @Test
  void what_is_cropped_is_not_shown() {
    byte[] crop = bytes(element(0x54AA, (byte) 4), element(0x54CC, (byte) 10));
    assertThat(described(file("webm", tracks(track(1, video(64, 40, crop))))))
        .isEqualTo("video/webm 54x36");
    byte[] all = element(0x54CC, (byte) 64);
    assertThat(described(file("webm", tracks(track(1, video(64, 40, all))))))
        .isEqualTo("video/webm");
  }

  @Test
  void a_quarter_turn_swaps_the_sides() {
    byte[] turn = element(0x7670, element(0x7671, (byte) 0), element(0x7675, -90.0));
    assertThat(described(file("webm", tracks(track(1, video(64, 36, turn))))))
        .isEqualTo("video/webm 36x64");
    byte[] tilt = element(0x7670, element(0x7671, (byte) 0), element(0x7675, 180.0));
    assertThat(described(file("webm", tracks(track(1, video(64, 36, tilt))))))
        .isEqualTo("video/webm 64x36");
  }

  @Test
  void a_number_of_an_impossible_length_is_none() {
    byte[] info = element(INFO, element(0x2AD7B1, 0L, 0L), element(0x4489, "abc"));
    assertThat(described(file("webm", info, tracks(PICTURE)))).isEqualTo("video/webm 64x36");
  }
}
