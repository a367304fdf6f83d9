package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.ProvidedSettings;
import dev.assetlookup.bootstrap.config.R2ManifestSettings;
import dev.assetlookup.bootstrap.config.R2ObjectsSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.limits.SharedBudget;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.ProvidedStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/** The outbound ports over the configured storage. Closed by whoever opened it. */
public sealed interface Storage extends AutoCloseable
    permits JdbcStorage, R2Storage, ProvidedStorage {
  /**
   * Connects, and creates or checks what has to be there.
   *
   * @param settings which storage
   * @return the open storage
   * @throws StoreUnavailableException if it cannot be reached
   * @throws ConfigurationException if it is not as it has to be
   */
  static Storage open(Settings settings) {
    return switch (settings.storage()) {
      case JdbcSettings jdbc -> JdbcStorage.open(jdbc, settings.media());
      case R2ManifestSettings manifest ->
          R2Storage.over(manifest, settings.media(), settings.cache());
      case R2ObjectsSettings objects -> R2Storage.over(objects);
      case ProvidedSettings provided -> ProvidedStorage.open(provided, settings.media());
    };
  }

  /**
   * A storage over a store that is open, without media.
   *
   * @param type what to call it in messages
   * @param store the store, closed with the storage
   * @return the storage
   */
  static Storage over(String type, ProvidedStore store) {
    return new ProvidedStorage(type, store, Media.of(Optional.empty()));
  }

  /**
   * The lookup.
   *
   * @return the port
   */
  AssetReader assets();

  /**
   * The lookup for a server, of which answers may be out of date as far as the settings say, but
   * never behind what was written to {@link #containers} of this storage.
   *
   * @return {@link #assets}, if they say nothing
   */
  default AssetReader served() {
    return assets();
  }

  /**
   * The API keys for a server.
   *
   * @return {@link #keys}, if nothing else is said
   */
  default ApiKeyReader servedKeys() {
    return keys();
  }

  /**
   * Whether containers can be listed, published and swept, not only read.
   *
   * @return false for a storage that is read-only
   */
  boolean isWritable();

  /**
   * Lists, publishing and sweeping.
   *
   * @return the port
   * @throws ConfigurationException if the storage is read-only; it says what to set instead
   */
  ContainerStore containers();

  /**
   * The API keys.
   *
   * @return the port
   * @throws ConfigurationException if there is no place for them
   */
  ApiKeyStore keys();

  /**
   * When API keys were last used.
   *
   * @return empty if the storage does not remember it
   */
  default Optional<KeyUses> keyUses() {
    return Optional.empty();
  }

  /**
   * The log of the changes.
   *
   * @return empty if the storage keeps none
   */
  default Optional<ChangeLog> changeLog() {
    return Optional.empty();
  }

  /**
   * The audit trail.
   *
   * @return empty if the storage keeps none
   */
  default Optional<AuditTrail> auditTrail() {
    return Optional.empty();
  }

  /**
   * What several servers of this storage share of their rate limits.
   *
   * @return empty if they cannot
   */
  default Optional<SharedBudget> sharedBudget() {
    return Optional.empty();
  }

  /**
   * Whether each read shows at least what the log said before it, so that what was read may be
   * remembered until the log says more.
   *
   * @return false if that is not known
   */
  default boolean mayBeRemembered() {
    return true;
  }

  /**
   * The bucket of the media.
   *
   * @return empty if none is configured
   */
  Optional<MediaBucket> media();

  /**
   * The repair of the metadata bucket.
   *
   * @return empty if the storage has none
   */
  default Optional<R2Repair> repair() {
    return Optional.empty();
  }

  /**
   * Asks once, so that what is wrong with buckets and credentials is known at the start.
   *
   * @throws StoreUnavailableException if the storage gives no answer, or refuses
   * @throws ConfigurationException if there is no place for API keys
   */
  default void probe() {
    // A database, or a store from outside, was asked when it was opened.
  }

  /**
   * Makes sure, before something is written, that writers do not overwrite each other.
   *
   * @throws dev.assetlookup.core.store.StoreNotSetUpException if the storage ignores the conditions
   *     of a write, or refuses
   * @throws StoreUnavailableException if it gives no answer
   */
  default void probeWriting() {
    // Databases keep the conditions of a write, and the contract kit demands it of other stores.
  }

  /**
   * Whether each read is a round trip to another process.
   *
   * @return false if that is not known
   */
  default boolean isRemote() {
    return false;
  }

  /**
   * How many writers at once the storage does most with.
   *
   * @return 1 or more
   */
  int width();

  /**
   * How many containers a sweep works on at once.
   *
   * @return 1 or more
   */
  int sweepWidth();

  @Override
  void close();
}
