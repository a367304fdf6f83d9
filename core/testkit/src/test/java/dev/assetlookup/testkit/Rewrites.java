package dev.assetlookup.testkit;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a store may do to a container that it was given, and should not. */
final class Rewrites {
  private Rewrites() {}

  static Container withAssets(Container container, List<Asset> assets) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        assets,
        container.superseded(),
        container.deletedAt());
  }

  static Container withSuperseded(Container container, List<SupersededAsset> superseded) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        container.assets(),
        superseded,
        container.deletedAt());
  }

  static Container withDetails(Container container, ContainerDetails details) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        details,
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }

  static Container withRevision(Container container, long revision) {
    return new Container(
        container.key(),
        new Revision(revision),
        container.createdAt(),
        container.details(),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }

  static Container undeleted(Container container) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        container.details(),
        container.assets(),
        container.superseded(),
        null);
  }

  static Container assetsSorted(Container container) {
    return withAssets(
        container,
        container.assets().stream()
            .sorted(Comparator.comparing(asset -> asset.id().value()))
            .toList());
  }

  static Container inMilliseconds(Container container) {
    ContainerDetails details = container.details();
    Container cut =
        new Container(
            container.key(),
            container.revision(),
            inMilliseconds(container.createdAt()),
            new ContainerDetails(
                details.projectId(),
                details.status(),
                details.format(),
                details.creativeType(),
                details.caption(),
                details.firstComment(),
                details.approvalStatus(),
                details.completedAt() == null ? null : inMilliseconds(details.completedAt()),
                details.lastError()),
            container.assets(),
            container.superseded(),
            container.deletedAt() == null ? null : inMilliseconds(container.deletedAt()));
    return eachDescriptor(
        cut,
        d -> d.expiresAt() == null ? d : copy(d).expiresAt(inMilliseconds(d.expiresAt())).build());
  }

  private static Instant inMilliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Changes the five free texts. */
  static Container eachText(Container container, UnaryOperator<@Nullable String> change) {
    ContainerDetails details = container.details();
    return withDetails(
        container,
        new ContainerDetails(
            details.projectId(),
            details.status(),
            change.apply(details.format()),
            change.apply(details.creativeType()),
            change.apply(details.caption()),
            change.apply(details.firstComment()),
            details.approvalStatus(),
            details.completedAt(),
            change.apply(details.lastError())));
  }

  static Container withStatus(
      Container container, ContainerStatus status, ApprovalStatus approvalStatus) {
    ContainerDetails details = container.details();
    return withDetails(
        container,
        new ContainerDetails(
            details.projectId(),
            status,
            details.format(),
            details.creativeType(),
            details.caption(),
            details.firstComment(),
            approvalStatus,
            details.completedAt(),
            details.lastError()));
  }

  static Container eachDescriptor(Container container, UnaryOperator<AssetDescriptor> change) {
    List<SupersededAsset> superseded =
        container.superseded().stream()
            .map(
                s ->
                    new SupersededAsset(
                        changed(s.asset(), change),
                        s.position(),
                        s.supersededIn(),
                        s.supersededAt(),
                        s.withdrawn(),
                        s.media()))
            .toList();
    return withAssets(
        withSuperseded(container, superseded),
        container.assets().stream().map(asset -> changed(asset, change)).toList());
  }

  private static Asset changed(Asset asset, UnaryOperator<AssetDescriptor> change) {
    return new Asset(asset.id(), change.apply(asset.descriptor()));
  }

  static AssetDescriptor.Builder copy(AssetDescriptor descriptor) {
    return AssetDescriptor.at(descriptor.url())
        .kind(descriptor.kind())
        .thumbnailUrl(descriptor.thumbnailUrl())
        .mimeType(descriptor.mimeType())
        .sizeBytes(descriptor.sizeBytes())
        .durationMs(descriptor.durationMs())
        .width(descriptor.width())
        .height(descriptor.height())
        .checksumSha256(descriptor.checksumSha256())
        .expiresAt(descriptor.expiresAt());
  }

  static AssetDescriptor withoutMimeParameters(AssetDescriptor descriptor) {
    MimeType type = descriptor.mimeType();
    int end = type == null ? -1 : type.value().indexOf(';');
    return type == null || end < 0
        ? descriptor
        : copy(descriptor).mimeType(new MimeType(type.value().substring(0, end))).build();
  }

  /** Knows images, and takes all else for videos. */
  static AssetDescriptor withCoarseKind(AssetDescriptor descriptor) {
    Kind kind = Kind.infer(descriptor.mimeType(), descriptor.url());
    boolean still = kind.equals(Kind.IMAGE) && descriptor.durationMs() == null;
    return copy(descriptor).kind(still ? Kind.IMAGE : Kind.VIDEO).build();
  }

  static AssetDescriptor withShortDuration(AssetDescriptor descriptor) {
    Long duration = descriptor.durationMs();
    return duration == null
        ? descriptor
        : copy(descriptor).durationMs(Math.min(duration, Integer.MAX_VALUE)).build();
  }

  static AssetDescriptor withShortSize(AssetDescriptor descriptor) {
    Long size = descriptor.sizeBytes();
    return size == null
        ? descriptor
        : copy(descriptor).sizeBytes(Math.min(size, Integer.MAX_VALUE)).build();
  }

  static AssetDescriptor withoutZeros(AssetDescriptor descriptor) {
    Long size = descriptor.sizeBytes();
    return size != null && size == 0 ? copy(descriptor).sizeBytes(null).build() : descriptor;
  }
}
