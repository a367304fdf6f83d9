package dev.assetlookup.cache;

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
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Organizations, containers and keys that the tests use. */
final class Samples {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final ContainerKey CONTAINER = container(ACME, 1);
  static final ContainerKey NEIGHBOUR = container(ACME, 2);
  static final AssetId SLIDE = new AssetId("slide");
  static final Instant CREATED = Instant.parse("2026-04-17T13:10:00Z");
  static final Instant LATER = Instant.parse("2026-04-17T13:20:00Z");

  private Samples() {}

  static ContainerKey container(OrganizationId organization, int number) {
    return new ContainerKey(organization, new ContainerId(new UUID(7, number)));
  }

  /** An asset whose URL says in which revision it was stored. */
  static Asset asset(AssetId id, long revision) {
    MediaUrl url = new MediaUrl("https://media.example.com/" + revision + "/" + id + ".png");
    return new Asset(id, AssetDescriptor.at(url).build());
  }

  static Container holding(ContainerKey key, long revision, AssetId... ids) {
    List<Asset> assets = List.of(ids).stream().map(id -> asset(id, revision)).toList();
    return container(key, revision, null, assets, null);
  }

  /** In a project, each revision in another one. */
  static Container moving(ContainerKey key, long revision, AssetId... ids) {
    return container(key, revision, "p-" + revision, holding(key, revision, ids).assets(), null);
  }

  static Container deleted(ContainerKey key, long revision) {
    return container(key, revision, null, List.of(), LATER);
  }

  private static Container container(
      ContainerKey key,
      long revision,
      @Nullable String project,
      List<Asset> assets,
      @Nullable Instant deletedAt) {
    return new Container(
        key,
        new Revision(revision),
        CREATED,
        ContainerDetails.builder().projectId(project).build(),
        assets,
        List.of(),
        deletedAt);
  }

  static ApiKey apiKey(OrganizationId organization, char id) {
    return ApiKey.active(
        new ApiKeyId(String.valueOf(id).repeat(ApiKeyId.LENGTH)),
        KeyTerms.builder(organization).scopes(Scope.CONTENT_READ).build(),
        new Sha256("0".repeat(64)),
        CREATED);
  }
}
