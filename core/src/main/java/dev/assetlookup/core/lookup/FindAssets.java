package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.visibility.VisibleAssets;
import java.time.InstantSource;
import java.util.List;

/** Answers for many assets at once what {@link FindAsset} answers for one. Thread-safe. */
public interface FindAssets {
  /**
   * Finds assets of the caller's organization. Checks the scope first; then one call of the store
   * for all of them.
   *
   * @param caller who asks
   * @param assets which assets, in any number that the store can bear at once; the HTTP API takes
   *     at most 100
   * @return a result for each, in order
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer;
   *     repeating the call is safe
   */
  Result findAll(Caller caller, List<Request> assets);

  /**
   * Finds assets in a store.
   *
   * @param assets where the assets are
   * @param clock decides whether a superseded asset still resolves
   * @param supersession how long it goes on resolving; the same as for the sweep over this store
   * @return a new port
   */
  static FindAssets over(AssetReader assets, InstantSource clock, Supersession supersession) {
    return new AssetFinding(new VisibleAssets(assets), clock, supersession);
  }

  /**
   * Ids as they came from outside. Text that cannot be an id is answered as an absent one.
   *
   * @param container any text
   * @param asset any text
   */
  record Request(String container, String asset) {}

  /** How a lookup of many ended. */
  sealed interface Result {
    /**
     * One result for each request: what {@link FindAsset} would have answered, but that the
     * successor of a superseded asset is not looked up.
     *
     * @param results in the order asked; never {@link FindAsset.Result.ScopeMissing}
     */
    record Answered(List<FindAsset.Result> results) implements Result {
      /** Copies the list. */
      public Answered {
        results = List.copyOf(results);
      }
    }

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
