package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** The lookup over any {@link AssetReader}. */
public final class AssetLookup implements FindAsset {
  /** How long a superseded asset goes on resolving if nothing else is said. */
  public static final Duration DEFAULT_GRACE = Duration.ofMinutes(10);

  private static final Result ASSET_NOT_FOUND = new Result.AssetNotFound();
  private static final Result CONTAINER_NOT_FOUND = new Result.ContainerNotFound();
  private static final Result SCOPE_MISSING = new Result.ScopeMissing(Scope.CONTENT_READ);

  private final AssetReader assets;
  private final InstantSource clock;
  private final Duration grace;

  /**
   * A lookup with the {@linkplain #DEFAULT_GRACE default grace} and the system's clock.
   *
   * @param assets where the assets are
   */
  public AssetLookup(AssetReader assets) {
    this(assets, InstantSource.system(), DEFAULT_GRACE);
  }

  /**
   * A lookup.
   *
   * @param assets where the assets are
   * @param clock tells whether a superseded or expiring asset still resolves
   * @param grace how long a superseded asset goes on resolving, 0 or more
   * @throws IllegalArgumentException if {@code grace} is negative
   */
  public AssetLookup(AssetReader assets, InstantSource clock, Duration grace) {
    this.assets = Objects.requireNonNull(assets);
    this.clock = Objects.requireNonNull(clock);
    this.grace = grace;
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is negative: " + grace);
    }
  }

  @Override
  public Result find(Caller caller, ContainerId container, AssetId asset) {
    return caller.may(Scope.CONTENT_READ) ? read(caller, container, asset) : SCOPE_MISSING;
  }

  @Override
  public Result find(Caller caller, String container, String asset) {
    if (!caller.may(Scope.CONTENT_READ)) {
      return SCOPE_MISSING;
    }
    Optional<ContainerId> containerId = ContainerId.parse(container);
    if (containerId.isEmpty()) {
      return CONTAINER_NOT_FOUND;
    }
    Optional<AssetId> assetId = AssetId.parse(asset);
    return assetId.isEmpty() ? ASSET_NOT_FOUND : read(caller, containerId.get(), assetId.get());
  }

  private Result read(Caller caller, ContainerId container, AssetId asset) {
    Reading reading = assets.find(new ContainerKey(caller.organization(), container), asset);
    if (reading instanceof Reading.Present present) {
      return resolves(present)
          ? new Result.Found(container, present.asset(), present.supersededAt())
          : ASSET_NOT_FOUND;
    }
    return reading instanceof Reading.NoSuchAsset ? ASSET_NOT_FOUND : CONTAINER_NOT_FOUND;
  }

  private boolean resolves(Reading.Present present) {
    Instant supersededAt = present.supersededAt();
    Instant expiresAt = present.asset().descriptor().expiresAt();
    if (supersededAt == null && expiresAt == null) {
      return true;
    }
    Instant now = clock.instant();
    return (supersededAt == null || now.isBefore(supersededAt.plus(grace)))
        && (expiresAt == null || now.isBefore(expiresAt));
  }
}
