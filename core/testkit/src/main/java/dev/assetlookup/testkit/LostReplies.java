package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store behind a line that breaks after a swap was done and before its reply is back. */
final class LostReplies implements ContainerStore {
  private final ContainerStore store;
  private final AtomicInteger toLose;

  LostReplies(ContainerStore store, int toLose) {
    this.store = store;
    this.toLose = new AtomicInteger(toLose);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Swap swap = store.swap(next, expected);
    if (toLose.getAndDecrement() > 0) {
      throw new StoreUnavailableException(
          "swap of " + next.key(), new IllegalStateException("the line broke"));
    }
    return swap;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return store.find(container, asset);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return store.read(key);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return store.scan(after, limit);
  }
}
