package dev.assetlookup.r2.document;

import java.util.List;
import java.util.Optional;

/** What became of a write that was not answered with success. */
enum Fate {
  /** It is stored, or was until others replaced it. */
  WON,
  /** Another writer was first; what this write was to replace can never come back. */
  LOST,
  /** What it was to replace is still there: it has not happened, but may yet. */
  OPEN,
  /** More writes followed than are remembered, or somebody changed the document by hand. */
  UNKNOWN;

  /** So many writers are remembered: R2 takes one write a second for each key. */
  static final int REMEMBERED = 8;

  /**
   * Decides by who wrote what is there now.
   *
   * @param base what the write was to replace, empty if it was to create
   * @param token of the write
   */
  static Fate of(
      Optional<? extends StoredDocument> base, String token, Optional<StoredDocument> now) {
    List<String> writers = now.map(StoredDocument::writers).orElse(List.of());
    if (writers.contains(token)) {
      return WON;
    }
    if (isSame(base, now)) {
      return OPEN;
    }
    if (writers.isEmpty()) {
      return UNKNOWN;
    }
    // If the writer of what was read is remembered, so are all who followed; this write is not
    // among them.
    List<String> former = base.map(StoredDocument::writers).orElse(List.of());
    boolean remembered =
        former.isEmpty() ? writers.size() <= REMEMBERED : writers.contains(former.get(0));
    return remembered ? LOST : UNKNOWN;
  }

  /** Compares the writers, or the tags if the bytes do not name their writer. */
  private static boolean isSame(
      Optional<? extends StoredDocument> base, Optional<StoredDocument> now) {
    if (base.isEmpty() || now.isEmpty()) {
      return base.isEmpty() && now.isEmpty();
    }
    List<String> before = base.get().writers();
    List<String> after = now.get().writers();
    if (before.isEmpty() || after.isEmpty()) {
      return base.get().etag().equals(now.get().etag());
    }
    return before.get(0).equals(after.get(0));
  }
}
