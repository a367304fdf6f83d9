package dev.assetlookup.r2.manifest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads containers, and finds assets by one read for each container. Thread-safe. */
record ManifestReader(Bucket bucket, ContainerSource containers, Parallel parallel)
    implements AssetReader {
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final ProjectReading IN_NO_CONTAINER = new ProjectReading(NO_SUCH_CONTAINER, null);

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(container);
    return stored(container, Set.of(asset), bucket.begin())
        .map(found -> Reading.of(found, asset))
        .orElse(NO_SUCH_CONTAINER);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    Objects.requireNonNull(key);
    return containers.container(key, Optional.empty(), bucket.begin());
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    Objects.requireNonNull(asset);
    return findAllWithProjects(List.of(new AssetKey(container, asset))).get(0);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return findAllWithProjects(assets).stream().map(ProjectReading::reading).toList();
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    Deadline deadline = bucket.begin();
    Map<ContainerKey, Set<AssetId>> asked =
        assets.stream().collect(groupingBy(AssetKey::container, mapping(AssetKey::asset, toSet())));
    List<ContainerKey> keys = List.copyOf(asked.keySet());
    List<Function<AssetId, ProjectReading>> answers =
        parallel.map(
            keys,
            container -> answers(container, asked.getOrDefault(container, Set.of()), deadline));
    Map<ContainerKey, Integer> places = new HashMap<>();
    keys.forEach(container -> places.put(container, places.size()));
    return assets.stream()
        .map(key -> answers.get(places.getOrDefault(key.container(), 0)).apply(key.asset()))
        .toList();
  }

  private Function<AssetId, ProjectReading> answers(
      ContainerKey container, Set<AssetId> assets, Deadline deadline) {
    try {
      Optional<Container> stored = stored(container, assets, deadline);
      return asset -> stored.map(found -> ProjectReading.of(found, asset)).orElse(IN_NO_CONTAINER);
    } catch (CorruptRecordException e) {
      Reading corrupt = new Reading.Corrupt(String.valueOf(e.getMessage()));
      return asset -> new ProjectReading(corrupt, null);
    }
  }

  /** A container with these of its assets, and perhaps with others. */
  private Optional<Container> stored(ContainerKey key, Set<AssetId> assets, Deadline deadline) {
    return containers.container(key, Optional.of(assets), deadline);
  }
}
