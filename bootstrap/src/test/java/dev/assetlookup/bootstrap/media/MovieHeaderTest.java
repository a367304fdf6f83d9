package dev.assetlookup.bootstrap.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieHeaderTest {
  private static final long THREE_GIB = 3L << 30;
  private static final byte[] FTYP = box(16, "ftyp", "isom\0\0\0\0");
  private static final byte[] MOOV = box(12, "moov", "head");

  @TempDir private Path folder;

  private static byte[] box(int length, String type, String content) {
    return ByteBuffer.allocate(8 + content.length())
        .putInt(length)
        .put((type + content).getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  /** A file of parts at places, and nothing between. */
  private byte[] header(Object... placesAndParts) throws IOException {
    Path path = folder.resolve("film");
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int i = 0; i < placesAndParts.length; i += 2) {
        file.position(((Number) placesAndParts[i]).longValue());
        file.write(ByteBuffer.wrap((byte[]) placesAndParts[i + 1]));
      }
    }
    return MovieHeader.of(path);
  }

  private static byte[] both() {
    return ByteBuffer.allocate(FTYP.length + MOOV.length).put(FTYP).put(MOOV).array();
  }

  @Test
  void what_stands_behind_three_gigabytes_of_samples_is_found() throws IOException {
    byte[] samples = ByteBuffer.allocate(16).put(box(1, "mdat", "")).putLong(THREE_GIB).array();
    assertThat(header(0, FTYP, 16, samples, 16 + THREE_GIB, MOOV)).isEqualTo(both());
  }

  @Test
  void a_box_without_a_length_goes_to_the_end() throws IOException {
    assertThat(header(0, FTYP, 16, box(0, "moov", "head")))
        .endsWith("moovhead".getBytes(StandardCharsets.ISO_8859_1))
        .hasSize(28);
  }

  @Test
  void a_box_that_claims_more_than_there_is_ends_it() throws IOException {
    assertThat(header(0, FTYP, 16, box(Integer.MAX_VALUE, "moov", "head"))).isEqualTo(FTYP);
  }

  @Test
  void a_box_that_is_shorter_than_its_own_head_ends_it() throws IOException {
    assertThat(header(0, FTYP, 16, box(4, "free", ""), 24, MOOV)).isEqualTo(FTYP);
  }

  @Test
  void a_negative_length_ends_it() throws IOException {
    byte[] samples = ByteBuffer.allocate(16).put(box(1, "mdat", "")).putLong(-16).array();
    assertThat(header(0, FTYP, 16, samples, 32, MOOV)).isEqualTo(FTYP);
  }

  @Test
  void more_than_a_header_can_be_is_not_read() throws IOException {
    int tooMuch = 65 * 1024 * 1024;
    assertThat(header(0, FTYP, 16, box(tooMuch, "moov", ""), 16L + tooMuch, MOOV)).isEmpty();
  }
}
