package dev.assetlookup.cache;

import dev.assetlookup.core.content.ContainerId;

/**
 * Under what a container is remembered. Has the bits of the id, not the id: each object that a
 * lookup goes through is likely to be in no cache of the processor.
 *
 * @param organization whose it is; compared as an object, so that what was remembered under another
 *     one of the same id is not found
 * @param high the first half of the container's id
 * @param low the second half
 */
record Place(Organization organization, long high, long low) {
  Place(Organization organization, ContainerId container) {
    this(
        organization,
        container.uuid().getMostSignificantBits(),
        container.uuid().getLeastSignificantBits());
  }

  /** Called by {@link Organizations#began}; {@link #ended} comes after. */
  Fill began() {
    return organization.began(this);
  }

  void ended(Fill fill) {
    organization.ended(this, fill);
  }
}
