package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.manifest.R2Repair.Damage;
import dev.assetlookup.r2.manifest.R2Repair.Mode;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code verify} that checks whether the metadata bucket has all its documents need.
 */
record MetadataCheck(R2Repair repair, Findings findings, Progress progress) {
  /**
   * Looks at every document and changes nothing.
   *
   * @param withContainers whether to report containers that cannot be read, too
   */
  R2Repair.Counts run(
      @Nullable OrganizationId only, boolean withContainers, BooleanSupplier ended) {
    R2Repair.Counts counts =
        repair.run(
            only,
            Mode.CHECK,
            finding -> {
              boolean ofContainer = finding.container() != null;
              if (withContainers || !ofContainer || finding.kind() != Damage.UNREADABLE) {
                findings.add(finding);
              }
            },
            done -> progress.show(() -> summary(done)),
            ended);
    progress.say(summary(counts));
    if (counts.lostEntries() > 0) {
      progress.say("asset-lookup: `asset-lookup repair` puts the lost entries back");
    }
    if (counts.earlier() > 0) {
      progress.say(
          "asset-lookup: an ordinary copy of the bucket loses documents of version 1;"
              + " `asset-lookup repair` renews them");
    }
    return counts;
  }

  static boolean isWell(R2Repair.Counts counts) {
    return counts.lostEntries() + counts.unreadable() + counts.failed() == 0 && counts.complete();
  }

  static ObjectNode put(ObjectNode line, R2Repair.Counts counts) {
    return line.put("containerDocuments", counts.containers())
        .put("apiKeyDocuments", counts.apiKeys())
        .put("lostEntries", counts.lostEntries())
        .put("documentsOfVersion1", counts.earlier())
        .put("unreadableDocuments", counts.unreadable())
        .put("failedDocuments", counts.failed());
  }

  private static String summary(R2Repair.Counts counts) {
    return ("metadata bucket: %,d documents of containers, %,d of API keys: %,d entries lost,"
            + " %,d unreadable, %,d failed, %,d of version 1")
        .formatted(
            counts.containers(),
            counts.apiKeys(),
            counts.lostEntries(),
            counts.unreadable(),
            counts.failed(),
            counts.earlier());
  }
}
