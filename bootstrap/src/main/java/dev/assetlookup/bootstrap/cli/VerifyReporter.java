package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.Verifier;
import dev.assetlookup.media.VerifyCounts;
import dev.assetlookup.r2.manifest.R2Repair;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Prints what {@code verify} finds, and how it goes on. */
record VerifyReporter(Findings findings, Progress progress) implements Verifier.Listener {
  R2Repair.Counts metadata(
      R2Repair repair, @Nullable OrganizationId only, boolean withMedia, BooleanSupplier ended) {
    return new MetadataCheck(repair, findings, progress).run(only, !withMedia, ended);
  }

  @Override
  public void found(Verifier.Finding finding) {
    findings.add(
        finding.kind(),
        finding.organization(),
        finding.container(),
        finding.subject(),
        finding.detail());
  }

  @Override
  public void progress(VerifyCounts counts) {
    progress.show(() -> "verifying " + counts);
  }

  /** Without counts of the media if no bucket of them is configured. */
  void end(Optional<R2Repair.Counts> metadata, @Nullable VerifyCounts counts) {
    boolean complete =
        metadata.map(R2Repair.Counts::complete).orElse(true)
            && (counts == null || counts.isComplete());
    ObjectNode line = findings.counts();
    if (counts != null) {
      counts.byName().forEach(line::put);
    }
    metadata.ifPresent(found -> MetadataCheck.put(line, found));
    findings.end(line.put("complete", complete));
    if (!complete) {
      progress.say("asset-lookup: ended early; what was not compared may be wrong as well");
    }
    progress.say(
        counts == null
            ? "no media bucket is configured: only the metadata bucket was verified"
            : "verified " + counts);
  }
}
