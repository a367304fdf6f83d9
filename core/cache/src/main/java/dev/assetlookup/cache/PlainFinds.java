package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds assets, whatever project they are in. */
final class PlainFinds extends CachedFinds<Reading> {
  private final AssetReader store;
  private final Memory memory;

  PlainFinds(AssetReader store, Organizations organizations, Memory memory) {
    super(organizations);
    this.store = store;
    this.memory = memory;
  }

  @Override
  Reading read(ContainerKey container, AssetId asset) {
    return store.find(container, asset);
  }

  @Override
  List<Reading> readAll(List<AssetKey> assets) {
    return store.findAll(assets);
  }

  @Override
  @Nullable Reading remembered(Place place, AssetId asset) {
    return memory.find(place, asset);
  }

  @Override
  void keep(Place place, AssetId asset, Reading found, Fill fill) {
    memory.keep(place, asset, found, fill);
  }
}
