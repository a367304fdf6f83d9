package dev.assetlookup.r2.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What lies under the key of a document. */
public sealed interface StoredDocument permits Document, BrokenDocument {
  /** Names these very bytes until they are replaced. */
  String etag();

  /** When the object was written, by the server's clock. */
  Instant lastModified();

  /**
   * The tokens of those who wrote it, the last one first, as many as are remembered. Empty if they
   * are not known.
   */
  List<String> writers();

  /** A text or a whole number that it states at its top, whether or not the rest is valid. */
  Optional<String> stated(String name);
}
