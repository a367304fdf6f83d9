package dev.assetlookup.jdbc;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the log of each organization has come, as the transactions of this process left it. True
 * as long as no other process writes. Thread-safe.
 *
 * <p>Before a transaction commits, its number is announced; until the commit is known to have
 * ended, the row has to be read. If that never becomes known, as in a transaction of the caller's,
 * a row that shows the number or a later one says that the transaction has ended, because it held
 * the row.
 */
final class CommittedHeads {
  private final ConcurrentMap<OrganizationId, State> states = new ConcurrentHashMap<>();

  /**
   * What is known of one organization.
   *
   * @param head the latest that is known
   * @param announced a number that may be committed or not, 0 if there is none
   */
  private record State(LogHead head, long announced) {
    static final State UNKNOWN = new State(LogHead.EMPTY, Long.MAX_VALUE);

    long sequence() {
      return head.last().sequence();
    }

    State announcing(long number) {
      return new State(head, Math.max(announced, number));
    }

    State with(LogHead next) {
      long number = next.last().sequence();
      boolean isSettled = announced == Long.MAX_VALUE || number >= announced;
      return new State(number >= sequence() ? next : head, isSettled ? 0 : announced);
    }
  }

  /** Has every row read before it is known again; what was announced still counts. */
  void forget() {
    states.replaceAll(
        (organization, known) -> new State(LogHead.EMPTY, Math.max(1, known.announced())));
  }

  /** The head, null if the row has to be read. */
  @Nullable LogHead get(OrganizationId organization) {
    State state = states.get(organization);
    return state == null || state.announced() > 0 ? null : state.head();
  }

  /** Before a commit, and for a commit that is the caller's. */
  void announce(OrganizationId organization, LogHead next) {
    long number = next.last().sequence();
    states.merge(
        organization, new State(LogHead.EMPTY, number), (known, added) -> known.announcing(number));
  }

  /** After a commit, or when the row was read. */
  void settle(OrganizationId organization, LogHead head) {
    states.compute(
        organization, (same, known) -> (known == null ? State.UNKNOWN : known).with(head));
  }
}
