package dev.assetlookup.core.rules;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A good store, to be broken in one place by a subclass. */
class ForwardingContainerStore implements ContainerStore {
  final ContainerStore good;

  ForwardingContainerStore(ContainerStore good) {
    this.good = good;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return good.find(container, asset);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return good.read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    return good.swap(next, expected);
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    return good.remove(key, expected);
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    return good.latestRevision(key);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return good.findAll(assets);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return good.list(organization, filter, after, limit);
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return good.due(stage, until, after, limit);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return good.scan(after, limit);
  }

  /** Takes as long as a storage would, so that other threads come between two steps. */
  static void letOthersIn() {
    LockSupport.parkNanos(50_000);
  }
}
