package dev.assetlookup.cache;

import dev.assetlookup.core.content.ContainerId;

/**
 * Under what a container is remembered.
 *
 * @param organization whose it is; compared as an object, so that what was remembered under another
 *     one of the same id is not found
 * @param container which one
 */
record Place(Organization organization, ContainerId container) {
  /** Called by {@link Organizations#began}; {@link #ended} comes after. */
  Fill began() {
    return organization.began(container);
  }

  void ended(Fill fill) {
    organization.ended(container, fill);
  }
}
