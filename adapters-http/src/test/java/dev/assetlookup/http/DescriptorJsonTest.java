package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.lookup.FindAsset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DescriptorJsonTest {
  static final String FULL =
      """
      {"containerId":"cnt_9c855048-b470-42e7-8f1b-032324d48555",\
      "assetId":"clip",\
      "kind":"video",\
      "url":"https://media.example.com/m/clip.mp4",\
      "thumbnailUrl":"https://media.example.com/m/clip.jpg",\
      "mimeType":"video/mp4",\
      "sizeBytes":5000000000,\
      "durationMs":15000,\
      "width":1080,\
      "height":1920,\
      "checksumSha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",\
      "expiresAt":"2999-04-17T13:10:00.500Z"}\
      """;
  static final String MINIMAL =
      """
      {"containerId":"cnt_9c855048-b470-42e7-8f1b-032324d48555",\
      "assetId":"slide-1",\
      "kind":"image",\
      "url":"https://media.example.com/m/slide-1.png",\
      "thumbnailUrl":null}\
      """;

  @Test
  void a_full_descriptor_has_all_fields_in_order() {
    assertThat(written("clip", Fixture.clip())).isEqualTo(FULL);
  }

  @Test
  void what_is_unknown_is_left_out_but_for_the_thumbnail() {
    assertThat(written("slide-1", Fixture.slide(1))).isEqualTo(MINIMAL);
  }

  private static String written(String id, AssetDescriptor descriptor) {
    byte[] json =
        DescriptorJson.write(
            new FindAsset.Result.Found(
                Fixture.id(Fixture.CONTAINER), new Asset(new AssetId(id), descriptor), null));
    return new String(json, StandardCharsets.UTF_8);
  }
}
