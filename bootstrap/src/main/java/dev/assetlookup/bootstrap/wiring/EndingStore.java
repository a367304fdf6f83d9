package dev.assetlookup.bootstrap.wiring;

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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in which a sweep finds nothing more once it was asked to end. What the sweep has begun
 * with a container goes through.
 */
final class EndingStore implements ContainerStore {
  private final ContainerStore store;
  private final BooleanSupplier ended;

  EndingStore(ContainerStore store, BooleanSupplier ended) {
    this.store = store;
    this.ended = ended;
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return ended.getAsBoolean() ? List.of() : store.due(stage, until, after, limit);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return ended.getAsBoolean() ? Optional.empty() : store.read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    return store.swap(next, expected);
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    return store.remove(key, expected);
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return store.find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return store.findAll(assets);
  }

  @Override
  public List<Listed> list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return store.list(organization, filter, after, limit);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return store.scan(after, limit);
  }
}
