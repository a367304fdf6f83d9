package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A URL that can be published is one for {@code java.net}, too. */
class MediaUrlUriTest {
  @Property
  void every_url_has_a_uri(@ForAll("urls") String text) {
    URI uri = new MediaUrl(text).toUri();
    assertThat(uri.getScheme()).isEqualTo("https");
    assertThat(uri.getHost()).isEqualTo("media.test");
  }

  @Provide
  Arbitrary<String> urls() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .excludeChars('"', '<', '>', '\\', '^', '`', '{', '|', '}')
        .ofMaxLength(40)
        .map(rest -> "https://media.test/" + rest);
  }

  @ParameterizedTest
  @CsvSource({
    "https://media.test/a%20b.png?v=1#t, https://media.test/a%20b.png?v=1#t",
    "https://media.test/100%.mp4, https://media.test/100%25.mp4",
    "https://media.test/a[1].png, https://media.test/a%5B1%5D.png",
    "https://media.test/a#b#c, https://media.test/a#b%23c",
    "https://[::1]:8443/a.png, https://[::1]:8443/a.png",
  })
  void what_a_uri_cannot_hold_is_encoded_and_nothing_else(String url, String uri) {
    assertThat(new MediaUrl(url).toUri()).hasToString(uri);
  }

  @Test
  void a_host_with_an_underscore_is_kept() {
    assertThat(new MediaUrl("https://media_cdn.test/a.png").toUri().getRawAuthority())
        .isEqualTo("media_cdn.test");
  }
}
