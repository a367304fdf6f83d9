package dev.assetlookup.media.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaBytesTest {
  @TempDir private Path folder;

  @Test
  void numbers_are_read_in_either_order_across_pages_and_not_behind_the_end() throws IOException {
    byte[] content = new byte[MediaBytes.PAGE + 4];
    for (int i = 0; i < 8; i++) {
      content[MediaBytes.PAGE - 4 + i] = (byte) (0xF1 + i);
    }
    long at = MediaBytes.PAGE - 4;
    try (MediaBytes file = MediaBytes.open(Files.write(folder.resolve("file"), content))) {
      assertThat(file.u16(at)).isEqualTo(0xF1F2);
      assertThat(file.u24(at)).isEqualTo(0xF1F2F3);
      assertThat(file.u32(at + 2)).isEqualTo(0xF3F4F5F6L);
      assertThat(file.i32(at + 2)).isEqualTo(0xF3F4F5F6);
      assertThat(file.i64(at)).isEqualTo(0xF1F2F3F4F5F6F7F8L);
      assertThat(file.u16le(at)).isEqualTo(0xF2F1);
      assertThat(file.u24le(at)).isEqualTo(0xF3F2F1);
      assertThat(file.u32le(at + 2)).isEqualTo(0xF6F5F4F3L);
      assertThat(file.i64le(at)).isEqualTo(0xF8F7F6F5F4F3F2F1L);
      assertThat(file.has(at + 6, "\u00f7\u00f8")).isTrue();
      assertThat(file.has(at + 6, "\u00f7\u00f8\0")).isFalse();
      assertThatThrownBy(() -> file.u32(at + 5)).isInstanceOf(MalformedException.class);
      assertThatThrownBy(() -> file.u8(-1)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void no_more_of_a_file_is_read_than_headers_can_be() throws IOException {
    Path path = folder.resolve("large");
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.position((long) MediaBytes.MAX_PAGES * MediaBytes.PAGE);
      file.write(ByteBuffer.allocate(1));
    }
    try (MediaBytes file = MediaBytes.open(path)) {
      for (long page = 0; page < MediaBytes.MAX_PAGES; page++) {
        assertThat(file.u8(page * MediaBytes.PAGE)).isZero();
      }
      assertThatThrownBy(() -> file.u8(file.size() - 1))
          .isInstanceOf(MalformedException.class)
          .hasMessageContaining("too large a header");
    }
  }
}
