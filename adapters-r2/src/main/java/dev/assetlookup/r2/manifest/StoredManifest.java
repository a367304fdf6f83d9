package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.r2.document.StoredDocument;

/** An object under the key of a container. */
sealed interface StoredManifest permits Manifest, BrokenManifest {
  /** The document as it was read. */
  StoredDocument document();

  /** The revision that a swap has to expect, {@link Revision#NONE} once it is removed. */
  Revision revision();

  /** The revision above which the next one has to be. */
  Revision latest();
}
