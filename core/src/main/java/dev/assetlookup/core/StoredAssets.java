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

/** Finds the assets of a store and reads its containers. */
abstract class StoredAssets implements FindAsset, FindAssets, ReadContainer {
  private final FindAsset findAsset;
  private final FindAssets findAssets;
  private final ReadContainer readContainer;

  StoredAssets(AssetReader assets, InstantSource clock, Supersession supersession) {
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
