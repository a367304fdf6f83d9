package dev.assetlookup.core;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.store.AssetReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * Finds assets and reads containers of a store that can only be read, such as a bucket whose
 * objects are the records. Thread-safe if the store is; opens nothing and has nothing to close.
 */
public final class ReadOnlyLookup implements FindAsset, FindAssets, ReadContainer {
  private final FindAsset findAsset;
  private final FindAssets findAssets;
  private final ReadContainer readContainer;

  /**
   * A lookup with the system's clock and the {@linkplain Supersession#DEFAULT default} grace.
   *
   * @param assets the store
   */
  public ReadOnlyLookup(AssetReader assets) {
    this(assets, InstantSource.system(), Supersession.DEFAULT);
  }

  /**
   * A lookup with a clock and a grace of your own.
   *
   * @param assets the store
   * @param clock decides whether a superseded asset still resolves
   * @param supersession how long a superseded asset goes on resolving; the same as for whoever
   *     sweeps this store
   */
  public ReadOnlyLookup(AssetReader assets, InstantSource clock, Supersession supersession) {
    Objects.requireNonNull(assets);
    this.findAsset = FindAsset.over(assets, clock, supersession);
    this.findAssets = FindAssets.over(assets, clock, supersession);
    this.readContainer = ReadContainer.over(assets);
  }

  @Override
  public FindAsset.Result find(Caller caller, ContainerId container, AssetId asset) {
    return findAsset.find(caller, container, asset);
  }

  @Override
  public FindAsset.Result find(Caller caller, String container, String asset) {
    return findAsset.find(caller, container, asset);
  }

  @Override
  public FindAssets.Result findAll(Caller caller, List<FindAssets.Request> assets) {
    return findAssets.findAll(caller, assets);
  }

  @Override
  public ReadContainer.Result read(Caller caller, ContainerId container) {
    return readContainer.read(caller, container);
  }
}
