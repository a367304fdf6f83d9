package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.core.limits.SharedBudget;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.jdbc.JdbcBudget;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.JdbcStoreBuilder;
import dev.assetlookup.jdbc.TableNames;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A database, perhaps with a bucket of media beside it.
 *
 * @param database where the tables are
 * @param store over them
 * @param containers the store, with what is checked around each write
 * @param keys likewise
 * @param reads the store's, for requests
 * @param closesDatabase whether closing this closes the database
 * @param beside the bucket of the media
 * @param width how many writers at once it does most with
 */
public record JdbcStorage(
    Database database,
    JdbcStore store,
    ContainerStore containers,
    ApiKeyStore keys,
    ReadsInTurn reads,
    boolean closesDatabase,
    Media beside,
    int width)
    implements Storage {
  // A command that a server runs leaves some connections to its requests.
  private static final int BESIDE_WIDTH = 12;

  private static JdbcStore store(Database database) {
    JdbcStoreBuilder store = JdbcStore.over(database.dataSource());
    // A server runs the commands that are called beside it, so all writers are in this process.
    return (database.file().isPresent() ? store.onlyProcess() : store).build();
  }

  static JdbcStorage open(JdbcSettings settings, Optional<MediaSettings> media) {
    Database database = Database.open(settings);
    JdbcStore store = store(database);
    Optional<CheckedWrites> checks = database.checks();
    return new JdbcStorage(
        database,
        store,
        checks.map(checked -> checked.over((ContainerStore) store)).orElse(store),
        checks.map(checked -> checked.over((ApiKeyStore) store)).orElse(store),
        database.inTurn(store),
        true,
        Media.of(media),
        database.writers());
  }

  /**
   * The same store with another bucket of media, for a command that a server runs.
   *
   * @param other the bucket, if there is one
   * @return a storage whose closing leaves the database open
   */
  public JdbcStorage with(Optional<MediaSettings> other) {
    return new JdbcStorage(
        database, store, containers, keys, reads, false, Media.of(other), BESIDE_WIDTH);
  }

  /**
   * The database.
   *
   * @return where its connections come from
   */
  public DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  public AssetReader assets() {
    return store;
  }

  @Override
  public AssetReader served() {
    return reads;
  }

  @Override
  public ApiKeyReader servedKeys() {
    return reads;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Optional<KeyUses> keyUses() {
    return Optional.of(
        database.checks().map(checked -> checked.over((KeyUses) store)).orElse(store));
  }

  @Override
  public Optional<ChangeLog> changeLog() {
    return Optional.of(new LogWhileOpen(store, database));
  }

  @Override
  public Optional<AuditTrail> auditTrail() {
    return Optional.of(store);
  }

  @Override
  public Optional<SharedBudget> sharedBudget() {
    return database.isH2()
        ? Optional.empty()
        : Optional.of(new JdbcBudget(database.dataSource(), TableNames.DEFAULT));
  }

  /**
   * Not where a server of H2 may repeat the last result of a connection: while a commit becomes
   * visible, that can be older than the log.
   */
  @Override
  public boolean mayBeRemembered() {
    return !database.isOfH2Server();
  }

  @Override
  public boolean isRemote() {
    return !database.isH2();
  }

  @Override
  public Optional<MediaBucket> media() {
    return beside.bucket();
  }

  /** One: the requests need the connections, and each container is soon done. */
  @Override
  public int sweepWidth() {
    return 1;
  }

  @Override
  public void close() {
    beside.close();
    if (closesDatabase) {
      database.close();
    }
  }
}
