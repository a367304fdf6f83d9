package dev.assetlookup.cache;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads assets and containers through the cache, and passes all else on. Thread-safe. */
final class CachingContainerStore extends ForwardingContainerStore {
  private final CachingReader reader;
  private final OneLook oneLook;

  CachingContainerStore(ContainerStore store, CachingReader reader, OneLook oneLook) {
    super(store);
    this.reader = reader;
    this.oneLook = oneLook;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return reader.find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return reader.findAll(assets);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return reader.findWithProject(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return reader.findAllWithProjects(assets);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return reader.read(key);
  }

  @Override
  public ContainerStore writtenBy(Actor actor) {
    return new CachingContainerStore(store().writtenBy(actor), reader, oneLook);
  }

  @Override
  protected <R> R write(Supplier<R> call) {
    return oneLook.after(call);
  }
}
