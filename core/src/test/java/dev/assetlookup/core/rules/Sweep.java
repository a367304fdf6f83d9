package dev.assetlookup.core.rules;

import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;

/** A sweep that nobody ends, whose media go to one place. */
record Sweep(SweepContainers sweeping, MediaRelease release) {
  SweepContainers.Report sweep() {
    return sweeping.sweep(release, () -> false);
  }

  SweepContainers.Report preview(MediaRelease shown) {
    return sweeping.preview(shown, () -> false);
  }
}
