package dev.assetlookup.media;

import dev.assetlookup.media.Verifier.Finding;

/** Counts the findings of a verification and passes them on. */
record Findings(VerifyCounts counts, Verifier.Listener listener) {
  void add(Finding finding) {
    counts.findings++;
    listener.found(finding);
  }

  void progress() {
    listener.progress(counts);
  }
}
