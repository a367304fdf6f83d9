package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.document.Document;
import dev.assetlookup.r2.manifest.R2Repair.Counts;
import dev.assetlookup.r2.manifest.R2Repair.Finding;
import java.util.List;

/** The result of looking at one document, and of repairing it. */
record Inspection(Counts counts, List<Finding> findings) {
  static final Inspection NOTHING = new Inspection(Counts.NONE, List.of());

  /** A document that cannot be read. */
  static Inspection unreadable(Counts one, Finding finding) {
    return new Inspection(one.plus(new Counts(0, 0, 0, 0, 1, 0, 0, true)), List.of(finding));
  }

  /** A document that got no answer. A fault of the set-up would fail for all others, too. */
  static Inspection failed(Counts one, Finding finding, StoreUnavailableException e) {
    if (e instanceof StoreNotSetUpException) {
      throw e;
    }
    return new Inspection(one.plus(new Counts(0, 0, 0, 0, 0, 1, 0, true)), List.of(finding));
  }

  /** Counts one document, by its form and by what was done. */
  static Counts done(Document document, int lostEntries, boolean repaired) {
    return new Counts(
        0, 0, lostEntries, document.selfContained() ? 0 : 1, 0, 0, repaired ? 1 : 0, true);
  }

  static String reason(StoreUnavailableException e) {
    return String.valueOf(e.getMessage());
  }
}
