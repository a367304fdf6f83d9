package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
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
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Containers and keys to store. */
public final class ManifestSamples {
  public static final OrganizationId ACME = new OrganizationId("org_acme");
  public static final Instant CREATED = Instant.parse("2026-04-17T13:10:00.000001Z");
  public static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59.999999Z");
  public static final ContainerKey KEY = key(1);
  public static final ApiKey API_KEY =
      ApiKey.active(
          new ApiKeyId("ABCDEFGHIJKLMNOP"),
          KeyTerms.builder(ACME)
              .organizationName("Acme Inc.")
              .scopes(Scope.CONTENT_READ)
              .name("a note")
              .build(),
          Sha256.of(new byte[] {1}),
          CREATED);

  public static final ApiKey.Status KILLED = API_KEY.status().withKeyKilled(true);

  private ManifestSamples() {}

  public static ContainerKey key(int number) {
    return new ContainerKey(ACME, new ContainerId(new UUID(1, number)));
  }

  /** With an entry in every list. */
  public static Container container(ContainerKey key, long revision) {
    return container(key, revision, CREATED.plusSeconds(revision));
  }

  public static Container container(ContainerKey key, long revision, Instant createdAt) {
    return new Container(
        key,
        new Revision(revision),
        createdAt,
        new ContainerDetails(
            "project-1",
            ContainerStatus.COMPLETED,
            "reel",
            null,
            "A caption of revision " + revision,
            null,
            ApprovalStatus.NOT_REQUIRED,
            null,
            null),
        List.of(asset("slide-1"), asset("slide-2")),
        List.of(
            superseded(asset("held"), revision, Media.HELD),
            superseded(asset("released"), revision, Media.RELEASED)),
        null);
  }

  public static SupersededAsset superseded(Asset asset, long in, Media media) {
    return new SupersededAsset(
        asset, 0, new Revision(in), CREATED.plusSeconds(100 + in), false, media);
  }

  public static Asset asset(String id) {
    MediaUrl url = new MediaUrl("https://media.example.com/" + id + ".png");
    return new Asset(new AssetId(id), AssetDescriptor.at(url).sizeBytes(2_048L).width(10).build());
  }
}
