package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.UtcTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as a writer wants it: the whole of it, not a change.
 *
 * @param container which container, of the caller's organization
 * @param createdAt null to keep what is stored, or the time of the publish if nothing is
 * @param details what is recorded beside the assets
 * @param assets the whole set, in order
 */
public record ContainerDraft(
    ContainerId container,
    @Nullable Instant createdAt,
    ContainerDetails details,
    List<AssetDraft> assets) {
  /**
   * Copies the list and cuts the time to microseconds.
   *
   * @throws IllegalArgumentException if {@code createdAt} is outside the years 1970 to 9999
   */
  public ContainerDraft {
    createdAt = createdAt == null ? null : UtcTime.storable(createdAt);
    assets = List.copyOf(assets);
  }
}
