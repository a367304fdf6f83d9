package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.le;
import static dev.assetlookup.media.format.Binary.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StillsTest {
  private static final byte[] IHDR = bytes(13, "IHDR", 64, 36, zeros(9));
  private static final byte[] IDAT = bytes(1000, "IDAT");

  @TempDir private Path folder;

  private String described(Object... parts) {
    return ReadProperties.of(folder, bytes(parts));
  }

  private static byte[] png(Object... chunks) {
    return bytes("\u0089PNG\r\n\u001a\n", bytes(chunks));
  }

  private static byte[] exif(int orientation) {
    return bytes("MM\0*", 8, (short) 1, (short) 0x112, (short) 3, 1, (short) orientation, zeros(6));
  }

  @Test
  void a_png_is_turned_as_its_exif_says() {
    byte[] turned = bytes(exif(6).length, "eXIf", exif(6), 0);
    byte[] straight = bytes(exif(1).length, "eXIf", exif(1), 0);
    assertThat(described(png(IHDR, IDAT))).isEqualTo("image/png 64x36");
    assertThat(described(png(IHDR, turned, IDAT))).isEqualTo("image/png 36x64");
    assertThat(described(png(IHDR, bytes(3, "tEXt", "abc", 0), straight, IDAT)))
        .isEqualTo("image/png 64x36");
  }

  @Test
  void a_png_that_ends_before_its_picture_has_no_size() {
    assertThat(described(png(IHDR))).isEqualTo("image/png");
    assertThat(described(png(bytes(13, "tEXt", zeros(17)), IDAT))).isEqualTo("image/png");
  }

  @Test
  void a_jpeg_has_the_size_of_its_frame_behind_whatever_stands_before() {
    byte[] frame = bytes((short) 0xFFC2, (short) 17, (byte) 8, (short) 36, (short) 64, zeros(10));
    byte[] tables = bytes((short) 0xFFC4, (short) 5, zeros(3));
    byte[] comment = bytes((short) 0xFFFE, (short) 4, (short) 0xFFC0);
    byte[] fill = bytes((short) 0xFFFF);
    byte[] app = bytes((short) 0xFFE1, (short) (8 + exif(8).length), "Exif\0\0", exif(8));
    byte[] second = bytes((short) 0xFFE1, (short) (8 + exif(1).length), "Exif\0\0", exif(1));
    assertThat(described((short) 0xFFD8, tables, comment, fill, frame))
        .isEqualTo("image/jpeg 64x36");
    assertThat(described((short) 0xFFD8, app, second, frame)).isEqualTo("image/jpeg 36x64");
    assertThat(described((short) 0xFFD8, tables, (short) 0xFFDA, frame)).isEqualTo("image/jpeg");
    assertThat(described((short) 0xFFD8, (short) 0xFFFE, (short) 0, frame)).isEqualTo("image/jpeg");
  }

  private static byte[] bitmap(int header, Object... parts) {
    return bytes("BM", zeros(12), le(header), bytes(parts), zeros(20));
  }

  @Test
  void a_bitmap_of_os2_has_its_size_in_half_the_bits() {
    byte[] fields = bytes(le((short) 40), le((short) 30), le((short) 1), le((short) 24));
    assertThat(described(bitmap(12, fields))).isEqualTo("image/bmp 40x30");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40, 64, 108, 124})
  void later_bitmaps_have_it_in_all(int header) {
    byte[] fields = bytes(le(70_000), le(-30), le((short) 1), le((short) 24));
    assertThat(described(bitmap(header, fields))).isEqualTo("image/bmp 70000x30");
  }

  @Test
  void a_text_that_begins_like_a_bitmap_is_none() {
    assertThat(described("BM is how this text begins, which is of several words.\n"))
        .isEqualTo(ReadProperties.NOTHING);
  }
}
