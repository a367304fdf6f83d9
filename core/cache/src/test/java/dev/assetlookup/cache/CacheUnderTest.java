package dev.assetlookup.cache;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import java.util.Optional;

/** Both ports of a cache. */
record CacheUnderTest(AssetReader assets, ApiKeyReader keys) implements AssetReader, ApiKeyReader {
  static CacheUnderTest of(StoreCache cache, WatchedStore store) {
    return new CacheUnderTest(cache.assets(store), cache.keyReader(store));
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return assets.find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> wanted) {
    return assets.findAll(wanted);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return assets.findWithProject(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> wanted) {
    return assets.findAllWithProjects(wanted);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return assets.read(key);
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return keys.findKey(id);
  }
}
