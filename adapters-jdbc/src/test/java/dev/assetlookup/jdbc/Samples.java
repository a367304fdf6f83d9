package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values for tests. */
final class Samples {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final Instant NOON = Instant.parse("2026-04-17T12:00:00.123456Z");
  static final AssetId FIRST = new AssetId("slide-1");

  private Samples() {}

  static ContainerKey key(long number) {
    return new ContainerKey(ACME, new ContainerId(new UUID(number, 1)));
  }

  static Asset asset(String id, int width) {
    return new Asset(
        new AssetId(id),
        AssetDescriptor.at(new MediaUrl("https://media.example.com/" + id + ".png"))
            .kind(Kind.IMAGE)
            .sizeBytes(48_211L)
            .width(width)
            .checksumSha256(Sha256.of(new byte[] {1}))
            .build());
  }

  static Container container(ContainerKey key, long revision, Asset... assets) {
    return container(key, revision, List.of(assets));
  }

  static Container container(ContainerKey key, long revision, List<Asset> assets) {
    return new Container(
        key, new Revision(revision), NOON, ContainerDetails.COMPLETED, assets, List.of(), null);
  }

  /** A container with slides 1 to {@code count}, all marked with its revision. */
  static Container slides(ContainerKey key, int revision, int count) {
    return container(
        key,
        revision,
        IntStream.rangeClosed(1, count).mapToObj(i -> asset("slide-" + i, revision)).toList());
  }

  /** The container as a later revision left it. */
  static Container with(
      Container container, List<SupersededAsset> superseded, @Nullable Instant deletedAt) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        container.assets(),
        superseded,
        deletedAt);
  }

  static SupersededAsset superseded(String id, long revision, Instant at) {
    return new SupersededAsset(
        asset(id, 1), null, new Revision(revision), at, false, SupersededAsset.Media.HELD);
  }

  static ApiKey apiKey(char letter) {
    return ApiKey.active(
        new ApiKeyId(String.valueOf(letter).repeat(16)),
        KeyTerms.builder(ACME).scopes(Scope.CONTENT_READ, Scope.CONTENT_WRITE).build(),
        Sha256.of(new byte[] {2}),
        NOON);
  }
}
