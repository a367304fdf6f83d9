package dev.assetlookup.jdbc;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
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
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Containers and keys in H2 or PostgreSQL. Thread-safe as far as the data source is; does no I/O
 * when constructed, starts no thread and closes nothing but the connections it borrows. The tables
 * are made by {@link JdbcSchema} or by its printed definition.
 *
 * <p><b>Transactions.</b> Within a transaction of the caller's, a call takes part in it: nothing is
 * committed or rolled back, and changes become visible when the caller commits; a write that fails
 * is undone alone, by a savepoint, and the transaction goes on. The data source has to hand out the
 * connection of the transaction under way, such as Spring's {@code TransactionAwareDataSourceProxy}
 * does. Any other write is committed when its call returns, whether the connection comes with
 * auto-commit on or off.
 *
 * <p>A connection is in the caller's transaction if its auto-commit is off and the data source
 * hands it out again when asked for a second one. So a pool whose connections come with auto-commit
 * off needs two of them for a write; with auto-commit on nothing is asked.
 *
 * <p>The caller's transaction should be READ COMMITTED: at a higher level the database refuses what
 * other transactions changed meanwhile. A write of the store's own runs at READ COMMITTED, whatever
 * the database's default is, and is tried again, a bounded number of times and after a random
 * pause, when the database reports a serialization failure or a deadlock. It has returned only
 * after its commit has.
 *
 * <p><b>H2 files.</b> A file has one writer at a time in this process, over all stores and data
 * sources on it: H2 stores tables and indexes one after another, and a crash while somebody writes
 * beside could damage it. Writers wait for their turn without a connection, up to 30 s; what waits
 * for one data source is committed at once. No other process may write to the file, and what the
 * application itself writes to it does not wait, nor does what the store writes in a transaction of
 * the application's: for these, PostgreSQL is the better choice. Open the file with {@code
 * WRITE_DELAY=0}, or a commit is acknowledged before it is in the file; and as {@code
 * jdbc:h2:async:} where threads may be interrupted, because an interrupt closes a file opened as
 * {@code file:} under everybody.
 *
 * <p><b>H2 of any kind.</b> Add {@code OPTIMIZE_REUSE_RESULTS=0} to the URL. Else a connection may
 * repeat its last result while a commit is on its way that another connection has shown already,
 * and a cache may keep that.
 *
 * <p><b>Failures.</b> All are unchecked: {@link OutcomeUnknownException} if a commit failed, so
 * that the write may have happened; {@link StoreNotSetUpException} if tables, database, user or
 * rights are missing; {@link CorruptRecordException} for a row that is not valid; {@link
 * StoreUnavailableException} if there was no answer, and then a write has not happened; {@link
 * NullPointerException} and {@link IllegalArgumentException} for arguments that are none; {@link
 * IllegalStateException} if the data source hands out a connection with changes that belong to no
 * transaction of this thread, or with a transaction that was begun by SQL. No exception of a driver
 * or a library gets out.
 *
 * <p>How long a call may take is the data source's to limit: give its pool a connection timeout and
 * the driver a socket timeout.
 */
public final class JdbcStore
    implements ContainerStore, ApiKeyStore, KeyUses, ChangeLog, AuditTrail {
  private final Transactions transactions;
  private final AssetFinder assets;
  private final AssetBatchFinder assetBatches;
  private final Containers containers;
  private final Keys keys;
  private final Log log;
  private final Trail trail;
  private final Actor actor;

  /**
   * A store over the connections of a data source, which dates its changes by the system's clock.
   *
   * @param dataSource where connections come from; preferably a pool
   * @param names where the tables are
   */
  public JdbcStore(DataSource dataSource, TableNames names) {
    this(over(dataSource).names(names));
  }

  JdbcStore(JdbcStoreBuilder builder) {
    TableNames names = builder.names;
    LogWriter logWriter = new LogWriter(names, builder.clock);
    Announcements announcements = new Announcements();
    this.transactions = new Transactions(builder.dataSource, names, announcements);
    this.assets = new AssetFinder(names);
    this.assetBatches = new AssetBatchFinder(names);
    this.containers = new Containers(transactions, names, logWriter);
    this.keys = new Keys(transactions, new ApiKeyTable(names, logWriter), new KeyUseColumn(names));
    this.log = new Log(transactions, announcements, names, builder.isOnlyProcess);
    this.trail = new Trail(transactions, new AuditTable(names));
    this.actor = Actor.APPLICATION;
  }

  private JdbcStore(JdbcStore shared, Actor actor) {
    this.transactions = shared.transactions;
    this.assets = shared.assets;
    this.assetBatches = shared.assetBatches;
    this.containers = shared.containers;
    this.keys = shared.keys;
    this.log = shared.log;
    this.trail = shared.trail;
    this.actor = Objects.requireNonNull(actor);
  }

  @Override
  public JdbcStore writtenBy(Actor actor) {
    return new JdbcStore(this, actor);
  }

  @Override
  public JdbcStore changedBy(Actor actor) {
    return writtenBy(actor);
  }

  /**
   * Starts a store with the defaults: {@link TableNames#DEFAULT} and the system's clock.
   *
   * @param dataSource where connections come from; preferably a pool
   * @return a new builder
   */
  public static JdbcStoreBuilder over(DataSource dataSource) {
    return new JdbcStoreBuilder(dataSource);
  }

  // The reads of the hot path are plain JDBC: Jdbi's statement adds several microseconds.

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    AssetKey key = new AssetKey(Objects.requireNonNull(container), Objects.requireNonNull(asset));
    return transactions.read(
        "asset",
        key,
        connection -> assets.find(connection, transactions.engine(connection).product(), key));
  }

  @Override
  public List<Reading> findAll(List<AssetKey> wanted) {
    List<AssetKey> keys = List.copyOf(wanted);
    return keys.isEmpty()
        ? List.of()
        : transactions.read(
            "several", "assets", connection -> assetBatches.findAll(connection, keys));
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    AssetKey key = new AssetKey(Objects.requireNonNull(container), Objects.requireNonNull(asset));
    return transactions.read("asset", key, connection -> assets.findWithProject(connection, key));
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> wanted) {
    List<AssetKey> keys = List.copyOf(wanted);
    return keys.isEmpty()
        ? List.of()
        : transactions.read(
            "several", "assets", connection -> assetBatches.findAllWithProjects(connection, keys));
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return keys.find(id);
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return containers.read(key);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    return containers.swap(next, expected, actor) ? Swap.DONE : Swap.STALE;
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    return containers.remove(key, expected, actor) ? Swap.DONE : Swap.STALE;
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
  public boolean addKey(ApiKey key) {
    return keys.add(key, actor);
  }

  @Override
  public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
    return keys.changeStatus(id, expected, next, actor);
  }

  @Override
  public List<ListedKey> listKeys(
      @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
    return keys.list(organization, after, limit);
  }

  @Override
  public void recordUses(Map<ApiKeyId, Instant> uses) {
    keys.recordUses(uses, actor);
  }

  @Override
  public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
    return keys.lastUses(ids);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    return log.heads(organizations);
  }

  @Override
  public boolean readsCommitted() {
    return log.readsCommitted();
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    return log.changes(organization, after, limit);
  }

  @Override
  public int trim(Instant before, int limit) {
    return log.trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    return log.listen(listener);
  }

  @Override
  public Entries entries(OrganizationId organization, @Nullable LogPosition before, int limit) {
    return trail.entries(organization, before, limit);
  }

  @Override
  public int trimEntries(Instant before, int limit) {
    return trail.trimEntries(before, limit);
  }
}
