package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportStreamTest {
  private static final byte[] PACKET = bytes("G\100\0\20", zeros(184));
  private static final byte[] TIMED = bytes(0, PACKET);

  @TempDir private Path folder;

  private static byte[] times(int count, byte[] packet) {
    return bytes(Collections.nCopies(count, packet).toArray());
  }

  private String described(byte[] content) {
    return ReadProperties.of(folder, content);
  }

  @Test
  void packets_make_a_stream() {
    assertThat(described(times(20, PACKET))).isEqualTo("video/mp2t");
    assertThat(described(times(3, PACKET))).isEqualTo("video/mp2t");
    assertThat(described(times(20, TIMED))).isEqualTo("video/mp2t");
    assertThat(described(times(20, bytes("G\u00ff\u00ff\u00ff", zeros(184)))))
        .isEqualTo("video/mp2t");
    assertThat(described(bytes(times(20, TIMED), "cut"))).isEqualTo("video/mp2t");
  }

  @Test
  void a_text_is_none_even_with_a_g_at_each_of_those_places() {
    byte[] text = new byte[188 * 10];
    Arrays.fill(text, (byte) ' ');
    for (int i = 0; i < text.length; i += 188) {
      text[i] = 'G';
    }
    assertThat(described(text)).isEqualTo(ReadProperties.NOTHING);
  }

  @Test
  void one_packet_out_of_step_makes_no_stream() {
    assertThat(described(bytes(times(2, PACKET), zeros(1), times(5, PACKET))))
        .isEqualTo(ReadProperties.NOTHING);
    assertThat(described(times(2, PACKET))).isEqualTo(ReadProperties.NOTHING);
  }
}
