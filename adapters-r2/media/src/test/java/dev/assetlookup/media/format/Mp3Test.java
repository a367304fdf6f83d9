package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp3Test {
  // Of 128 kbit/s at 32 kHz, in stereo: 36 ms in 576 bytes.
  private static final byte[] FRAME = bytes(0xFFFB9800, zeros(572));
  // Of 320 kbit/s, else the same.
  private static final byte[] LARGE_FRAME = bytes(0xFFFBE800, zeros(1436));
  // Of 8 kbit/s at 8 kHz, in mono: 72 ms in 72 bytes.
  private static final byte[] SPEECH = bytes(0xFFE318C0, zeros(68));

  @TempDir private Path folder;

  private String described(Object... parts) {
    return ReadProperties.of(folder, bytes(parts));
  }

  private static byte[] times(int count, byte[] frame) {
    return bytes(Collections.nCopies(count, frame).toArray());
  }

  private static byte[] xing(Object... parts) {
    byte[] content = bytes(zeros(32), bytes(parts));
    return bytes(0xFFFB9800, Arrays.copyOf(content, 572));
  }

  @Test
  void a_sound_plays_as_long_as_its_frames_whatever_their_rate() {
    assertThat(described(times(100, FRAME))).isEqualTo("audio/mpeg 3600");
    assertThat(described(times(50, FRAME), times(50, LARGE_FRAME))).isEqualTo("audio/mpeg 3600");
    assertThat(described(times(100, SPEECH))).isEqualTo("audio/mpeg 7200");
  }

  @Test
  void tags_before_and_behind_are_no_sound() {
    byte[] tag = bytes("ID3\4\0\0", (byte) 0, (byte) 0, (byte) 1, (byte) 2, zeros(130));
    assertThat(described(tag, times(100, FRAME), "TAG", zeros(125))).isEqualTo("audio/mpeg 3600");
    assertThat(described(tag, tag, times(100, FRAME), "APETAGEX", zeros(40)))
        .isEqualTo("audio/mpeg 3600");
  }

  @Test
  void a_frame_that_describes_the_others_is_not_counted_and_not_believed() {
    assertThat(described(xing("Xing", 1, 999_999), times(100, FRAME))).isEqualTo("audio/mpeg 3600");
    assertThat(described(xing("VBRI", zeros(10), 999_999), times(100, FRAME)))
        .isEqualTo("audio/mpeg 3600");
  }

  @Test
  void what_the_encoder_put_around_the_sound_is_not_played() {
    byte[] silence = {(byte) 0x20, 0x01, 0x40};
    byte[] info = xing("Info", 1, 100, "LAME3.100", zeros(12), silence);
    // 512 and 320 samples.
    assertThat(described(info, times(100, FRAME))).isEqualTo("audio/mpeg 3574");
  }

  @Test
  void of_a_file_that_is_cut_the_whole_frames_are_played() {
    assertThat(described(times(99, FRAME), Arrays.copyOf(FRAME, 100))).isEqualTo("audio/mpeg 3564");
    assertThat(described(times(99, FRAME), Arrays.copyOf(FRAME, 3))).isEqualTo("audio/mpeg 3564");
  }

  @Test
  void what_falls_out_of_step_has_no_sure_time() {
    assertThat(described(times(10, FRAME), "noise", times(10, FRAME))).isEqualTo("audio/mpeg");
    assertThat(described(times(10, FRAME), times(10, SPEECH))).isEqualTo("audio/mpeg");
  }

  @Test
  void fewer_than_three_frames_may_be_anything() {
    assertThat(described(times(2, FRAME))).isEqualTo(ReadProperties.NOTHING);
    assertThat(described(FRAME, SPEECH, SPEECH)).isEqualTo(ReadProperties.NOTHING);
  }
}
