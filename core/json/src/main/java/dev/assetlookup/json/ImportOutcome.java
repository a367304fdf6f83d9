package dev.assetlookup.json;

/** How it went with one line of an import. */
sealed interface ImportOutcome {
  /** It is blank, or was not attempted any more. */
  record Nothing() implements ImportOutcome {}

  /** It was not imported. */
  record Bad(String reason) implements ImportOutcome {}

  /** It is stored. */
  record Stored(Change change, int assets) implements ImportOutcome {}

  /** What storing it has changed. */
  enum Change {
    CREATED,
    REPLACED,
    UNCHANGED
  }
}
