package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.bucket.Deadline;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, and where that is kept.
 *
 * @param trail null if it is not kept
 */
record Auditing(@Nullable R2AuditTrail trail, Actor actor) {
  static final Auditing NONE = new Auditing(null, Actor.APPLICATION);

  Auditing {
    Objects.requireNonNull(actor);
  }

  Auditing in(R2AuditTrail kept) {
    return new Auditing(Objects.requireNonNull(kept), actor);
  }

  Auditing by(Actor writer) {
    return new Auditing(trail, writer);
  }

  /**
   * Appends the entry of a write.
   *
   * @param done whether there was a change
   * @return the same
   */
  boolean append(
      boolean done, OrganizationId organization, Supplier<Deed> deed, Deadline deadline) {
    if (done && trail != null) {
      trail.append(organization, actor, deed.get(), deadline);
    }
    return done;
  }
}
