package dev.assetlookup.core;

import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.AssetReader;
import java.time.InstantSource;

/**
 * Finds assets and reads containers of a store that can only be read, such as a bucket whose
 * objects are the records. Thread-safe if the store is; opens nothing and has nothing to close.
 */
public final class ReadOnlyLookup extends StoredAssets {
  /**
   * A lookup with the system's clock and the {@linkplain Supersession#DEFAULT default} grace.
   *
   * @param assets the store
   */
  public ReadOnlyLookup(AssetReader assets) {
    this(assets, InstantSource.system(), Supersession.DEFAULT);
  }

  /**
   * A lookup with a clock and a grace of your own.
   *
   * @param assets the store
   * @param clock decides whether a superseded asset still resolves
   * @param supersession how long a superseded asset goes on resolving; the same as for whoever
   *     sweeps this store
   */
  public ReadOnlyLookup(AssetReader assets, InstantSource clock, Supersession supersession) {
    super(assets, clock, supersession);
  }
}
