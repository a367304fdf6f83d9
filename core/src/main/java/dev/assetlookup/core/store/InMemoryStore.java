package dev.assetlookup.core.store;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.MemoryJournal.Trace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps containers and API keys in the memory of this process, for tests and demos. Keeps every
 * promise of the ports but one: what it holds is gone when the process ends. Thread-safe.
 */
public final class InMemoryStore
    implements ContainerStore, ApiKeyStore, KeyUses, ChangeLog, AuditTrail {
  private final MemoryContainers containers;
  private final MemoryKeys keys;
  private final MemoryJournal journal;
  private final Actor actor;

  /** Creates an empty store that dates its changes by the system's clock. */
  public InMemoryStore() {
    this(InstantSource.system());
  }

  /**
   * Creates an empty store.
   *
   * @param clock dates the changes in the log
   */
  public InMemoryStore(InstantSource clock) {
    this(new MemoryContainers(), new MemoryKeys(), new MemoryJournal(clock), Actor.APPLICATION);
  }

  private InMemoryStore(
      MemoryContainers containers, MemoryKeys keys, MemoryJournal journal, Actor actor) {
    this.containers = containers;
    this.keys = keys;
    this.journal = journal;
    this.actor = Objects.requireNonNull(actor);
  }

  @Override
  public InMemoryStore writtenBy(Actor actor) {
    return new InMemoryStore(containers, keys, journal, actor);
  }

  @Override
  public InMemoryStore changedBy(Actor actor) {
    return writtenBy(actor);
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return containers.find(container, asset);
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return containers.findWithProject(container, asset);
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> assets) {
    return assets.stream().map(key -> findWithProject(key.container(), key.asset())).toList();
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return containers.read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Objects.requireNonNull(expected);
    AtomicReference<@Nullable Container> before = new AtomicReference<>();
    boolean done =
        journal.write(
            next.key().organization(),
            actor,
            () -> {
              before.set(read(next.key()).orElse(null));
              return containers.put(next, expected);
            },
            () -> {
              ContainerChange change = ContainerChange.between(before.get(), next);
              return new Trace(Deed.swapped(change, expected), change);
            });
    return done ? Swap.DONE : Swap.STALE;
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    Objects.requireNonNull(expected);
    boolean done =
        journal.write(
            key.organization(),
            actor,
            () -> containers.remove(key, expected),
            () ->
                new Trace(
                    Deed.removed(key.container(), expected),
                    ContainerChange.removed(key.container(), expected)));
    return done ? Swap.DONE : Swap.STALE;
  }

  @Override
  public Revision latestRevision(ContainerKey key) {
    return containers.latestRevision(key);
  }

  @Override
  public Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit) {
    return containers.list(organization, filter, after, limit);
  }

  @Override
  public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
    return containers.due(stage, until, after, limit);
  }

  @Override
  public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
    return containers.scan(after, limit);
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return keys.find(id);
  }

  @Override
  public boolean addKey(ApiKey key) {
    return writeKey(key.organization(), () -> keys.add(key), Deed.minted(key.id()));
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    Objects.requireNonNull(expected);
    Objects.requireNonNull(next);
    ApiKey current = keys.find(id).orElse(null);
    return current != null
        && current.status().equals(expected)
        && writeKey(
            current.organization(),
            () -> keys.replace(current, current.with(next)),
            Deed.changed(id, expected, next));
  }

  private boolean writeKey(OrganizationId organization, BooleanSupplier write, Deed deed) {
    return journal.write(organization, actor, write, () -> new Trace(deed, null));
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return keys.list(organization, after, limit);
  }

  @Override
  public void recordUses(Map<ApiKeyId, Instant> uses) {
    keys.recordUses(uses);
  }

  @Override
  public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    return keys.lastUses(ids);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    return journal.heads(organizations);
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    return journal.changes(organization, after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    return journal.trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return journal.listen(listener);
  }

  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    return journal.entries(organization, before, limit);
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    return journal.trimEntries(before, limit);
  }

  /** How many entries it holds in all of its maps, what is remembered of removed ones included. */
  int size() {
    return containers.size() + keys.size() + journal.size();
  }
}
