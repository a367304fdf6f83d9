package dev.assetlookup.core.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a container that is not deleted.
 *
 * @param key who owns it and its id
 * @param createdAt when it came into being
 * @param details what is recorded beside the assets
 * @param primaryAsset the first of its current assets, null if it has none
 */
public record ContainerSummary(
    ContainerKey key, Instant createdAt, ContainerDetails details, @Nullable Asset primaryAsset) {
  /**
   * What a list shows of a container.
   *
   * @param container a container that is not deleted
   * @return its summary
   */
  public static ContainerSummary of(Container container) {
    return new ContainerSummary(
        container.key(), container.createdAt(), container.details(), container.primaryAsset());
  }

  /**
   * Where it stands in its organization's list.
   *
   * @return its position
   */
  public ContainerPosition position() {
    return new ContainerPosition(createdAt, key.container());
  }
}
