package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.chunk;
import static dev.assetlookup.media.format.Binary.le;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiffTest {
  private static final byte[] SPEECH = format(1, 1, 8000, 2, 16);
  // A tenth of a second of it.
  private static final byte[] SOUND = zeros(1600);

  @TempDir private Path folder;

  private static byte[] format(int coding, int channels, int rate, int frame, int bits) {
    return chunk(
        "fmt ",
        le((short) coding),
        le((short) channels),
        le(rate),
        le(rate * frame),
        le((short) frame),
        le((short) bits));
  }

  private static byte[] riff(String content, Object... chunks) {
    byte[] all = bytes(content, bytes(chunks));
    return bytes("RIFF", le(all.length), all);
  }

  private static byte[] data(int claimed) {
    return bytes("data", le(claimed), SOUND);
  }

  private String described(byte[] file) {
    return ReadProperties.of(folder, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE, 160_000, 1602, 1600})
  void a_sound_plays_as_long_as_what_is_there(int claimed) {
    assertThat(described(riff("WAVE", SPEECH, data(claimed)))).isEqualTo("audio/wav 100");
  }

  @Test
  void what_follows_the_sound_is_not_played() {
    assertThat(described(riff("WAVE", SPEECH, chunk("data", SOUND), chunk("LIST", zeros(4000)))))
        .isEqualTo("audio/wav 100");
    assertThat(described(riff("WAVE", chunk("JUNK", zeros(7)), SPEECH, chunk("data", SOUND))))
        .isEqualTo("audio/wav 100");
  }

  @Test
  void a_recording_that_was_not_finished_plays_what_is_there() {
    assertThat(described(bytes("RIFF", 0, "WAVE", SPEECH, data(0)))).isEqualTo("audio/wav 100");
    assertThat(described(riff("WAVE", SPEECH, data(0)))).isEqualTo("audio/wav");
  }

  @Test
  void a_last_frame_that_is_cut_is_not_played() {
    byte[] sound = bytes("data", le(-1), zeros(15));
    assertThat(described(riff("WAVE", format(1, 2, 1000, 4, 16), sound))).isEqualTo("audio/wav 3");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 44100, 4, 16, true",
    "1, 2, 48000, 6, 24, true",
    "3, 1, 48000, 4, 32, true",
    "7, 1, 8000, 1, 8, true",
    "2, 1, 8000, 256, 4, false", // compressed
    "85, 2, 44100, 1, 0, false", // MP3
    "1, 2, 44100, 3, 16, false", // contradicts itself
    "1, 0, 44100, 0, 16, false",
    "1, 1, 0, 2, 16, false",
  })
  void only_of_samples_of_one_size_is_the_time_sure(
      int coding, int channels, int rate, int frame, int bits, boolean known) {
    byte[] file = riff("WAVE", format(coding, channels, rate, frame, bits), chunk("data", SOUND));
    String time = known ? " " + Math.round(SOUND.length * 1000.0 / frame / rate) : "";
    assertThat(described(file)).isEqualTo("audio/wav" + time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void the_large_forms_state_lengths_of_64_bits(String form) throws IOException {
    long sound = 5L << 30;
    byte[] head =
        bytes(
            form,
            -1,
            "WAVE",
            chunk("ds64", le(sound + 100), le(sound), zeros(12)),
            format(1, 2, 48000, 4, 16),
            "data",
            -1);
    assertThat(described(bytes(head, SOUND))).isEqualTo("audio/wav " + Math.round(400 / 48.0));
    Path path = folder.resolve("large.wav");
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(ByteBuffer.wrap(head));
      file.position(head.length + sound);
      file.write(ByteBuffer.wrap(chunk("LIST", zeros(100))));
    }
    try (MediaBytes file = MediaBytes.open(path)) {
      assertThat(Riff.read(file))
          .isEqualTo(new MediaProperties("audio/wav", null, Math.round(sound / 192.0)));
    }
  }

  private static byte[] vp8(int width, int height) {
    return bytes(
        zeros(3), (byte) 0x9D, (byte) 1, (byte) 0x2A, le((short) width), le((short) height));
  }

  @Test
  void the_scale_of_a_webp_is_no_part_of_its_size() {
    assertThat(described(riff("WEBP", chunk("VP8 ", vp8(64, 36))))).isEqualTo("image/webp 64x36");
    assertThat(described(riff("WEBP", chunk("VP8 ", vp8(64 | 0x4000, 36 | 0xC000)))))
        .isEqualTo("image/webp 64x36");
  }

  @Test
  void a_webp_without_loss_or_with_a_canvas_has_a_size() {
    byte[] lossless = chunk("VP8L", (byte) 0x2F, le(63 | 35 << 14 | 1 << 28));
    assertThat(described(riff("WEBP", lossless))).isEqualTo("image/webp 64x36");
    assertThat(described(riff("WEBP", canvas(0), chunk("VP8 ", vp8(8, 8)))))
        .isEqualTo("image/webp 640x360");
  }

  private static byte[] canvas(int flags) {
    return chunk("VP8X", le(flags), le((short) 639), (byte) 0, le((short) 359), (byte) 0);
  }

  private static byte[] exif(int orientation) {
    return chunk(
        "EXIF",
        "II*\0",
        le(8),
        le((short) 1),
        le((short) 0x112),
        le((short) 3),
        le(1),
        le(orientation),
        zeros(4));
  }

  @Test
  void a_webp_that_some_readers_turn_and_some_do_not_has_no_sure_size() {
    byte[] image = chunk("VP8 ", vp8(640, 360));
    assertThat(described(riff("WEBP", canvas(8), image, exif(6)))).isEqualTo("image/webp");
    assertThat(described(riff("WEBP", canvas(8), image, exif(3)))).isEqualTo("image/webp 640x360");
    assertThat(described(riff("WEBP", canvas(8), image))).isEqualTo("image/webp 640x360");
  }

  @Test
  void no_key_frame_no_size() {
    assertThat(described(riff("WEBP", chunk("VP8 ", zeros(10))))).isEqualTo("image/webp");
    assertThat(described(riff("WEBP", chunk("ALPH", zeros(10))))).isEqualTo("image/webp");
    assertThat(described(riff("WEBP"))).isEqualTo("image/webp");
  }
}
