package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.document.StoredDocument;

/**
 * What is not a manifest that can be read, and can be replaced by one.
 *
 * @param document as far as it was read
 * @param latest what it counts for
 * @param reason what is wrong with it
 */
record BrokenManifest(StoredDocument document, Revision latest, CorruptRecordException reason)
    implements StoredManifest {
  @Override
  public Revision revision() {
    return latest;
  }
}
