package dev.assetlookup.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderTest {
  private final MediaReader reader = new MediaReader();
  @TempDir private Path folder;

  private MediaFacts read(String name, byte[] content) {
    try {
      Path path = Files.write(folder.resolve(name), content);
      return reader.read(new MediaFile(path, name), () -> false);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static Kind kind(MediaFacts facts, String name) {
    return facts.kind(new MediaUrl("https://media.example.com/" + name));
  }

  /** Type, width, height and playing time as {@code TYPE WxH MILLIS}, each only where known. */
  private static String summary(MediaFacts facts) {
    return facts.mimeType()
        + (facts.width() == null ? "" : " " + facts.width() + "x" + facts.height())
        + (facts.durationMs() == null ? "" : " " + facts.durationMs());
  }

  @ParameterizedTest
  @CsvSource({
    "clip.mp4, video/mp4 64x36 500",
    "turned.mp4, video/mp4 36x64 500",
    "clip.mov, video/quicktime 64x36 500",
    // Its sound begins before its pictures.
    "fragments.mp4, video/mp4 64x36 628",
    "sound.mp4, audio/mp4 500",
    "sound.m4a, audio/mp4 500",
    "sound.mp3, audio/mpeg 500",
    "clip.avi, video/x-msvideo 64x36",
    "clip.webm, video/webm 64x36 500",
    "still.webp, image/webp 64x36",
    "still.avif, image/avif 64x36",
    "still.heic, image/heic 64x36",
  })
  void of_a_file_is_known_what_it_says_itself(String name, String expected) {
    assertThat(summary(read(name, Samples.kept(name)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void a_still_has_a_size_and_no_playing_time(String format) {
    MediaFacts facts = read("still." + format, Samples.image(format, 40, 30, 1));
    assertThat(facts.mimeType().value()).isEqualTo("image/" + format.replace("jpg", "jpeg"));
    assertThat(facts.width()).isEqualTo(40);
    assertThat(facts.height()).isEqualTo(30);
    assertThat(facts.durationMs()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 40x30", "3, 40x30", "4, 40x30", "5, 30x40", "6, 30x40", "8, 30x40", "9, 40x30"})
  void the_size_of_a_photo_is_that_after_turning_it_as_browsers_do(int orientation, String size) {
    assertThat(summary(read("photo.jpg", Samples.jpeg(40, 30, orientation))))
        .isEqualTo("image/jpeg " + size);
  }

  @Test
  void a_bitmap_whose_rows_are_stored_from_the_top_has_no_negative_height() {
    byte[] bitmap = Samples.image("bmp", 40, 30, 1);
    // Minus 30, little-endian.
    System.arraycopy(new byte[] {-30, -1, -1, -1}, 0, bitmap, 22, 4);
    assertThat(summary(read("still.bmp", bitmap))).isEqualTo("image/bmp 40x30");
  }

  @Test
  void the_playing_time_of_a_wav_file_is_exact() {
    assertThat(summary(read("sound.wav", Samples.wav(1234)))).isEqualTo("audio/wav 1234");
  }

  @Test
  void size_and_digest_are_those_of_all_bytes() {
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);
    MediaFacts facts = read("large.bin", large);
    assertThat(facts.sizeBytes()).isEqualTo(large.length);
    assertThat(facts.checksum()).isEqualTo(Sha256.of(large));
  }

  @ParameterizedTest
  @CsvSource({
    "clip.mp4, film.mov, video/mp4",
    "clip.mp4, film, video/mp4",
    "clip.mp4, film.png, video/mp4",
    "fragments.mp4, film.mov, video/mp4",
    "clip.mov, film.mp4, video/quicktime",
    "sound.m4a, film.mp4, audio/mp4",
    "still.webp, still.jpg, image/webp",
    "still.avif, film.mp4, image/avif",
  })
  void the_type_is_that_of_the_content_whatever_the_name(
      String sample, String name, String expected) {
    assertThat(read(name, Samples.kept(sample)).mimeType().value()).isEqualTo(expected);
  }

  @Test
  void a_png_named_mp4_is_an_image() {
    MediaFacts facts = read("still.mp4", Samples.png(1));
    assertThat(summary(facts)).isEqualTo("image/png 40x30");
    assertThat(kind(facts, "still.mp4")).isEqualTo(Kind.IMAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text.png", "text.svg", "text.mp4", "text.mp3"})
  void a_text_is_no_image_film_or_sound_because_of_its_name(String name) {
    MediaFacts facts = read(name, "hello\n".getBytes(StandardCharsets.UTF_8));
    assertThat(facts.mimeType().value()).isEqualTo("text/plain");
    assertThat(kind(facts, name)).isEqualTo(Kind.FILE);
  }

  @Test
  void nor_is_another_document() {
    byte[] page = "<?xml version='1.0'?><note/>".getBytes(StandardCharsets.UTF_8);
    assertThat(read("drawing.svg", page).mimeType().value()).isEqualTo("application/xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.ts", "film.mts", "film.m2ts", "film"})
  void a_transport_stream_is_distinguished_from_a_program_by_content(String name) {
    String packet = "G\100\0\20" + "\0".repeat(184);
    assertThat(summary(read(name, packet.repeat(20).getBytes(StandardCharsets.ISO_8859_1))))
        .isEqualTo("video/mp2t");
    byte[] program = "Given: const a = 1;\n".repeat(100).getBytes(StandardCharsets.UTF_8);
    assertThat(kind(read(name, program), name)).isEqualTo(Kind.FILE);
  }

  @Test
  void where_the_content_leaves_it_open_the_name_decides_which_kind_of_text_it_is() {
    byte[] text = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    assertThat(read("table.csv", text).mimeType().value()).isEqualTo("text/csv");
  }

  @Test
  void bytes_of_no_known_type_have_none_and_their_kind_is_what_their_name_says() {
    byte[] noise = new byte[2000];
    new Random(7).nextBytes(noise);
    MediaFacts facts = read("film.mp4", noise);
    assertThat(summary(facts)).isEqualTo("application/octet-stream");
    assertThat(kind(facts, "film.mp4")).isEqualTo(Kind.VIDEO);
    assertThat(kind(facts, "film.xyz")).isEqualTo(Kind.FILE);
  }

  @Test
  void a_chunk_that_claims_two_gigabytes_costs_the_size_and_no_more() {
    byte[] png = Samples.png(1);
    byte[] bomb = Arrays.copyOf(png, png.length + 12);
    // Behind the header, at 33, a text that is longer than the file.
    System.arraycopy(
        new byte[] {127, -1, -1, -17, 'i', 'T', 'X', 't', 0, 0, 0, 0}, 0, bomb, 33, 12);
    assertThat(summary(read("bomb.png", bomb))).isEqualTo("image/png");
  }

  @Test
  void reading_ends_when_it_is_asked_to() throws IOException {
    Path path = Files.write(folder.resolve("file"), new byte[10]);
    assertThatThrownBy(() -> reader.read(new MediaFile(path, "file"), () -> true))
        .isInstanceOf(InterruptedIOException.class);
  }
}
