package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ProjectReading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they are asked for assets with their projects. */
final class BrokenProjects {
  private BrokenProjects() {}

  /** Changes what is found alone. */
  static Function<ContainerStore, ContainerStore> alone(UnaryOperator<ProjectReading> change) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
            return change.apply(good.findWithProject(container, asset));
          }
        };
  }

  /** Changes what is found among several. */
  static Function<ContainerStore, ContainerStore> among(
      UnaryOperator<List<ProjectReading>> change) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
            return change.apply(good.findAllWithProjects(assets));
          }
        };
  }

  static ProjectReading inNone(ProjectReading found) {
    return new ProjectReading(found.reading(), null);
  }

  static ProjectReading inNoneIfDeleted(ProjectReading found) {
    return found.reading() instanceof Reading.DeletedContainer ? inNone(found) : found;
  }

  static ProjectReading absentAsNoContainer(ProjectReading found) {
    return found.reading() instanceof Reading.NoSuchAsset
        ? new ProjectReading(new Reading.NoSuchContainer(), null)
        : found;
  }

  /** As a cache of projects that is dropped by nothing. */
  static final class RememberingProjects extends BreakableContainerStore {
    private final Map<ContainerKey, Optional<String>> projects = new ConcurrentHashMap<>();

    RememberingProjects(ContainerStore good) {
      super(good);
    }

    @Override
    public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
      ProjectReading found = good.findWithProject(container, asset);
      Optional<String> first = Optional.ofNullable(found.projectId());
      return new ProjectReading(
          found.reading(), projects.computeIfAbsent(container, key -> first).orElse(null));
    }
  }

  static final class FindingInTwoSteps extends BreakableContainerStore {
    FindingInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
      String project = project(good, container);
      letOthersIn();
      return new ProjectReading(good.findWithProject(container, asset).reading(), project);
    }
  }

  static final class FindingSeveralInTwoSteps extends BreakableContainerStore {
    FindingSeveralInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
      List<ProjectReading> found = good.findAllWithProjects(assets);
      letOthersIn();
      return assets.stream()
          .map(
              key ->
                  new ProjectReading(
                      found.get(assets.indexOf(key)).reading(), project(good, key.container())))
          .toList();
    }
  }

  private static @Nullable String project(ContainerStore good, ContainerKey container) {
    try {
      return good.read(container).map(Container::details).map(d -> d.projectId()).orElse(null);
    } catch (CorruptRecordException e) {
      return null;
    }
  }

  static final class ThrowingForCorrupt extends BreakableContainerStore {
    ThrowingForCorrupt(ContainerStore good) {
      super(good);
    }

    @Override
    public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
      return assets.stream()
          .map(
              key ->
                  new ProjectReading(
                      good.find(key.container(), key.asset()), project(good, key.container())))
          .toList();
    }
  }
}
