package dev.assetlookup.benchmarks;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The content that is looked up: the n-th container and its assets are the same in every run, so
 * that whoever asks needs no list. Container ids are spread like random ones.
 */
final class Sample {
  static final OrganizationId ORGANIZATION = new OrganizationId("org_benchmark");
  static final int ASSETS_PER_CONTAINER = 20;

  private static final Instant CREATED_AT = Instant.parse("2026-04-17T13:10:00Z");
  private static final long UUID_VERSION_4 = 0x4000L;
  private static final long UUID_VARIANT = 1L << 63;

  private Sample() {}

  static int containers(int assets) {
    return Math.max(1, assets / ASSETS_PER_CONTAINER);
  }

  static ContainerId containerId(int n) {
    long high = mixed(2L * n);
    long low = mixed(2L * n + 1);
    return new ContainerId(
        new UUID((high & ~0xf000L) | UUID_VERSION_4, (low & ~(3L << 62)) | UUID_VARIANT));
  }

  static ContainerKey key(int n) {
    return new ContainerKey(ORGANIZATION, containerId(n));
  }

  static AssetId assetId(int position) {
    return new AssetId("slide-" + (position + 1));
  }

  static Container container(int n) {
    List<Asset> assets =
        IntStream.range(0, ASSETS_PER_CONTAINER)
            .mapToObj(i -> new Asset(assetId(i), descriptor(containerId(n), i)))
            .toList();
    return new Container(
        key(n),
        Revision.NONE.next(),
        CREATED_AT.plusSeconds(n),
        ContainerDetails.COMPLETED,
        assets,
        List.of(),
        null);
  }

  private static AssetDescriptor descriptor(ContainerId container, int position) {
    String url =
        "https://media.example.com/public-media/content-container/"
            + container.uuid()
            + "/media/"
            + assetId(position);
    return AssetDescriptor.at(new MediaUrl(url + ".png"))
        .kind(Kind.IMAGE)
        .thumbnailUrl(
            new MediaUrl(
                "https://media.example.com/t/" + container + "/" + assetId(position) + ".jpg"))
        .mimeType(new MimeType("image/png"))
        .sizeBytes(48_211L + position)
        .width(1080)
        .height(1920)
        .checksumSha256(Sha256.of(url.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /** SplitMix64: neighbouring numbers come out as unrelated as random ones. */
  private static long mixed(long n) {
    long z = (n + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
