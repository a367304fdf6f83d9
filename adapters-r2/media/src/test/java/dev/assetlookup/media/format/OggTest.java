package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OggTest {
  private static final int BEGINS = 2;

  @TempDir private Path folder;

  private static byte[] page(int flags, Object... parts) {
    byte[] content = bytes(parts);
    return bytes(
        "OggS", (byte) 0, (byte) flags, zeros(20), (byte) 1, (byte) content.length, content);
  }

  private static byte[] theora(int across, int down) {
    byte[] size = {0, 2, (byte) 0xD0, 0, 1, (byte) 0xE0};
    byte[] aspect = {0, 0, (byte) across, 0, 0, (byte) down};
    return page(BEGINS, (byte) 0x80, "theora", zeros(7), size, zeros(10), aspect, zeros(6));
  }

  private String described(byte[]... pages) {
    return ReadProperties.of(folder, bytes((Object[]) pages));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\1vorbis", "OpusHead", "Speex   ", "\177FLAC"})
  void a_sound_alone_is_one(String codec) {
    assertThat(described(page(BEGINS, codec, zeros(20)), page(0, "more"))).isEqualTo("audio/ogg");
  }

  @Test
  void a_film_is_one_in_whichever_order_its_streams_begin() {
    byte[] sound = page(BEGINS, "\1vorbis", zeros(20));
    byte[] index = page(BEGINS, "fishead\0", zeros(20));
    assertThat(described(index, sound, theora(0, 0))).isEqualTo("video/ogg 720x480");
    assertThat(described(theora(1, 1), sound)).isEqualTo("video/ogg 720x480");
  }

  @Test
  void pixels_that_are_not_square_stretch_one_side() {
    assertThat(described(theora(4, 3))).isEqualTo("video/ogg 960x480");
    assertThat(described(theora(8, 9))).isEqualTo("video/ogg 720x540");
  }

  @Test
  void streams_that_nobody_knows_leave_it_open() {
    assertThat(described(page(BEGINS, "unknown", zeros(20)))).isEqualTo("application/ogg");
    // It does not begin here.
    assertThat(described(page(0, "\1vorbis", zeros(20)))).isEqualTo("application/ogg");
  }
}
