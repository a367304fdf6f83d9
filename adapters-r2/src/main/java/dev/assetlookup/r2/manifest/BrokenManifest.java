package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.document.StoredDocument;

/**
 * An object under the key of a manifest that cannot be read, but replaced.
 *
 * @param document as far as it was read
 * @param latest the revision that it counts as
 * @param reason what is wrong with it
 */
record BrokenManifest(StoredDocument document, Revision latest, CorruptRecordException reason)
    implements StoredManifest {
  @Override
  public Revision revision() {
    return latest;
  }
}
