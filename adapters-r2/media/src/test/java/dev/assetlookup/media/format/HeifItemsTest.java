package dev.assetlookup.media.format;

import static dev.assetlookup.media.format.Binary.box;
import static dev.assetlookup.media.format.Binary.bytes;
import static dev.assetlookup.media.format.Binary.full;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeifItemsTest {
  private static final byte[] LARGE = ispe(4000, 3000);
  private static final byte[] TILE = ispe(512, 512);
  private static final byte[] QUARTER = box("irot", (byte) 1);
  private static final byte[] HALF = box("irot", (byte) 2);
  private static final byte[] THREE_QUARTERS = box("irot", (byte) 3);
  private static final byte[] MIRROR = box("imir", (byte) 0);

  @TempDir private Path folder;

  private static byte[] ispe(int width, int height) {
    return full("ispe", 0, 0, width, height);
  }

  private static byte[] clap(int width, int height, int right, int down) {
    return box("clap", width, 1, height, 1, right, 1, down, 1);
  }

  private static byte[] ftyp(String major, String... compatible) {
    return box("ftyp", major, 0, String.join("", compatible));
  }

  /** Item 1 is a tile, and item 2, the one to show, has these properties in this order. */
  private static byte[] meta(byte[]... properties) {
    Object[] all = new Object[properties.length + 1];
    all[0] = TILE;
    System.arraycopy(properties, 0, all, 1, properties.length);
    byte[] indexes = new byte[properties.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = (byte) (0x80 | i + 2);
    }
    return full(
        "meta",
        0,
        0,
        full("hdlr", 0, 0, 0, "pict", Binary.zeros(13)),
        full("pitm", 0, 0, (short) 2),
        box(
            "iprp",
            box("ipco", bytes(all)),
            full(
                "ipma",
                0,
                0,
                2,
                (short) 1,
                (byte) 1,
                (byte) 1,
                (short) 2,
                (byte) indexes.length,
                indexes)));
  }

  private String described(byte[]... boxes) {
    return ReadProperties.of(folder, bytes((Object[]) boxes));
  }

  private String size(byte[]... properties) {
    return described(ftyp("avif", "avif", "mif1"), meta(properties))
        .replace("image/avif", "")
        .strip();
  }

  @Test
  void the_size_is_that_of_the_whole_and_not_of_a_tile() {
    assertThat(size(LARGE)).isEqualTo("4000x3000");
  }

  @Test
  void a_quarter_turn_swaps_the_sides() {
    assertThat(size(LARGE, QUARTER)).isEqualTo("3000x4000");
    assertThat(size(LARGE, THREE_QUARTERS)).isEqualTo("3000x4000");
    assertThat(size(LARGE, HALF)).isEqualTo("4000x3000");
    assertThat(size(LARGE, MIRROR)).isEqualTo("4000x3000");
    assertThat(size(LARGE, QUARTER, MIRROR)).isEqualTo("3000x4000");
  }

  @Test
  void a_crop_counts_in_the_order_in_which_it_stands() {
    assertThat(size(LARGE, clap(1000, 600, 0, 0))).isEqualTo("1000x600");
    assertThat(size(LARGE, clap(1000, 600, -1500, 1200), QUARTER)).isEqualTo("600x1000");
    assertThat(size(LARGE, QUARTER, clap(1000, 3500, 0, 0))).isEqualTo("1000x3500");
  }

  @Test
  void a_crop_that_does_not_fit_leaves_the_size_open() {
    assertThat(size(LARGE, clap(4001, 600, 0, 0))).isEmpty();
    assertThat(size(LARGE, clap(1000, 600, 1501, 0))).isEmpty();
    assertThat(size(LARGE, clap(0, 600, 0, 0))).isEmpty();
    assertThat(size(LARGE, box("clap", 1001, 2, 600, 1, 0, 1, 0, 1))).isEmpty();
    assertThat(size(LARGE, box("clap", 1000, 0, 600, 1, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void without_a_size_of_its_own_none_is_reported() {
    assertThat(size(QUARTER)).isEmpty();
    assertThat(size(ispe(0, 0))).isEmpty();
    assertThat(size(ispe(-1, -1))).isEmpty();
  }

  @Test
  void items_and_properties_may_have_wide_numbers() {
    byte[] meta =
        full(
            "meta",
            0,
            0,
            full("pitm", 1, 0, 70_000),
            box(
                "iprp",
                box("ipco", TILE, LARGE, QUARTER),
                full("ipma", 0, 0, 1, (short) 1, (byte) 1, (byte) 1),
                full("ipma", 1, 1, 1, 70_000, (byte) 3, (short) 2, (short) 0, (short) 0x8003)));
    assertThat(described(ftyp("avif"), meta)).isEqualTo("image/avif 3000x4000");
  }

  @Test
  void what_contradicts_itself_shows_no_size() {
    byte[] properties = box("ipco", TILE);
    byte[] pitm = full("pitm", 0, 0, (short) 2);
    byte[] ofAnother = full("ipma", 0, 0, 1, (short) 1, (byte) 1, (byte) 1);
    byte[] ofNone = full("ipma", 0, 0, 1, (short) 2, (byte) 1, (byte) 9);
    byte[] endless = full("ipma", 0, 0, -1, (short) 1, (byte) 1, (byte) 1);
    for (byte[] ipma : new byte[][] {ofAnother, ofNone, endless, {}}) {
      byte[] meta = full("meta", 0, 0, pitm, box("iprp", properties, ipma));
      assertThat(described(ftyp("avif"), meta)).isEqualTo("image/avif");
    }
    assertThat(described(ftyp("avif"), full("meta", 0, 0, box("iprp", properties, ofAnother))))
        .isEqualTo("image/avif");
  }

  /** It says the same once more: what a camera writes has both. */
  @Test
  void an_orientation_in_exif_is_not_applied_again() {
    byte[] exif = bytes(0, "Exif\0\0MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0");
    assertThat(described(ftyp("heic"), meta(LARGE, QUARTER), box("mdat", exif)))
        .isEqualTo("image/heic 3000x4000");
    assertThat(described(ftyp("heic"), meta(LARGE), box("mdat", exif)))
        .isEqualTo("image/heic 4000x3000");
  }

  @ParameterizedTest
  @CsvSource({
    "avif, '', image/avif",
    "avis, msf1, image/avif",
    "avio, '', image/avif",
    "mif1, avif, image/avif",
    "mif2, mif1miafavif, image/avif",
    "miaf, avis, image/avif",
    "miaf, '', image/heif",
    "mif1, miaf, image/heif",
    "mif2, '', image/heif",
    "mif1, heic, image/heic",
    "heic, mif1, image/heic",
    "heix, '', image/heic",
    "heim, '', image/heic",
    "heis, '', image/heic",
    "hevc, '', image/heic-sequence",
    "msf1, '', image/heif-sequence",
    "isom, mif1avif, image/avif",
  })
  void brands_state_the_type(String major, String compatible, String type) {
    assertThat(described(ftyp(major, compatible), meta(LARGE))).isEqualTo(type + " 4000x3000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"avif", "avis", "heic", "mif1"})
  void a_picture_without_its_description_is_a_picture(String major) {
    assertThat(described(ftyp(major, "avif"))).startsWith("image/");
  }

  @Test
  void a_turned_picture_of_libavif_is_known_as_it_is_shown() {
    assertThat(described(ReadProperties.kept("turned.avif"))).isEqualTo("image/avif 120x160");
  }

  @Test
  void a_sequence_is_a_picture_without_a_playing_time() {
    assertThat(described(ReadProperties.kept("sequence.avif"))).isEqualTo("image/avif 160x120");
  }
}
