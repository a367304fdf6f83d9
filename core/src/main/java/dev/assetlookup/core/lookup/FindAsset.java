package dev.assetlookup.core.lookup;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.visibility.VisibleAssets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what an asset is and where it lives. Thread-safe. Absence allocates no stack trace. */
public interface FindAsset {
  /**
   * Finds one asset of the caller's organization. Checks the scope first; then at most one metadata
   * read, two if the asset is absent, and for a stale id one of its whole container. Never touches
   * the media.
   *
   * @param caller who asks
   * @param container which container
   * @param asset which asset
   * @return the asset, or which kind of absence it is
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer;
   *     repeating the call is safe
   */
  Result find(Caller caller, ContainerId container, AssetId asset);

  /**
   * The same for ids as they came from outside. Text that cannot be an id is answered as an absent
   * one, without asking the store.
   *
   * @param caller who asks
   * @param container any text
   * @param asset any text
   * @return the asset, or which kind of absence it is
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  Result find(Caller caller, String container, String asset);

  /**
   * Finds assets in a store.
   *
   * @param assets where the assets are
   * @param clock decides whether a superseded asset still resolves
   * @param supersession how long it goes on resolving; the same as for the sweep over this store
   * @return a new port
   */
  static FindAsset over(AssetReader assets, InstantSource clock, Supersession supersession) {
    return new AssetFinding(new VisibleAssets(assets), clock, supersession);
  }

  /** How a lookup ended. */
  sealed interface Result {
    /**
     * The asset, for who needs no reason.
     *
     * @return empty whenever there is none, be it for a missing scope or a corrupt record
     */
    default Optional<Asset> toOptional() {
      return this instanceof Found found ? Optional.of(found.asset()) : Optional.empty();
    }

    /**
     * The asset resolves.
     *
     * @param container which container it is on
     * @param asset its id and descriptor
     * @param supersededAt when a newer set replaced it, null while it is current
     */
    record Found(ContainerId container, Asset asset, @Nullable Instant supersededAt)
        implements Result {}

    /** It does not resolve. Whoever needs no reason can take all kinds as one. */
    sealed interface NotFound extends Result {}

    /** The container is the caller's, and this id was never on it or is no longer remembered. */
    record AssetNotFound() implements NotFound {}

    /**
     * The container is the caller's, and a newer set replaced this asset longer than the grace ago.
     *
     * @param container which container it was on
     * @param supersededAt when it was replaced
     * @param successor the current asset in the position that it had, null if there is none or that
     *     is not known
     */
    record Superseded(ContainerId container, Instant supersededAt, @Nullable Asset successor)
        implements NotFound {}

    /** Unknown, no longer remembered or another organization's: one answer, on purpose. */
    record ContainerNotFound() implements NotFound {}

    /** The caller's organization deleted the container. */
    record ContainerDeleted() implements NotFound {}

    /**
     * The store has a record and it is not a valid one, so it is not known whether the asset is
     * there. No absence.
     *
     * @param reason which record and what is wrong with it, for the operator
     */
    record Unreadable(String reason) implements Result {}

    /**
     * The caller may not ask.
     *
     * @param needed the scope that was not granted
     */
    record ScopeMissing(Scope needed) implements Result {}
  }
}
