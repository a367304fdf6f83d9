package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.json.Exporter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

@Command(
    name = "export",
    description =
        "Prints every container as JSON Lines that import takes back unchanged, ids included."
            + " Superseded assets and deleted containers are left out.")
final class ExportCommand extends Subcommand implements Callable<Integer> {
  @Override
  public Integer call() {
    PrintWriter err = Commands.err(spec());
    Exporter.Counts counts;
    try (Session session = root().session();
        OutputStream out = new BufferedOutputStream(console().out(), 1 << 16)) {
      Exporter exporter =
          new Exporter(
              session.application().containers(),
              left -> err.println("asset-lookup: " + left.key() + " left out: " + left.reason()),
              soFar -> console().goOn());
      counts = exporter.run(out);
    } catch (IOException e) {
      throw new CommandFailedException("cannot write the export: " + e.getMessage());
    }
    err.printf(
        "exported %,d containers; %,d could not be read%n", counts.written(), counts.broken());
    return counts.broken() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
