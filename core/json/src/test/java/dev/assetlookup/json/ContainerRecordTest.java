package dev.assetlookup.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerRecordTest {
  private static final ContainerKey KEY =
      new ContainerKey(new OrganizationId("org_acme"), new ContainerId(new UUID(1, 2)));
  private static final Instant TIME = Instant.parse("2026-04-17T13:10:00.000001Z");

  private static final AssetDescriptor FULL =
      AssetDescriptor.at(new MediaUrl("https://m.test/clip.mp4"))
          .thumbnailUrl(new MediaUrl("https://m.test/clip.jpg"))
          .mimeType(new MimeType("video/mp4"))
          .sizeBytes(5_000_000_000L)
          .durationMs(0L)
          .width(1)
          .height(Integer.MAX_VALUE)
          .checksumSha256(Sha256.of(new byte[0]))
          .expiresAt(TIME)
          .build();
  private static final AssetDescriptor BARE =
      AssetDescriptor.at(new MediaUrl("https://m.test/a")).build();

  private static Container container(List<Asset> assets, @Nullable Instant deletedAt) {
    return new Container(
        KEY,
        new Revision(7),
        TIME,
        new ContainerDetails(
            "prj",
            ContainerStatus.COMPLETED,
            "f",
            "t",
            "grün \uD83D\uDE00",
            null,
            ApprovalStatus.NOT_REQUIRED,
            TIME,
            "e"),
        assets,
        List.of(
            new SupersededAsset(asset("x", FULL), 3, new Revision(6), TIME, false, Media.HELD),
            new SupersededAsset(
                asset("x", BARE), null, new Revision(5), TIME, true, Media.RELEASED)),
        deletedAt);
  }

  private static Asset asset(String id, AssetDescriptor descriptor) {
    return new Asset(new AssetId(id), descriptor);
  }

  private static String written(Container container) {
    return new String(ContainerRecord.write(container), StandardCharsets.UTF_8);
  }

  @Test
  void a_record_gives_an_equal_container() {
    for (Container container :
        List.of(
            container(List.of(asset("x", FULL), asset("y", BARE)), null),
            container(List.of(), TIME))) {
      assertThat(ContainerRecord.read(KEY, ContainerRecord.write(container))).isEqualTo(container);
    }
  }

  @Test
  void fields_of_a_later_version_are_passed_over() {
    Container container = container(List.of(asset("x", FULL)), null);
    String later =
        written(container)
            .replace("\"kind\":", "\"new\":{\"a\":[1]},\"kind\":")
            .replace("\"revision\":", "\"new\":null,\"revision\":");
    assertThat(ContainerRecord.read(KEY, later.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(container);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"width\":1,>\"width\":0,",
        "\"width\":1,>\"width\":1.0,",
        "\"height\":2147483647>\"height\":2147483648",
        "\"sizeBytes\":5000000000>\"sizeBytes\":\"5\"",
        "\"revision\":7>\"revision\":null",
        "\"supersededIn\":6>\"other\":6",
        "org_acme>org_other",
        "}>",
        "}>}{}",
      })
  void what_is_not_the_record_of_the_container_is_refused(String change) {
    String[] parts = change.split(">", -1);
    String text = written(container(List.of(asset("y", FULL)), null));
    int last = text.lastIndexOf(parts[0]);
    byte[] changed =
        (text.substring(0, last) + parts[1] + text.substring(last + parts[0].length()))
            .getBytes(StandardCharsets.UTF_8);
    assertThatIllegalArgumentException().isThrownBy(() -> ContainerRecord.read(KEY, changed));
  }
}
