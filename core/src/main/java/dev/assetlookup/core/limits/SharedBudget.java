package dev.assetlookup.core.limits;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;

/** An outbound port: buckets that several servers take from. Thread-safe. */
public interface SharedBudget {
  /**
   * Settles the claims of one server, all or none, each by {@link Claim#settle} with what is
   * remembered of its bucket, by one clock for all servers.
   *
   * @param claims to settle, in this order where they are of one bucket, as after a server forgot a
   *     key and saw it again; may be empty, to see whether there is an answer
   * @return what became of each, in their order
   * @throws StoreUnavailableException if it gave no answer; then they may be settled or not
   */
  List<Claim.Settlement> settle(List<Claim> claims);

  /**
   * Forgets buckets that have long been full, of which there is nothing to remember.
   *
   * @param limit the most to forget
   * @return how many were forgotten; 0, if nothing else is said, where nothing piles up
   * @throws StoreUnavailableException if it gave no answer
   */
  default int forget(int limit) {
    return 0;
  }
}
