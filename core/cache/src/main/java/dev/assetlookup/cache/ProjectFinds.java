package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds assets with their projects. */
final class ProjectFinds extends CachedFinds<ProjectReading> {
  private final AssetReader store;
  private final Memory memory;

  ProjectFinds(AssetReader store, Organizations organizations, Memory memory) {
    super(organizations);
    this.store = store;
    this.memory = memory;
  }

  @Override
  ProjectReading read(ContainerKey container, AssetId asset) {
    return store.findWithProject(container, asset);
  }

  @Override
  List<ProjectReading> readAll(List<AssetKey> assets) {
    return store.findAllWithProjects(assets);
  }

  @Override
  @Nullable ProjectReading remembered(Place place, AssetId asset) {
    return memory.findWithProject(place, asset);
  }

  @Override
  void keep(Place place, AssetId asset, ProjectReading found, Fill fill) {
    memory.keep(place, asset, found, fill);
  }
}
