package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.json.ImportCounts;
import dev.assetlookup.json.Importer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description =
        "Publishes containers from JSON Lines, one container a line. Bad lines are reported as"
            + " FILE:LINE: reason and skipped. Running it again changes nothing.")
final class ImportCommand extends Subcommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE|-", description = "JSON Lines, or - for standard input.")
  private String file = "";

  @Override
  public Integer call() {
    PrintWriter err = Commands.err(spec());
    try (InputStream in = console().open(file)) {
      try (Session session = root().writingSession();
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Progress progress = new Progress(err, console().isTerminal());
        Importer importer =
            new Importer(
                Operator.publishing(session.application().publishContainer(), console()),
                OutageCheck.of(session.application().containers()),
                session.storage().width(),
                threads,
                progress::say,
                counts -> show(progress, counts));
        console().onEnd(importer::end);
        return run(importer, in, progress);
      }
    } catch (IOException e) {
      throw new CommandFailedException(file + ": cannot be read: " + e.getMessage());
    }
  }

  private int run(Importer importer, InputStream in, Progress progress) throws IOException {
    PrintWriter err = Commands.err(spec());
    try {
      ImportCounts counts = importer.run(in, file);
      progress.clear();
      if (importer.isEnded()) {
        err.println("asset-lookup: ended early; run the import again to go on");
      } else if (counts.isEmpty()) {
        err.println("asset-lookup: " + file + ": empty, nothing to import");
      }
      return counts.anyBad() || counts.isEmpty() || importer.isEnded()
          ? ExitCode.SOFTWARE
          : ExitCode.OK;
    } catch (StoreUnavailableException e) {
      progress.clear();
      err.println(
          "asset-lookup: "
              + StoreFailure.describe(e)
              + "; what was imported so far is whole, run the import again to go on");
      return Main.exitCode(e);
    } finally {
      err.println("imported " + importer.counts());
    }
  }

  private static void show(Progress progress, ImportCounts counts) {
    // The clock is asked for one line in 64.
    if (counts.lines() % 64 == 0) {
      progress.show(() -> "importing " + counts);
    }
  }
}
