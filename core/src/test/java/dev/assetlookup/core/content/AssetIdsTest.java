package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ids that URLs derive, by example. */
class AssetIdsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slide-3.png | slide-3",
        "slide-3.png?v=2#t | slide-3",
        "slide-3.png#t?v=2 | slide-3",
        "slide-3.png?file=other/name.png | slide-3",
        "slide%2D3.png | slide-3",
        "clip.final.mp4 | clip.final",
        "render-v1.5 | render-v1.5",
        "README | README",
        ".mp4 | .mp4",
        "Slide-3.png | Slide-3",
        "a~b.png | a~b",
        "folder/ | folder",
        "my%20video.mp4 | my-video~75058c8186cbe5ad",
        "caf%C3%A9.mp4 | caf~a79df4fd35e998dc",
        "cafe%CC%81.mp4 | cafe~e38916c9a48be0a2",
        "a%2Fb.mp4 | a-b~b0a066fc48626e7b",
        "a;b.mp4 | a-b~c11bf54df1c73f04",
        "100%.mp4 | 100~f05dc2b06bb84476",
      })
  void derives_the_published_vectors(String fileName, String id) {
    assertThat(AssetIds.derive(url(fileName))).isEqualTo(new AssetId(id));
  }

  @Test
  void an_extension_is_1_to_10_letters_and_digits_with_a_letter() {
    assertThat(AssetIds.derive(url("a.1234567890"))).hasToString("a.1234567890");
    assertThat(AssetIds.derive(url("a.123456789z"))).hasToString("a");
    assertThat(AssetIds.derive(url("a.1234567890z"))).hasToString("a.1234567890z");
    assertThat(AssetIds.derive(url("a.m-4"))).hasToString("a.m-4");
  }

  @Test
  void a_stem_that_looks_like_a_slug_takes_the_slug_path() {
    String stem = "a~0123456789abcdef";
    assertThat(AssetIds.derive(url(stem + ".png")).value())
        .startsWith("a-0123456789abcdef~")
        .hasSize("a-0123456789abcdef~".length() + 16);
    assertThat(AssetIds.derive(url("a~0123456789abcdeF.png"))).hasToString("a~0123456789abcdeF");
  }

  @Test
  void nothing_left_of_a_name_is_called_asset() {
    assertThat(AssetIds.derive(url("%20.mp4")).value()).startsWith("asset~");
    assertThat(AssetIds.derive(url("..")).value()).startsWith("asset~");
  }

  @Test
  void a_long_stem_is_cut_to_80_and_hashed() {
    assertThat(AssetIds.derive(url("x".repeat(128) + ".png")).value()).isEqualTo("x".repeat(128));
    assertThat(AssetIds.derive(url("x".repeat(129) + ".png")).value())
        .startsWith("x".repeat(80) + "~")
        .hasSize(97);
  }

  @Test
  void bytes_that_are_not_utf_8_are_taken_as_written() {
    assertThat(AssetIds.derive(url("a%FF.mp4")).value()).startsWith("a-FF~");
    assertThat(AssetIds.derive(url("a%C0%80.mp4")).value()).startsWith("a-C0-80~");
  }

  @Test
  void a_distinct_id_hashes_the_whole_url() {
    AssetId one = AssetIds.deriveDistinct(url("slide-1.png"));
    AssetId other = AssetIds.deriveDistinct(url("slide-1.png?v=2"));
    assertThat(one.value()).matches("slide-1~[0-9a-f]{16}");
    assertThat(other.value()).matches("slide-1~[0-9a-f]{16}").isNotEqualTo(one.value());
  }

  private static MediaUrl url(String fileName) {
    return new MediaUrl("https://media.example.com/container/media/" + fileName);
  }
}
