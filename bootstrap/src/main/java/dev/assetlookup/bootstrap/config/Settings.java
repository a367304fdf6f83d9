package dev.assetlookup.bootstrap.config;

import java.time.Duration;
import java.util.Optional;

/**
 * All settings, checked.
 *
 * @param storage where the descriptors are
 * @param media the bucket of the media, if one is set
 * @param http where the server listens, and its limits
 * @param assets what holds for assets
 * @param sweepInterval how often the server sweeps, 0 for never
 * @param logs how long what is logged is kept
 * @param cache what a server remembers of what it has read
 * @param limits how much a server lets be asked
 */
public record Settings(
    StorageSettings storage,
    Optional<MediaSettings> media,
    HttpSettings http,
    AssetSettings assets,
    Duration sweepInterval,
    LogSettings logs,
    CacheSettings cache,
    LimitSettings limits) {
  /**
   * The same settings with another place to listen.
   *
   * @param other the place
   * @return a copy
   */
  public Settings with(HttpSettings other) {
    return new Settings(storage, media, other, assets, sweepInterval, logs, cache, limits);
  }

  /**
   * The same settings with what holds for the assets of a store.
   *
   * @param other what holds
   * @return a copy
   */
  public Settings with(AssetSettings other) {
    return new Settings(storage, media, http, other, sweepInterval, logs, cache, limits);
  }
}
