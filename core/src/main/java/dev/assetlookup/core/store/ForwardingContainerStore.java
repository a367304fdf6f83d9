package dev.assetlookup.core.store;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes every call on to another store. To be extended by what does something before, after or in
 * place of some of the calls: a cache, a measurement, a check. As thread-safe as that store.
 *
 * <p>Override {@link #writtenBy} to pass on who writes: return an object of your class over {@code
 * store().writtenBy(actor)}. Else this store is the same for everybody.
 */
public abstract class ForwardingContainerStore extends Forwarding<ContainerStore>
    implements ContainerStore {
  /**
   * Forwards to a store.
   *
   * @param store the other store
   */
  protected ForwardingContainerStore(ContainerStore store) {
    super(store);
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return store().find(container, asset);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return store().read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    return write(() -> store().swap(next, expected));
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    return write(() -> store().remove(key, expected));
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    return store().latestRevision(key);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return store().findAll(assets);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return store().findWithProject(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return store().findAllWithProjects(assets);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return store().list(organization, filter, after, limit);
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return store().due(stage, until, after, limit);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return store().scan(after, limit);
  }
}
