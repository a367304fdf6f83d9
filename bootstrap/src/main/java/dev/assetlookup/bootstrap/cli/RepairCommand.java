package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.r2.manifest.R2Repair;
import dev.assetlookup.r2.manifest.R2Repair.Mode;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "repair",
    description = {
      "Puts back what the metadata bucket has lost.",
      "",
      "Creates again what a backup or a lifecycle rule has left out: entries of the lists of"
          + " containers, and of what is due to be swept. Without them a container is found, but"
          + " neither listed nor swept. Documents of an earlier version are rewritten in today's"
          + " form, which survives an ordinary copy of the bucket. Deletes nothing, and may run"
          + " beside servers of this version. `verify` shows beforehand what it would do.",
      "",
      "Exit status 1 if something cannot be read or repaired; it is named.",
      ""
    })
final class RepairCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final FindingsOptions options = new FindingsOptions();

  @Option(
      names = "--unchecked",
      description =
          "Also accepts documents of version 1 that have lost the checksum in their metadata: a"
              + " backup that was made with an earlier version. A change by hand goes unnoticed.")
  private boolean unchecked;

  @Override
  public Integer call() {
    OrganizationId only = options.only();
    Progress progress = new Progress(Commands.err(spec()), console().isTerminal());
    Findings findings = options.printing(progress);
    AtomicBoolean ended = new AtomicBoolean();
    try (Session session = root().writingSession()) {
      R2Repair repair =
          session
              .storage()
              .repair()
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "repair is for a metadata bucket: set storage.type to r2, and"
                              + " storage.r2.metadata-bucket"));
      console().onEnd(() -> ended.set(true));
      R2Repair.Counts counts =
          repair.run(
              only,
              unchecked ? Mode.REPAIR_UNCHECKED : Mode.REPAIR,
              findings::add,
              done -> progress.show(() -> "repairing: " + summary(done)),
              ended::get);
      findings.end(
          MetadataCheck.put(findings.counts(), counts)
              .put("repaired", counts.repaired())
              .put("complete", counts.complete()));
      if (!counts.complete()) {
        progress.say("asset-lookup: ended early; run the repair again to go on");
      }
      progress.say(summary(counts));
      return counts.unreadable() + counts.failed() == 0 && counts.complete()
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    }
  }

  private static String summary(R2Repair.Counts counts) {
    return ("repaired %,d of %,d documents: %,d entries were lost, %,d documents of version 1;"
            + " %,d unreadable, %,d failed")
        .formatted(
            counts.repaired(),
            counts.containers() + counts.apiKeys(),
            counts.lostEntries(),
            counts.earlier(),
            counts.unreadable(),
            counts.failed());
  }
}
