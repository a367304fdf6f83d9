package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The outbound ports over the configured storage. Closed by whoever opened it. */
public final class Storage implements AutoCloseable {
  // One writer at a time commits for all that are queued: the more there are, the fewer commits.
  private static final int H2_WIDTH = 64;
  // No more than the pool has connections.
  private static final int POSTGRESQL_WIDTH = 16;
  // Of a command that a server runs: some connections are left to its requests.
  private static final int BESIDE_WIDTH = 12;

  private final AssetReader assets;
  private final @Nullable ContainerStore containers;
  private final @Nullable ApiKeyStore keys;
  private final @Nullable Buckets buckets;
  private final @Nullable Database database;
  private final boolean closesDatabase;
  private final int width;

  private Storage(
      AssetReader assets,
      @Nullable ContainerStore containers,
      @Nullable ApiKeyStore keys,
      @Nullable Buckets buckets,
      @Nullable Database database,
      boolean closesDatabase,
      int width) {
    this.assets = assets;
    this.containers = containers;
    this.keys = keys;
    this.buckets = buckets;
    this.database = database;
    this.closesDatabase = closesDatabase;
    this.width = width;
  }

  /**
   * Connects, and creates or checks what has to be there.
   *
   * @param settings which storage
   * @return the open storage
   * @throws StoreUnavailableException if it cannot be reached
   * @throws ConfigurationException if it is not as it has to be
   */
  public static Storage open(Settings settings) {
    Buckets buckets = settings.r2() == null ? null : new Buckets(settings.r2());
    try {
      return switch (settings.storage()) {
        case JDBC -> overJdbc(settings.jdbc(), Database.open(settings.jdbc()), buckets);
        case R2_MANIFEST -> overManifests(Objects.requireNonNull(buckets));
        case R2_OBJECTS -> overObjects(Objects.requireNonNull(buckets));
      };
    } catch (RuntimeException e) {
      if (buckets != null) {
        buckets.close();
      }
      throw e;
    }
  }

  private static Storage overJdbc(
      Settings.Jdbc settings, Database database, @Nullable Buckets buckets) {
    JdbcStore store = new JdbcStore(database.dataSource(), TableNames.DEFAULT);
    int width = settings.url().startsWith("jdbc:h2:") ? H2_WIDTH : POSTGRESQL_WIDTH;
    Optional<CheckedWrites> checks = database.checks();
    return new Storage(
        store,
        checks.map(checked -> checked.over((ContainerStore) store)).orElse(store),
        checks.map(checked -> checked.over((ApiKeyStore) store)).orElse(store),
        buckets,
        database,
        true,
        width);
  }

  private static Storage overManifests(Buckets buckets) {
    ContainerStore containers = buckets.manifests();
    return new Storage(
        containers, containers, buckets.keys(), buckets, null, false, buckets.width());
  }

  private static Storage overObjects(Buckets buckets) {
    return new Storage(
        buckets.objects(),
        null,
        buckets.hasMetadata() ? buckets.keys() : null,
        buckets,
        null,
        false,
        buckets.width());
  }

  /**
   * Asks once, so that what is wrong with buckets and credentials is known at the start. A database
   * was asked when it was opened.
   *
   * @throws StoreUnavailableException if it gives no answer, or refuses
   * @throws ConfigurationException if there is no place for API keys
   */
  public void probe() {
    keys();
    if (database == null && buckets != null) {
      buckets.probe(isWritable());
    }
  }

  /**
   * Makes sure, before something is written, that writers do not overwrite each other. Of buckets
   * it asks with five requests; databases are known to be right.
   *
   * @throws dev.assetlookup.core.store.StoreNotSetUpException if the server ignores the conditions
   *     of a write, or refuses
   * @throws StoreUnavailableException if it gives no answer
   */
  public void probeWriting() {
    if (database == null && buckets != null && buckets.hasMetadata()) {
      buckets.manifests().probe();
    }
  }

  /**
   * A storage over a store that somebody else opened, and closes.
   *
   * @param store the store
   * @return a storage whose closing closes nothing
   */
  public static Storage over(JdbcStore store) {
    return new Storage(store, store, store, null, null, false, 1);
  }

  /**
   * How many writers at once the storage does most with.
   *
   * @return 1 or more
   */
  public int width() {
    return width;
  }

  /**
   * How many containers a sweep works on at once: one in a database, whose connections the requests
   * need, and where each is soon done, so that their URLs are told in order.
   *
   * @return 1 or more
   */
  int sweepWidth() {
    return database == null ? width : 1;
  }

  /**
   * The same database, with buckets of the caller's own.
   *
   * @param r2 the buckets, null if there are none
   * @return a storage whose closing leaves the database open
   */
  public Storage with(Settings.@Nullable R2 r2) {
    return new Storage(
        assets,
        containers,
        keys,
        r2 == null ? null : new Buckets(r2),
        database,
        false,
        BESIDE_WIDTH);
  }

  /**
   * The database.
   *
   * @return where its connections come from
   * @throws IllegalStateException if the storage is none
   */
  public DataSource dataSource() {
    if (database == null) {
      throw new IllegalStateException("not a database");
    }
    return database.dataSource();
  }

  AssetReader assets() {
    return assets;
  }

  /**
   * Tells whether containers can be listed, published and swept, not only read.
   *
   * @return false if the media objects are the records
   */
  public boolean isWritable() {
    return containers != null;
  }

  ContainerStore containers() {
    if (containers == null) {
      throw new ConfigurationException(
          "storage.r2.layout is objects: there the media objects are the records, and only"
              + " single assets and containers can be read; for more set it to manifest, or"
              + " storage.type to jdbc");
    }
    return containers;
  }

  ApiKeyStore keys() {
    if (keys == null) {
      throw new ConfigurationException(
          "API keys need a private bucket: set storage.r2.metadata-bucket");
    }
    return keys;
  }

  /**
   * Tells whether there is a bucket of media.
   *
   * @return whether one is configured
   */
  public boolean hasMedia() {
    return buckets != null && buckets.hasMedia();
  }

  /**
   * The repair of the metadata bucket.
   *
   * @return empty if what is stored is not in one
   */
  public Optional<R2Repair> repair() {
    return Optional.ofNullable(buckets)
        .filter(bucket -> database == null && bucket.hasMetadata())
        .map(Buckets::repair);
  }

  MediaBucket media() {
    if (buckets == null || !hasMedia()) {
      throw new ConfigurationException(
          "this needs the bucket of the media: set storage.r2.endpoint, .access-key-id,"
              + " .secret-access-key, .media-bucket and .public-base-url");
    }
    return buckets.media();
  }

  @Override
  public void close() {
    if (buckets != null) {
      buckets.close();
    }
    if (database != null && closesDatabase) {
      database.close();
    }
  }
}
