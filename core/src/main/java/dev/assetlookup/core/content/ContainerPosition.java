package dev.assetlookup.core.content;

import java.time.Instant;

/**
 * Where a container stands in its organization's list: newest first, and of one time the higher id
 * first.
 *
 * @param createdAt when the container came into being, truncated to microseconds
 * @param container its id
 */
public record ContainerPosition(Instant createdAt, ContainerId container)
    implements Comparable<ContainerPosition> {
  /**
   * Cuts the time to what every store keeps.
   *
   * @throws IllegalArgumentException if it is outside the years 1970 to 9999
   */
  public ContainerPosition {
    createdAt = UtcTime.storable(createdAt, "createdAt");
  }

  @Override
  public int compareTo(ContainerPosition other) {
    int time = other.createdAt.compareTo(createdAt);
    return time != 0 ? time : other.container.compareTo(container);
  }
}
