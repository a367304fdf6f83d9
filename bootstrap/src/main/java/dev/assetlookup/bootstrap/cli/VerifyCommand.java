package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.Verifier;
import dev.assetlookup.media.VerifyCounts;
import dev.assetlookup.r2.manifest.R2Repair;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = {
      "Compares the records with the objects in the buckets; changes nothing.",
      "",
      "Reports assets whose object is missing, belongs to another organization, has no metadata or"
          + " invalid ones, or has another size, type or checksum than recorded; missing"
          + " thumbnails; records that cannot be read; and orphans, objects that no record needs."
          + " Assets whose URLs are not in the folder of a container in the bucket are only"
          + " counted. What is written meanwhile may be compared in either state.",
      "",
      "In a metadata bucket it also reports API keys that cannot be read, and lost entries of the"
          + " lists: `asset-lookup repair` puts them back.",
      "",
      "With --org it reports only that organization's containers and objects, and so no objects"
          + " without an owner. Exit status 1 if anything is wrong.",
      ""
    })
final class VerifyCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final FindingsOptions options = new FindingsOptions();

  @Option(
      names = "--deep",
      description = "Reads the bytes of every object and compares their SHA-256, too.")
  private boolean deep;

  @Override
  public Integer call() {
    Progress progress = new Progress(Commands.err(spec()), console().isTerminal());
    VerifyReporter reporter = new VerifyReporter(options.printing(progress), progress);
    AtomicBoolean ended = new AtomicBoolean();
    OrganizationId only = options.only();
    try (Session session = root().session()) {
      console().onEnd(() -> ended.set(true));
      Optional<R2Repair.Counts> metadata =
          session
              .storage()
              .repair()
              .filter(repair -> session.storage().isWritable())
              .map(
                  repair ->
                      reporter.metadata(
                          repair, only, session.storage().media().isPresent(), ended::get));
      boolean well = metadata.map(MetadataCheck::isWell).orElse(true);
      if (metadata.isPresent() && session.storage().media().isEmpty()) {
        reporter.end(metadata, null);
        return well ? ExitCode.OK : ExitCode.SOFTWARE;
      }
      Application application = session.application();
      Verifier verifier =
          new Verifier(
              application.media(),
              application.containers(),
              only,
              deep,
              InstantSource.system(),
              reporter);
      VerifyCounts counts = verifier.run(ended::get);
      reporter.end(metadata, counts);
      return well && counts.findings() == 0 && counts.isComplete()
          ? ExitCode.OK
          : ExitCode.SOFTWARE;
    }
  }
}
