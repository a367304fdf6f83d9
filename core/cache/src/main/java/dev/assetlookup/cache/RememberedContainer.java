package dev.assetlookup.cache;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one container that is there: the assets that were asked for, or all of it. It is
 * dropped as one, so that a change costs the same for ten assets and for ten thousand. Added to
 * under the lock of its place, read without any.
 */
final class RememberedContainer {
  private static final Reading DELETED = new Reading.DeletedContainer();

  // Small at first: most containers have few assets.
  // By text: another object is another miss in the caches of the processor.
  private final Map<String, Reading> readings = new ConcurrentHashMap<>(4);
  // Apart from the others: what was read without its project may be of another moment than what
  // was read with it. Null while nobody asks for projects.
  private volatile @Nullable Map<String, ProjectReading> withProjects;
  private volatile @Nullable ProjectReading deletedInProject;
  private volatile @Nullable Whole whole;
  private volatile boolean isDeleted;
  // Read under the lock of the place, too.
  private long bytes = Bytes.CONTAINER;

  @Nullable Reading find(AssetId asset) {
    Reading reading = readings.get(asset.value());
    return reading == null && isDeleted ? DELETED : reading;
  }

  @Nullable ProjectReading findWithProject(AssetId asset) {
    Map<String, ProjectReading> known = withProjects;
    ProjectReading reading = known == null ? null : known.get(asset.value());
    return reading == null ? deletedInProject : reading;
  }

  /** Null if it was not read as a whole. */
  @Nullable Whole whole() {
    return whole;
  }

  /** About how much of the heap it takes, with all that it keeps alive. */
  long bytes() {
    return bytes;
  }

  void add(AssetId asset, Reading.Present present) {
    if (readings.putIfAbsent(id(asset, present), present) == null) {
      bytes += Bytes.of(present);
    }
  }

  void add(AssetId asset, Reading.Present present, @Nullable String projectId) {
    Map<String, ProjectReading> known = withProjects;
    if (known == null) {
      known = new ConcurrentHashMap<>(4);
      withProjects = known;
    }
    if (known.containsKey(asset.value())) {
      return;
    }
    add(asset, present);
    // What is the same is kept once.
    Reading reading = readings.get(asset.value());
    if (reading == null || !reading.equals(present)) {
      reading = present;
      bytes += Bytes.of(present);
    }
    known.put(id(asset, present), new ProjectReading(reading, projectId));
    bytes += Bytes.ofProject(projectId);
  }

  private static String id(AssetId asset, Reading.Present present) {
    String own = present.asset().id().value();
    return own.equals(asset.value()) ? own : asset.value();
  }

  void addDeleted() {
    isDeleted = true;
  }

  void addDeleted(ProjectReading deleted) {
    isDeleted = true;
    if (deletedInProject == null) {
      deletedInProject = deleted;
      bytes += Bytes.ofProject(deleted.projectId());
    }
  }

  void add(Container container) {
    if (whole == null) {
      whole = new Whole(Optional.of(container));
      isDeleted = container.isDeleted();
      bytes += Bytes.of(container);
    }
  }

  /**
   * What a read of a whole container gave.
   *
   * @param container the container in the form that the port returns, empty if there is none
   */
  record Whole(Optional<Container> container) {
    static final Whole ABSENT = new Whole(Optional.empty());
  }
}
