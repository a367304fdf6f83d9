package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MediaUrlObjectTest {
  @Test
  void the_spellings_of_one_file_have_one_object() {
    for (String spelling :
        List.of(
            "https://media.example.com/a/b%20c.png",
            "http://media.example.com/a/b%20c.png",
            "https://MEDIA.Example.com/a/b%20c.png",
            "https://media.example.com:443/a/b%20c.png",
            "http://media.example.com:80/a/b%20c.png",
            "http://media.example.com:00080/a/b%20c.png",
            "https://media.example.com/a/b%20c.png?v=2",
            "https://media.example.com/a/b%20c.png#t=1",
            "https://media.example.com/a/b%20c.png?x=/../#?",
            "https://media.example.com/%61/b%20c%2Epng",
            "https://media.example.com/%61/b%20c%2epng",
            "https://media.example.com/a%2Fb%20c.png",
            "https://media.example.com/a%2fb%20c.png",
            "https://media.example.com/./a/./b%20c.png",
            "https://media.example.com/x/../a/b%20c.png",
            "https://media.example.com/../a/b%20c.png",
            "https://media.example.com/%2e%2E/a/b%20c.png")) {
      assertThat(new MediaUrl(spelling).object())
          .as(spelling)
          .isEqualTo("media.example.com/a/b c.png");
    }
  }

  @Test
  void different_files_have_different_objects() {
    List<String> different =
        List.of(
            "https://media.example.com/",
            "https://media.example.com/a",
            "https://media.example.com/a/",
            "https://media.example.com/A",
            "https://media.example.com/a.b",
            "https://media.example.com/..a",
            "https://media.example.com/a..",
            "https://media.example.com/...",
            "https://media.example.com/a%3Fb",
            "https://media.example.com/a%23b",
            "https://media.example.com/a+b",
            "https://media.example.com/a%20b",
            "https://media.example.com/a%2520b",
            "https://media.example.com/caf%C3%A9",
            "https://media.example.com/cafe%CC%81",
            "https://media.example.com:8443/a",
            "http://media.example.com:443/a",
            "https://media2.example.com/a",
            "https://[::1]/a",
            "https://[::1]:8443/a");
    Set<String> objects = new HashSet<>();
    for (String url : different) {
      assertThat(objects.add(new MediaUrl(url).object())).as(url).isTrue();
    }
  }

  @Test
  void a_url_without_a_path_means_the_root_and_a_malformed_escape_itself() {
    assertThat(new MediaUrl("https://media.example.com").object()).isEqualTo("media.example.com/");
    assertThat(new MediaUrl("https://media.example.com?a").object())
        .isEqualTo("media.example.com/");
    assertThat(new MediaUrl("https://media.example.com/a/..").object())
        .isEqualTo("media.example.com/");
    assertThat(new MediaUrl("https://media.example.com/a/.").object())
        .isEqualTo("media.example.com/a/");
    for (String malformed : List.of("100%.mp4", "100%2", "100%", "100%zz", "100%-1")) {
      assertThat(new MediaUrl("https://media.example.com/" + malformed).object())
          .isEqualTo("media.example.com/" + malformed);
    }
    assertThat(new MediaUrl("https://media.example.com/100%25.mp4").object())
        .isEqualTo("media.example.com/100%.mp4");
  }

  @Property
  void which_characters_are_escaped_and_how_does_not_matter(
      @ForAll("names") String name, @ForAll int which) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      String octet = String.format("%%%02x", (int) name.charAt(i));
      switch (which >>> (2 * (i % 16)) & 3) {
        case 0 -> escaped.append(octet);
        case 1 -> escaped.append(octet.toUpperCase(Locale.ROOT));
        default -> escaped.append(name.charAt(i));
      }
    }
    String base = "https://media.example.com/c/";
    assertThat(new MediaUrl(base + escaped).object())
        .isEqualTo(new MediaUrl(base + name).object())
        .isEqualTo("media.example.com/c/" + name);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("abcXYZ019-_~!$&'()*+,;=:@")
        .ofMinLength(1)
        .ofMaxLength(40);
  }
}
