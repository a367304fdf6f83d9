package dev.assetlookup.json;

/** How it went with one line of an import. */
sealed interface LineResult {
  /** It is blank, or was not attempted any more. */
  record Nothing() implements LineResult {}

  /** It was not imported. */
  record Bad(String reason) implements LineResult {}

  /** It is stored. */
  record Stored(Change change, int assets) implements LineResult {}

  /** What storing it has changed. */
  enum Change {
    CREATED,
    REPLACED,
    UNCHANGED
  }
}
