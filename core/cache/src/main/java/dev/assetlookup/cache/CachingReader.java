package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers from memory what has not changed, and the rest from the store. Thread-safe. */
final class CachingReader implements AssetReader {
  private final AssetReader store;
  private final Organizations organizations;
  private final Memory memory;
  private final CachedFinds<Reading> finds;
  private final CachedFinds<ProjectReading> findsWithProject;

  CachingReader(AssetReader store, Organizations organizations, Memory memory) {
    this.store = Objects.requireNonNull(store);
    this.organizations = organizations;
    this.memory = memory;
    this.finds =
        new CachedFinds<>(organizations, store::find, store::findAll, memory::find, memory::keep);
    this.findsWithProject =
        new CachedFinds<>(
            organizations,
            store::findWithProject,
            store::findAllWithProjects,
            memory::findWithProject,
            memory::keep);
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return finds.find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return finds.findAll(assets);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return findsWithProject.find(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return findsWithProject.findAll(assets);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    Organization organization = organizations.current(key.organization());
    if (organization == null) {
      return store.read(key);
    }
    Place place = new Place(organization, key.container());
    RememberedContainer.Whole remembered = memory.read(place);
    return remembered == null ? read(key, place) : remembered.container();
  }

  private Optional<Container> read(ContainerKey key, Place place) {
    Fill fill = organizations.began(place);
    try {
      Optional<Container> container = store.read(key);
      memory.keep(place, container, fill);
      return container;
    } finally {
      place.ended(fill);
    }
  }
}
