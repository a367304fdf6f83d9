package dev.assetlookup.core.change;

import dev.assetlookup.core.access.Actor;
import java.util.Objects;

/**
 * One entry of the audit trail of an organization. It holds no secret and no digest of one.
 *
 * @param position when it was done, and a number that no other entry of the organization has
 * @param actor who did it
 * @param deed what was done
 */
public record AuditEntry(LogPosition position, Actor actor, Deed deed) {
  /** Checks that nothing is null. */
  public AuditEntry {
    Objects.requireNonNull(position);
    Objects.requireNonNull(actor);
    Objects.requireNonNull(deed);
  }
}
