package dev.assetlookup.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.lookup.FindAsset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DescriptorJsonTest {
  private static final String MEDIA = "https://media.example.com/m/";
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  private static final String CHECKSUM =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String FULL =
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
  private static final String MINIMAL =
      """
      {"containerId":"cnt_9c855048-b470-42e7-8f1b-032324d48555",\
      "assetId":"slide-1",\
      "kind":"image",\
      "url":"https://media.example.com/m/slide-1.png",\
      "thumbnailUrl":null}\
      """;

  @Test
  void a_full_descriptor_has_all_fields_in_order() {
    AssetDescriptor clip =
        AssetDescriptor.at(new MediaUrl(MEDIA + "clip.mp4"))
            .kind(Kind.VIDEO)
            .thumbnailUrl(new MediaUrl(MEDIA + "clip.jpg"))
            .mimeType(new MimeType("video/mp4"))
            .sizeBytes(5_000_000_000L)
            .durationMs(15_000L)
            .width(1080)
            .height(1920)
            .checksumSha256(new Sha256(CHECKSUM))
            .expiresAt(Instant.parse("2999-04-17T13:10:00.5Z"))
            .build();
    assertThat(written("clip", clip)).isEqualTo(FULL);
  }

  @Test
  void what_is_unknown_is_left_out_but_for_the_thumbnail() {
    assertThat(written("slide-1", AssetDescriptor.at(new MediaUrl(MEDIA + "slide-1.png")).build()))
        .isEqualTo(MINIMAL);
  }

  private static String written(String id, AssetDescriptor descriptor) {
    byte[] json =
        DescriptorJson.write(
            new FindAsset.Result.Found(
                ContainerId.parse(CONTAINER).orElseThrow(),
                new Asset(new AssetId(id), descriptor),
                null));
    return new String(json, StandardCharsets.UTF_8);
  }
}
