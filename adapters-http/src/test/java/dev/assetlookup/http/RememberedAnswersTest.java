package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.lookup.FindAsset.Result.Found;
import dev.assetlookup.json.DescriptorJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedAnswersTest {
  private static final ContainerId CONTAINER = new ContainerId(new UUID(1, 1));
  private static final Instant LATER = Instant.parse("2026-04-17T13:20:00Z");

  private final RememberedAnswers answers = new RememberedAnswers(1 << 20);
  private final Asset asset = asset("slide", "https://media.example.com/slide.png");

  @Test
  void what_was_written_of_an_asset_is_kept_with_its_tag() {
    Answer.Content first = answers.of(new Found(CONTAINER, asset, null));
    assertThat(first.body()).isEqualTo(DescriptorJson.write(new Found(CONTAINER, asset, null)));
    assertThat(first.tag()).isEqualTo(EntityTag.of(first.body()));
    assertThat(answers.of(new Found(CONTAINER, asset, null))).isSameAs(first);
  }

  @Test
  void another_object_is_written_anew_though_it_is_equal() {
    Answer.Content first = answers.of(new Found(CONTAINER, asset, null));
    Asset equal = new Asset(asset.id(), asset.descriptor());
    assertThat(answers.of(new Found(CONTAINER, equal, null))).isNotSameAs(first);
  }

  @Test
  void one_object_in_two_containers_has_two_answers() {
    ContainerId other = new ContainerId(new UUID(1, 2));
    for (int i = 0; i < 2; i++) {
      for (ContainerId container : List.of(CONTAINER, other)) {
        Found found = new Found(container, asset, null);
        assertThat(answers.of(found).body()).isEqualTo(DescriptorJson.write(found));
      }
    }
  }

  @Test
  void an_asset_that_was_superseded_since_is_written_anew() {
    answers.of(new Found(CONTAINER, asset, null));
    Found superseded = new Found(CONTAINER, asset, LATER);
    assertThat(answers.of(superseded).body()).isEqualTo(DescriptorJson.write(superseded));
  }

  @Test
  void most_of_as_many_as_there_is_room_for_are_kept() {
    int room = (1 << 20) / RememberedAnswers.ANSWER_BYTES;
    List<Asset> assets = new ArrayList<>();
    List<Answer.Content> written = new ArrayList<>();
    for (int i = 0; i < room; i++) {
      assets.add(asset("slide-" + i, "https://media.example.com/" + i + ".png"));
      written.add(answers.of(new Found(CONTAINER, assets.get(i), null)));
    }
    int kept = 0;
    for (int i = 0; i < room; i++) {
      kept += answers.of(new Found(CONTAINER, assets.get(i), null)).equals(written.get(i)) ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(room / 2);
  }

  @Test
  void a_long_answer_is_not_kept_and_neither_is_any_without_room() {
    Asset big = asset("big", "https://media.example.com/" + "x".repeat(1_500));
    Found found = new Found(CONTAINER, big, null);
    assertThat(answers.of(found)).isNotSameAs(answers.of(found));
    RememberedAnswers none = new RememberedAnswers(0);
    Found small = new Found(CONTAINER, asset, null);
    assertThat(none.of(small)).isNotSameAs(none.of(small));
  }

  private static Asset asset(String id, String url) {
    return new Asset(new AssetId(id), AssetDescriptor.at(new MediaUrl(url)).build());
  }
}
