package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.LOCATION;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.MediaUrl;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, files and URLs of media. */
class MediaLocationTest {
  private static final String UUID = CONTAINER.container().uuid().toString();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slide-1.png", "my video.mp4", "100%.png", "%41.png", "a+b&c=d.png", "a?b#c.png", "Zoë.png",
        "日本.webp", "😀.png", "~x.png", "...", "-", "a\\b.png", "\"quoted\".png"
      })
  void a_file_its_key_and_its_url_lead_to_each_other(String name) {
    MediaLocation.File file = new MediaLocation.File(CONTAINER.container(), name);
    assertThat(LOCATION.key(file)).isEqualTo(key(name));
    assertThat(LOCATION.file(key(name))).contains(file);
    MediaUrl url = LOCATION.url(key(name));
    assertThat(LOCATION.key(url)).contains(key(name));
    assertThat(file.assetId()).contains(AssetIds.derive(url));
  }

  @Test
  void a_url_is_percent_encoded() {
    assertThat(LOCATION.url(key("Zoë & co.png")).value())
        .isEqualTo(
            "https://media.example.com/public-media/content-container/"
                + UUID
                + "/media/Zo%C3%AB%20%26%20co.png");
  }

  @Test
  void a_url_under_another_base_or_malformed_has_no_key() {
    assertThat(LOCATION.key(new MediaUrl("https://media.example.com.evil.org/a.png"))).isEmpty();
    assertThat(LOCATION.key(new MediaUrl("https://media.example.com"))).isEmpty();
    assertThat(LOCATION.key(new MediaUrl("https://media.example.com/100%.png"))).isEmpty();
    assertThat(LOCATION.key(new MediaUrl("https://media.example.com/%ff.png"))).isEmpty();
    assertThat(LOCATION.key(new MediaUrl("https://media.example.com/a.png?v=1#t")))
        .contains("a.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "/",
        "a\u0000",
        "a\n",
        "\u0085",
        "e\u0301.png",
        "\ud800.png"
      })
  void no_object_can_have_a_name_that_is_none(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LOCATION.key(new MediaLocation.File(CONTAINER.container(), name)));
    assertThat(LOCATION.file(key(name))).isEmpty();
  }

  @Test
  void a_key_has_at_most_1024_bytes() {
    int left = 1_024 - key("").length();
    MediaLocation.File longest =
        new MediaLocation.File(CONTAINER.container(), "é".repeat(left / 2));
    assertThat(LOCATION.key(longest)).isEqualTo(key(longest.name()));
    MediaLocation.File longer =
        new MediaLocation.File(CONTAINER.container(), longest.name() + "éé");
    assertThatIllegalArgumentException().isThrownBy(() -> LOCATION.key(longer));
    assertThat(new MediaLocation.File(CONTAINER.container(), "日".repeat(341)).assetId()).isEmpty();
  }

  @Test
  void other_keys_name_no_file() {
    for (String other :
        List.of(
            "",
            "public-media/content-container/",
            "public-media/content-container/" + UUID,
            "public-media/content-container/" + UUID + "/media/",
            "public-media/content-container/" + UUID + "/thumbs/a.png",
            "public-media/content-container/" + UUID.toUpperCase(Locale.ROOT) + "/media/a.png",
            "public-media/content-container/cnt_" + UUID + "/media/a.png",
            "public-media/content-container/../../../../../aaaaaaaaaaaaaaaaaaaaa/media/a.png",
            "content-container/" + UUID + "/media/a.png")) {
      assertThat(LOCATION.file(other)).as(other).isEmpty();
    }
  }

  @Test
  void a_location_that_could_not_work_is_refused() {
    MediaUrl base = new MediaUrl("https://media.example.com");
    for (String prefix : List.of("media", "/media/", "/")) {
      assertThatIllegalArgumentException().isThrownBy(() -> new MediaLocation("b", prefix, base));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new MediaLocation("", "", base));
    for (String url : List.of("https://h/", "https://h/?a", "https://h/a#b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new MediaLocation("b", "", new MediaUrl(url)));
    }
    assertThat(new MediaLocation("b", "", base).file("content-container/" + UUID + "/media/a"))
        .isPresent();
  }
}
