package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.bootstrap.messages.SweepSummary;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(
    name = "sweep",
    description = {
      "Releases and forgets what has been superseded or deleted for long enough.",
      "",
      "A superseded asset resolves for assets.superseded-grace. Then its media are released: each"
          + " URL that its container no longer needs is printed, so that a script can delete the"
          + " file. For assets.superseded-retention, from the same moment on, its id is remembered"
          + " as stale, and a deleted container as deleted; then they are forgotten."
          + " Changes are forgotten when changes.retention is over, and entries of the audit log"
          + " when audit.retention is.",
      "",
      "This command deletes no media, and does not know whether other containers use them. A URL"
          + " counts as released when standard output has taken it; a sweep that was cut off"
          + " before that prints it again the next time.",
      "",
      "A server sweeps, too, every sweep.interval, and logs what it releases. To get every URL"
          + " here, set that to PT0S.",
      ""
    })
final class SweepCommand extends Subcommand implements Callable<Integer> {
  @Option(
      names = "--dry-run",
      description = "Prints what a sweep would release now, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints JSON Lines, one URL a line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter err = Commands.err(spec());
    AtomicBoolean ended = new AtomicBoolean();
    try (Session session = session()) {
      console().onEnd(() -> ended.set(true));
      MediaRelease printed = new PrintedUrls(console().out(), json, ended);
      SweepContainers sweeping = session.application().sweepContainers();
      SweepContainers.Report report =
          dryRun ? sweeping.preview(printed, ended::get) : sweeping.sweep(printed, ended::get);
      for (SweepContainers.Failure failure : report.failures()) {
        err.println(Printable.of("asset-lookup: " + failure.container() + ": " + failure.reason()));
      }
      if (report.failed() > report.failures().size()) {
        err.printf("asset-lookup: and %,d more%n", report.failed() - report.failures().size());
      }
      if (ended.get()) {
        err.println("asset-lookup: ended early; run the sweep again to go on");
      }
      long trimmed = dryRun ? 0 : session.application().trimChanges().trim(ended::get);
      err.println(dryRun ? SweepSummary.ofPreview(report) : SweepSummary.ofSweep(report));
      if (trimmed > 0) {
        err.println(SweepSummary.ofTrim(trimmed));
      }
      return report.failed() == 0 && !ended.get() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private Session session() {
    RootCommand parent = root();
    return dryRun ? parent.session() : parent.writingSession();
  }
}
