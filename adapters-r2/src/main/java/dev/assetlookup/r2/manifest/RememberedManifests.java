package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads manifests that may be out of date, by no more than the staleness that {@link
 * R2ManifestStore#remembering} was given: for who looks the same containers up very often, and
 * would rather pay for fewer requests than see a change of another process at once.
 *
 * <p>A container that was read so recently is answered from memory, and so is its absence, without
 * any request. One that was read before is asked for by {@code If-None-Match}, and read again only
 * if it has changed. If the bucket gives no answer then, the read fails with a {@link
 * dev.assetlookup.core.store.StoreUnavailableException}. Time is that of {@link System#nanoTime},
 * so a clock that is set changes nothing. Manifests of more than 3 MiB and corrupt ones are read
 * each time. API keys are not remembered.
 *
 * <p>Thread-safe. Has no threads and nothing to close.
 */
public final class RememberedManifests {
  private final ContainerStore store;
  private final ContainerMemory memory;
  private final RecentContainers containers;
  private final AssetReader reader;

  RememberedManifests(
      ContainerStore store,
      ContainerMemory memory,
      RecentContainers containers,
      AssetReader reader) {
    this.store = store;
    this.memory = memory;
    this.containers = containers;
    this.reader = reader;
  }

  /**
   * Reads assets and containers as they are remembered.
   *
   * @return the port
   */
  public AssetReader reader() {
    return reader;
  }

  /**
   * Reads, lists and writes what is in the bucket at the moment. What it writes, or reads alone as
   * writers do before they write, is forgotten: what {@link #reader} reads later is no older.
   *
   * @return the port
   */
  public ContainerStore store() {
    return new Store(store);
  }

  /**
   * How much is remembered, by the estimate that bounds it.
   *
   * @return bytes
   */
  public long bytes() {
    return memory.bytes();
  }

  private final class Store extends ForwardingContainerStore {
    Store(ContainerStore store) {
      super(store);
    }

    @Override
    public ContainerStore writtenBy(Actor actor) {
      return new Store(store().writtenBy(actor));
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      return forgetting(key, () -> super.read(key));
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return forgetting(next.key(), () -> super.swap(next, expected));
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      return forgetting(key, () -> super.remove(key, expected));
    }

    /** However it ends: a write whose outcome is unknown may have happened. */
    private <T> T forgetting(ContainerKey key, Supplier<T> call) {
      try {
        return call.get();
      } finally {
        containers.forget(key);
      }
    }
  }
}
