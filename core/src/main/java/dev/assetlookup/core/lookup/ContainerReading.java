package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.AssetReader;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Reading whole containers over any {@link AssetReader}. */
public final class ContainerReading implements ReadContainer {
  private final AssetReader containers;
  private final InstantSource clock;

  /**
   * Reading.
   *
   * @param containers where the containers are
   * @param clock tells whether an expiring asset still resolves
   */
  public ContainerReading(AssetReader containers, InstantSource clock) {
    this.containers = Objects.requireNonNull(containers);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public Result read(Caller caller, ContainerId container) {
    if (!caller.may(Scope.CONTENT_READ)) {
      return new Result.ScopeMissing(Scope.CONTENT_READ);
    }
    Optional<Container> stored =
        containers.read(new ContainerKey(caller.organization(), container));
    if (stored.isEmpty()) {
      return new Result.NotFound();
    }
    return stored.get().isDeleted()
        ? new Result.Deleted()
        : new Result.Found(stored.get().withoutExpired(clock.instant()));
  }
}
