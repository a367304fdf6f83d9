package dev.assetlookup.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.cache.RememberedContainer.Whole;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ProjectReading;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The containers that are remembered, and apart from them what is known to be absent: ids that
 * somebody makes up take room from each other alone. Thread-safe.
 */
final class Memory {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final ProjectReading IN_NO_CONTAINER = new ProjectReading(NO_SUCH_CONTAINER, null);

  private final Cache<Place, RememberedContainer> containers;
  private final Cache<Place, Absence> absences;

  Memory(long containerBytes, long absenceBytes) {
    this.containers =
        Caffeine.newBuilder()
            .maximumWeight(containerBytes)
            .weigher((Place place, RememberedContainer container) -> weight(container.bytes()))
            .executor(Runnable::run)
            .build();
    this.absences =
        Caffeine.newBuilder()
            .maximumWeight(absenceBytes)
            .weigher((Place place, Absence absence) -> absence.bytes())
            .executor(Runnable::run)
            .build();
  }

  private static int weight(long bytes) {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  @Nullable Reading find(Place place, AssetId asset) {
    RememberedContainer container = containers.getIfPresent(place);
    Reading reading = container == null ? null : container.find(asset);
    if (reading != null) {
      return reading;
    }
    Absence absence = absences.getIfPresent(place);
    if (absence == null || !absence.includes(asset)) {
      return null;
    }
    return absence.isOfContainer() ? NO_SUCH_CONTAINER : NO_SUCH_ASSET;
  }

  /** Only what one read of the store gave: a container may move between two. */
  @Nullable ProjectReading findWithProject(Place place, AssetId asset) {
    RememberedContainer container = containers.getIfPresent(place);
    ProjectReading reading = container == null ? null : container.findWithProject(asset);
    if (reading != null) {
      return reading;
    }
    Absence absence = absences.getIfPresent(place);
    if (absence == null) {
      return null;
    }
    return absence.isOfContainer() ? IN_NO_CONTAINER : absence.inProject().get(asset);
  }

  @Nullable Whole read(Place place) {
    RememberedContainer container = containers.getIfPresent(place);
    if (container != null) {
      return container.whole();
    }
    Absence absence = absences.getIfPresent(place);
    return absence != null && absence.isOfContainer() ? Whole.ABSENT : null;
  }

  /** Remembers what a find gave, unless it is not worth it or the container changed meanwhile. */
  void keep(Place place, AssetId asset, Reading reading, Fill fill) {
    if (reading instanceof Reading.Present present) {
      remember(place, fill, container -> container.add(asset, present));
    } else if (reading instanceof Reading.DeletedContainer) {
      remember(place, fill, RememberedContainer::addDeleted);
    } else if (reading instanceof Reading.NoSuchAsset) {
      rememberAbsence(place, fill, absence -> absence.with(asset));
    } else if (reading instanceof Reading.NoSuchContainer) {
      rememberAbsence(place, fill, absence -> Absence.OF_CONTAINER);
    }
  }

  /** The same for a find with the project. */
  void keep(Place place, AssetId asset, ProjectReading found, Fill fill) {
    if (found.reading() instanceof Reading.Present present) {
      remember(place, fill, container -> container.add(asset, present, found.projectId()));
    } else if (found.reading() instanceof Reading.DeletedContainer) {
      remember(place, fill, container -> container.addDeleted(found));
    } else if (found.reading() instanceof Reading.NoSuchAsset) {
      rememberAbsence(place, fill, absence -> absence.with(asset, found));
    } else {
      keep(place, asset, found.reading(), fill);
    }
  }

  /** The same for a read of the whole container. */
  void keep(Place place, Optional<Container> read, Fill fill) {
    if (read.isPresent()) {
      remember(place, fill, container -> container.add(read.get()));
    } else {
      rememberAbsence(place, fill, absence -> Absence.OF_CONTAINER);
    }
  }

  // A fill is looked at while the map holds the place: a drop makes the fill void and then comes
  // for the place, so it either is seen here or finds what was put here.

  private void remember(Place place, Fill fill, Consumer<RememberedContainer> addition) {
    containers
        .asMap()
        .compute(
            place,
            (same, known) -> {
              if (fill.isVoid()) {
                return known;
              }
              RememberedContainer container = known == null ? new RememberedContainer() : known;
              addition.accept(container);
              return container;
            });
  }

  private void rememberAbsence(Place place, Fill fill, UnaryOperator<Absence> addition) {
    absences
        .asMap()
        .compute(
            place,
            (same, known) ->
                fill.isVoid() ? known : addition.apply(known == null ? Absence.NONE : known));
  }

  void drop(Place place) {
    containers.asMap().remove(place);
    absences.asMap().remove(place);
  }

  /** How many bytes it takes, by its own estimate. */
  long bytes() {
    containers.cleanUp();
    absences.cleanUp();
    return weight(containers) + weight(absences);
  }

  private static long weight(Cache<?, ?> cache) {
    return cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
