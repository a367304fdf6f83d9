package dev.assetlookup.testkit;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Organizations, keys and containers that the rules use. */
final class Samples {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final ContainerKey CONTAINER = key(ACME, "9c855048-b470-42e7-8f1b-032324d48555");
  static final AssetId SLIDE = new AssetId("slide-1");
  static final Instant CREATED = Instant.parse("2026-04-17T13:10:00.000001Z");
  static final Instant LATER = Instant.parse("2026-04-17T13:20:00.654321Z");
  static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59.999999Z");
  static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private Samples() {}

  static ContainerKey key(OrganizationId organization, String uuid) {
    return new ContainerKey(organization, new ContainerId(UUID.fromString(uuid)));
  }

  static ContainerKey numbered(int number) {
    return new ContainerKey(ACME, new ContainerId(new UUID(1, number)));
  }

  static Container container(
      ContainerKey key, long revision, List<Asset> assets, SupersededAsset... superseded) {
    return new Container(
        key,
        new Revision(revision),
        CREATED,
        ContainerDetails.COMPLETED,
        assets,
        List.of(superseded),
        null);
  }

  static Container container(long revision, List<Asset> assets) {
    return container(CONTAINER, revision, assets);
  }

  static Container container(
      ContainerKey key, long revision, Instant createdAt, ContainerDetails details) {
    return new Container(
        key, new Revision(revision), createdAt, details, List.of(), List.of(), null);
  }

  static Container deleted(ContainerKey key, long revision, SupersededAsset... superseded) {
    return new Container(
        key,
        new Revision(revision),
        CREATED,
        ContainerDetails.COMPLETED,
        List.of(),
        List.of(superseded),
        LATER);
  }

  static SupersededAsset superseded(Asset asset, long in) {
    return new SupersededAsset(
        asset, (int) (in % 7), new Revision(in), LATER.plusSeconds(in), false, Media.HELD);
  }

  static SupersededAsset superseded(Asset asset, long in, @Nullable Integer position, Media media) {
    return new SupersededAsset(
        asset, position, new Revision(in), LATER.plusSeconds(in), false, media);
  }

  static Container withKey(ContainerKey key, Container container) {
    return new Container(
        key,
        container.revision(),
        container.createdAt(),
        container.details(),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }

  static Container withRevision(long revision, Container container) {
    return new Container(
        container.key(),
        new Revision(revision),
        container.createdAt(),
        container.details(),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }

  static Container inProject(@Nullable String project, Container container) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        details(project, null),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }

  static ContainerDetails details(@Nullable String projectId, @Nullable String format) {
    return details(projectId, ContainerStatus.COMPLETED, format);
  }

  static ContainerDetails details(
      @Nullable String projectId, ContainerStatus status, @Nullable String format) {
    return new ContainerDetails(
        projectId, status, format, null, null, null, ApprovalStatus.NOT_REQUIRED, null, null);
  }
}
