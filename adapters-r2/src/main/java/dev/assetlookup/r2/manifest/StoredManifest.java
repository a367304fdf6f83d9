package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.r2.document.StoredDocument;

/** What is stored under a container's key. */
sealed interface StoredManifest permits Manifest, BrokenManifest {
  /** As it was read. */
  StoredDocument document();

  /** The revision that a swap has to expect, {@link Revision#NONE} once it is removed. */
  Revision revision();

  /** The revision above which the next one has to be. */
  Revision latest();
}
