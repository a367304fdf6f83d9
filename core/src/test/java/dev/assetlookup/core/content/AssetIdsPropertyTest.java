package dev.assetlookup.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

class AssetIdsPropertyTest {
  private static final String BASE = "https://media.example.com/c/";

  @Property
  void every_file_name_that_a_url_can_carry_has_a_path_safe_id(@ForAll("fileNames") String raw) {
    MediaUrl url = new MediaUrl(BASE + raw);
    assertThat(AssetIds.derive(url).value()).matches("[A-Za-z0-9._~-]{1,128}").isNotIn(".", "..");
    assertThat(AssetIds.deriveDistinct(url).value()).matches("[A-Za-z0-9._-]{1,80}~[0-9a-f]{16}");
  }

  @Property
  void derivation_is_deterministic(@ForAll("fileNames") String raw) {
    assertThat(AssetIds.derive(new MediaUrl(BASE + raw)))
        .isEqualTo(AssetIds.derive(new MediaUrl(BASE + raw)));
  }

  @Property
  void any_unicode_name_survives_encoding(@ForAll @NotEmpty @StringLength(max = 200) String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(AssetIds.derive(new MediaUrl(BASE + encoded)).value())
        .matches("[A-Za-z0-9._~-]{1,128}");
  }

  @Property
  void folder_query_and_fragment_do_not_matter(
      @ForAll("fileNames") String raw, @ForAll("fileNames") String other) {
    AssetId id = AssetIds.derive(new MediaUrl(BASE + raw));
    assertThat(AssetIds.derive(new MediaUrl(BASE + other + "/" + raw))).isEqualTo(id);
    assertThat(AssetIds.derive(new MediaUrl(BASE + raw + "?" + other))).isEqualTo(id);
    assertThat(AssetIds.derive(new MediaUrl(BASE + raw + "#" + other))).isEqualTo(id);
  }

  @Property
  void a_path_safe_stem_is_the_id(@ForAll("plainStems") String stem) {
    assertThat(AssetIds.derive(new MediaUrl(BASE + stem + ".png"))).hasToString(stem);
  }

  @Provide
  Arbitrary<String> fileNames() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("-._~!$&'()*+,;=:@%[]")
        .ofMinLength(1)
        .ofMaxLength(200);
  }

  @Provide
  Arbitrary<String> plainStems() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("-_")
        .ofMinLength(1)
        .ofMaxLength(128);
  }
}
