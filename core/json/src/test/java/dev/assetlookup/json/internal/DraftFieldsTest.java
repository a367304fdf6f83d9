package dev.assetlookup.json.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DraftFieldsTest {
  private final List<String> problems = new ArrayList<>();

  private DraftFields read(String json) {
    StrictJson.Result document = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
    return DraftFields.read(
        new JsonFields(
            ((StrictJson.Result.Valid) document).object(),
            "",
            (pointer, reason) -> problems.add(pointer + " " + reason)),
        Set.of());
  }

  @Test
  void assets_keep_their_numbers_in_the_document_beside_what_is_no_asset() {
    DraftFields draft =
        read(
            """
            {"assets":[7,
              {"url":"https://media.example.com/a.png"},
              {"url":"ftp://x/y"}, null, [],
              {"url":"https://media.example.com/b.png"}]}
            """);
    assertThat(draft.assets().keySet()).containsExactly(1, 5);
    assertThat(problems)
        .satisfiesExactlyInAnyOrder(
            first -> assertThat(first).isEqualTo("/assets/0 is not an object"),
            second -> assertThat(second).startsWith("/assets/2/url "),
            third -> assertThat(third).isEqualTo("/assets/3 is not an object"),
            fourth -> assertThat(fourth).isEqualTo("/assets/4 is not an object"));
  }
}
