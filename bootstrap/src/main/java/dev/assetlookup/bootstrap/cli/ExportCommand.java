package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.json.ContainerDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    description =
        "Prints every container as JSON Lines that import takes back unchanged, ids included."
            + " Superseded assets and deleted containers are left out.")
final class ExportCommand implements Callable<Integer> {
  private static final int PAGE = 32;

  @ParentCommand private @Nullable RootCommand root;
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = Commands.err(spec);
    long written = 0;
    long broken = 0;
    try (Session session = Commands.parent(root).session();
        OutputStream out = new BufferedOutputStream(Commands.console(root).out(), 1 << 16)) {
      ContainerStore containers = session.application().containers();
      ContainerKey last = null;
      List<Scanned> page = containers.scan(null, PAGE);
      while (!page.isEmpty()) {
        Commands.console(root).goOn();
        for (Scanned scanned : page) {
          last = scanned.key();
          switch (scanned) {
            case Scanned.Broken unreadable -> {
              err.println("asset-lookup: " + last + " left out: " + unreadable.reason());
              broken++;
            }
            case Scanned.Whole whole -> {
              if (!whole.container().isDeleted()) {
                out.write(ContainerDocument.write(whole.container()));
                out.write('\n');
                written++;
              }
            }
          }
        }
        page = containers.scan(last, PAGE);
      }
    } catch (IOException e) {
      throw new CommandFailedException("cannot write the export: " + e.getMessage());
    }
    err.printf("exported %,d containers; %,d could not be read%n", written, broken);
    return broken == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
