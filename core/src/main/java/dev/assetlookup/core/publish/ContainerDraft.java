package dev.assetlookup.core.publish;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /**
   * Starts a completed container without assets.
   *
   * @param container which container, of the caller's organization
   * @return a new builder
   */
  public static Builder builder(ContainerId container) {
    return new Builder(container);
  }

  /** Gathers a container, asset by asset. Not thread-safe. */
  public static final class Builder {
    private final ContainerId container;
    private final List<AssetDraft> assets = new ArrayList<>();
    private @Nullable Instant createdAt;
    private ContainerDetails details = ContainerDetails.COMPLETED;

    private Builder(ContainerId container) {
      this.container = Objects.requireNonNull(container);
    }

    /**
     * Sets when the container came into being; left out, what is stored stays.
     *
     * @param createdAt the time
     * @return this
     */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = Objects.requireNonNull(createdAt);
      return this;
    }

    /**
     * Sets what is recorded beside the assets.
     *
     * @param details all of it
     * @return this
     */
    public Builder details(ContainerDetails details) {
      this.details = Objects.requireNonNull(details);
      return this;
    }

    /**
     * Adds an asset behind those before it. It keeps the id of its URL, or gets a derived one.
     *
     * @param descriptor what is known of the asset
     * @return this
     */
    public Builder asset(AssetDescriptor descriptor) {
      assets.add(AssetDraft.of(descriptor));
      return this;
    }

    /**
     * Adds an asset of this id behind those before it.
     *
     * @param id the id that the writer insists on
     * @param descriptor what is known of the asset
     * @return this
     */
    public Builder asset(AssetId id, AssetDescriptor descriptor) {
      assets.add(new AssetDraft(Objects.requireNonNull(id), descriptor));
      return this;
    }

    /**
     * The draft.
     *
     * @return a new draft
     * @throws IllegalArgumentException as the constructor of {@link ContainerDraft}
     */
    public ContainerDraft build() {
      return new ContainerDraft(container, createdAt, details, assets);
    }
  }
}
