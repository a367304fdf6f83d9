package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.store.AssetReader.Reading;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store has under one id, and what project its container was in at the same moment.
 *
 * @param reading what the store has; {@link Reading.Corrupt} for what cannot be read as valid
 * @param projectId the project in its one spelling; null if the container is in none, or there is
 *     no container, or none whose project can be read
 */
public record ProjectReading(Reading reading, @Nullable String projectId) {
  private static final Reading OUTSIDE = new Reading.NoSuchContainer();

  /** Checks that there is a reading. */
  public ProjectReading {
    Objects.requireNonNull(reading);
  }

  /**
   * What an id means in a container, as {@link Reading#of} finds it.
   *
   * @param container the container
   * @param asset any id
   * @return the reading with the container's project
   */
  public static ProjectReading of(Container container, AssetId asset) {
    return new ProjectReading(Reading.of(container, asset), container.details().projectId());
  }

  /**
   * The reading as far as it is visible: what is outside is as if there were no container.
   *
   * @param projects which projects are visible
   * @return the reading, or {@link Reading.NoSuchContainer}
   */
  public Reading within(Projects projects) {
    return projects.include(projectId) ? reading : OUTSIDE;
  }
}
