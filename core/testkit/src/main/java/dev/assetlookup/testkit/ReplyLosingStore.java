package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store whose connection breaks after a write is done and before the reply arrives. */
final class ReplyLosingStore implements ContainerStore {
  private final ContainerStore store;
  private final AtomicInteger toLose;

  ReplyLosingStore(ContainerStore store, int toLose) {
    this.store = store;
    this.toLose = new AtomicInteger(toLose);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Swap swap = store.swap(next, expected);
    loseReply("swap of " + next.key());
    return swap;
  }

  private void loseReply(String what) {
    if (toLose.getAndDecrement() > 0) {
      throw new OutcomeUnknownException(what, new IllegalStateException("the line broke"));
    }
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
  public Swap remove(ContainerKey key, Revision expected) {
    Swap swap = store.remove(key, expected);
    loseReply("removal of " + key);
    return swap;
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    return store.latestRevision(key);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return store.findAll(assets);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return store.list(organization, filter, after, limit);
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return store.due(stage, until, after, limit);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return store.scan(after, limit);
  }
}
