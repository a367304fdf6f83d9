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
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.ProjectReading;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store in which the records of some containers are not valid. */
final class CorruptingStore extends ForwardingContainerStore {
  static final String REASON = "no such kind";

  private final Set<ContainerKey> corrupt;
  private boolean saysProjects;

  CorruptingStore(ContainerStore good, ContainerKey... corrupt) {
    super(good);
    this.corrupt = new HashSet<>(Set.of(corrupt));
  }

  /** The same store, but that corrupt records say their projects. */
  CorruptingStore sayingProjects() {
    saysProjects = true;
    return this;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    requireValid(container);
    return store().find(container, asset);
  }

  @Override
  public List<Reading> findAll(List<AssetKey> assets) {
    return assets.stream()
        .map(
            key ->
                corrupt.contains(key.container())
                    ? new Reading.Corrupt(REASON)
                    : store().find(key.container(), key.asset()))
        .toList();
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return findAllWithProjects(List.of(new AssetKey(container, asset))).get(0);
  }

  /** Their projects can be read, or not. */
  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return assets.stream()
        .map(
            key -> {
              ProjectReading found = store().findWithProject(key.container(), key.asset());
              return corrupt.contains(key.container())
                  ? new ProjectReading(
                      new Reading.Corrupt(REASON), saysProjects ? found.projectId() : null)
                  : found;
            })
        .toList();
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    requireValid(key);
    return store().read(key);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    Page page = store().list(organization, filter, after, limit);
    return new Page(
        page.entries().stream()
            .map(
                entry ->
                    corrupt.contains(new ContainerKey(organization, entry.position().container()))
                        ? new Listed.Broken(entry.position(), REASON)
                        : entry)
            .toList(),
        page.next());
  }

  /** What is written whole is valid. */
  @Override
  public Swap swap(Container next, Revision expected) {
    Swap swap = store().swap(next, expected);
    if (swap == Swap.DONE) {
      corrupt.remove(next.key());
    }
    return swap;
  }

  private void requireValid(ContainerKey key) {
    if (corrupt.contains(key)) {
      throw new CorruptRecordException("container " + key, new IllegalArgumentException(REASON));
    }
  }
}
