package dev.assetlookup.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a file, what is read from it may stand in a descriptor. */
class HostileMediaTest {
  // Behind that there are samples in most of them.
  private static final int HEADERS = 1200;
  private static final List<Byte> HOSTILE = List.of((byte) 0, (byte) 0xFF);

  private final MediaReader reader = new MediaReader();
  @TempDir private Path folder;

  static Stream<String> samples() {
    return Stream.of(
        "clip.mp4",
        "fragments.mp4",
        "clip.mov",
        "clip.avi",
        "clip.webm",
        "still.webp",
        "still.avif",
        "still.heic",
        "sequence.avif",
        "sound.mp3",
        "png",
        "jpg",
        "gif",
        "bmp",
        "wav",
        "svg");
  }

  private static byte[] content(String sample) {
    return switch (sample) {
      case "png", "gif", "bmp" -> Samples.image(sample, 40, 30, 1);
      case "jpg" -> Samples.jpeg(40, 30, 6);
      case "wav" -> Samples.wav(10);
      case "svg" ->
          "\uFEFF<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='64' height='36'/>"
              .getBytes(StandardCharsets.UTF_8);
      default -> Samples.kept(sample);
    };
  }

  private MediaFacts read(byte[] content) throws IOException {
    // Written over in place, which is far quicker than a new file.
    Path path = folder.resolve("file");
    try (SeekableByteChannel file =
        Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(content));
      file.truncate(content.length);
    }
    MediaFacts facts = reader.read(new MediaFile(path, "file"), () -> false);
    assertThat(facts.sizeBytes()).isEqualTo(content.length);
    assertThat(facts.checksum()).isEqualTo(Sha256.of(content));
    assertThat(facts.width() == null).isEqualTo(facts.height() == null);
    if (facts.width() != null && facts.height() != null) {
      assertThat(facts.width()).isPositive();
      assertThat(facts.height()).isPositive();
    }
    if (facts.durationMs() != null) {
      assertThat(facts.durationMs()).isPositive();
    }
    return facts;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_file_that_is_cut_off_anywhere_yields_less_and_nothing_else(String sample)
      throws IOException {
    byte[] content = content(sample);
    MediaFacts whole = read(content);
    for (int length = 1; length < content.length; length += length < HEADERS ? 1 : 37) {
      MediaFacts cut = read(Arrays.copyOf(content, length));
      assertThat(cut.width()).isIn(null, whole.width());
      assertThat(cut.height()).isIn(null, whole.height());
      if (cut.durationMs() != null) {
        assertThat(cut.durationMs()).isLessThanOrEqualTo(whole.durationMs());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void no_byte_makes_it_fail(String sample) throws IOException {
    byte[] content = content(sample);
    for (int i = 0; i < Math.min(content.length, HEADERS); i++) {
      for (byte value : HOSTILE) {
        byte[] broken = content.clone();
        broken[i] = value;
        read(broken);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nor_do_many(String sample) throws IOException {
    byte[] content = content(sample);
    Random random = new Random(42);
    for (int round = 0; round < 100; round++) {
      byte[] broken = content.clone();
      for (int i = 0; i <= round / 8; i++) {
        broken[random.nextInt(Math.min(broken.length, HEADERS))] = (byte) random.nextInt(256);
      }
      read(broken);
    }
  }
}
