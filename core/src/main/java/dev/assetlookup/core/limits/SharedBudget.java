package dev.assetlookup.core.limits;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;

/** An outbound port: buckets that several servers take from. Thread-safe. */
public interface SharedBudget {
  /**
   * Settles the claims of one server, all or none, each by {@link Claim#settle} with what is
   * remembered of its bucket, by one clock for all servers.
   *
   * @param claims of different buckets; may be empty, to see whether there is an answer
   * @return what became of each, in their order
   * @throws StoreUnavailableException if it gave no answer; then they may be settled or not
   */
  List<Claim.Settlement> settle(List<Claim> claims);
}
