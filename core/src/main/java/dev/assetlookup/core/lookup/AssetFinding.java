package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.visibility.VisibleAssets;
import dev.assetlookup.core.visibility.VisibleAssets.Asked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds assets over any store. */
record AssetFinding(VisibleAssets assets, InstantSource clock, Supersession supersession)
    implements FindAsset, FindAssets {
  private static final FindAsset.Result ASSET_NOT_FOUND = new FindAsset.Result.AssetNotFound();
  private static final FindAsset.Result CONTAINER_NOT_FOUND =
      new FindAsset.Result.ContainerNotFound();
  private static final FindAsset.Result CONTAINER_DELETED = new FindAsset.Result.ContainerDeleted();
  private static final FindAsset.Result SCOPE_MISSING =
      new FindAsset.Result.ScopeMissing(Scope.CONTENT_READ);

  AssetFinding {
    Objects.requireNonNull(clock);
    Objects.requireNonNull(supersession);
  }

  @Override
  public FindAsset.Result find(Caller caller, ContainerId container, AssetId asset) {
    return caller.may(Scope.CONTENT_READ) ? read(caller, container, asset) : SCOPE_MISSING;
  }

  @Override
  public FindAsset.Result find(Caller caller, String container, String asset) {
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

  private FindAsset.Result read(Caller caller, ContainerId container, AssetId asset) {
    FindAsset.Result result = result(container, reading(caller, container, asset));
    return result instanceof FindAsset.Result.Superseded superseded
        ? withSuccessor(superseded, caller, asset)
        : result;
  }

  private Reading reading(Caller caller, ContainerId container, AssetId asset) {
    try {
      return assets.find(caller, container, asset);
    } catch (CorruptRecordException e) {
      return new Reading.Corrupt(String.valueOf(e.getMessage()));
    }
  }

  private FindAsset.Result result(ContainerId container, Reading reading) {
    if (reading instanceof Reading.Present present) {
      return result(container, present);
    }
    if (reading instanceof Reading.NoSuchAsset) {
      return ASSET_NOT_FOUND;
    }
    if (reading instanceof Reading.Corrupt corrupt) {
      return new FindAsset.Result.Unreadable(corrupt.reason());
    }
    return reading instanceof Reading.DeletedContainer ? CONTAINER_DELETED : CONTAINER_NOT_FOUND;
  }

  private FindAsset.Result result(ContainerId container, Reading.Present present) {
    Instant supersededAt = present.supersededAt();
    return supersededAt == null || supersession.resolves(supersededAt, clock.instant())
        ? new FindAsset.Result.Found(container, present.asset(), supersededAt)
        : new FindAsset.Result.Superseded(container, supersededAt, null);
  }

  private FindAsset.Result withSuccessor(
      FindAsset.Result.Superseded superseded, Caller caller, AssetId asset) {
    ContainerId id = superseded.container();
    try {
      Asset successor =
          assets.read(caller, id).map(container -> successor(container, asset)).orElse(null);
      return new FindAsset.Result.Superseded(id, superseded.supersededAt(), successor);
    } catch (CorruptRecordException e) {
      // The neighbours are corrupt, not this asset: its answer stands without a successor.
      return superseded;
    }
  }

  private static @Nullable Asset successor(Container container, AssetId asset) {
    Integer position = container.formerAsset(asset).map(SupersededAsset::position).orElse(null);
    return position == null || position >= container.assets().size()
        ? null
        : container.assets().get(position);
  }

  @Override
  public FindAssets.Result findAll(Caller caller, List<FindAssets.Request> requests) {
    if (!caller.may(Scope.CONTENT_READ)) {
      return new FindAssets.Result.ScopeMissing(Scope.CONTENT_READ);
    }
    List<Optional<Asked>> asked = requests.stream().map(AssetFinding::asked).toList();
    Iterator<Reading> readings =
        assets.findAll(caller, asked.stream().flatMap(Optional::stream).toList()).iterator();
    List<FindAsset.Result> results = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      Optional<Asked> possible = asked.get(i);
      results.add(
          possible.isPresent()
              ? result(possible.get().container(), readings.next())
              : impossible(requests.get(i)));
    }
    return new FindAssets.Result.Answered(results);
  }

  /** Empty if no asset can be meant. */
  private static Optional<Asked> asked(FindAssets.Request request) {
    return ContainerId.parse(request.container())
        .flatMap(id -> AssetId.parse(request.asset()).map(asset -> new Asked(id, asset)));
  }

  private static FindAsset.Result impossible(FindAssets.Request request) {
    boolean container = ContainerId.parse(request.container()).isPresent();
    return container ? ASSET_NOT_FOUND : CONTAINER_NOT_FOUND;
  }
}
