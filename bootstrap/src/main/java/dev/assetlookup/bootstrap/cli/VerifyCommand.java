package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.media.Verifier;
import dev.assetlookup.bootstrap.wiring.Application;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Compares what is recorded with what lies in the media bucket; changes nothing.",
      "",
      "Tells of assets whose object is missing, is another organization's, has metadata that are"
          + " not valid or none, or has another size, type or checksum than is recorded; of"
          + " thumbnails that are missing; of records that cannot be read; and of orphans, objects"
          + " that nothing recorded needs. Assets whose URLs are not in the folder of a container"
          + " in the bucket are counted only. Of what is written meanwhile either state is told.",
      "",
      "With --org it tells of that organization's containers and objects alone, and thus not of"
          + " objects that tell no owner. Exit status 1 if anything is wrong.",
      ""
    })
final class VerifyCommand implements Callable<Integer> {
  private static final String ROW = "%-10s  %-56s  %-28s  %s%n";

  @ParentCommand private @Nullable RootCommand root;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--org",
      paramLabel = "ORG",
      description = "Only what belongs to this organization. Default: everything.")
  private @Nullable String organization;

  @Option(
      names = "--deep",
      description = "Reads the bytes of every object and compares their SHA-256, too.")
  private boolean deep;

  @Option(
      names = "--json",
      description = "Prints JSON Lines on standard output: the findings, and the counts last.")
  private boolean json;

  @Override
  public Integer call() {
    Told told = new Told();
    AtomicBoolean ended = new AtomicBoolean();
    try (Session session = Commands.parent(root).session()) {
      Application application = session.application();
      Verifier verifier =
          new Verifier(
              application.media(),
              application.containers(),
              organization == null ? null : Commands.organization(spec, organization),
              deep,
              InstantSource.system(),
              told);
      Commands.console(root).onEnd(() -> ended.set(true));
      Verifier.Counts counts = verifier.run(ended::get);
      told.end(counts);
      return counts.findings() == 0 && counts.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  /** What is told while it goes on. */
  private final class Told implements Verifier.Report {
    private final PrintWriter out = Commands.out(spec);
    private final Progress progress =
        new Progress(Commands.err(spec), Commands.console(root).isTerminal());
    private final JsonMapper mapper = new JsonMapper();
    private boolean first = true;

    @Override
    public void found(Verifier.Finding finding) {
      progress.clear();
      if (json) {
        out.println(line(finding));
      } else {
        if (first) {
          out.printf(ROW, "PROBLEM", "CONTAINER", "ASSET OR OBJECT", "DETAIL");
        }
        out.printf(
            ROW,
            name(finding.problem()),
            finding.container() == null
                ? "-"
                : (finding.organization() == null ? "" : finding.organization() + "/")
                    + finding.container(),
            Printable.of(finding.subject()),
            Printable.of(finding.detail()));
      }
      first = false;
      out.flush();
    }

    private ObjectNode line(Verifier.Finding finding) {
      return mapper
          .createObjectNode()
          .put("problem", name(finding.problem()))
          .put(
              "organizationId",
              finding.organization() == null ? null : finding.organization().value())
          .put("containerId", finding.container() == null ? null : finding.container().toString())
          .put("subject", finding.subject())
          .put("detail", finding.detail());
    }

    @Override
    public void progress(Verifier.Counts counts) {
      progress.show(() -> "verifying " + counts);
    }

    void end(Verifier.Counts counts) {
      if (json) {
        ObjectNode line = mapper.createObjectNode();
        counts.byName().forEach(line::put);
        out.println(line.put("complete", counts.isComplete()));
        out.flush();
      }
      if (!counts.isComplete()) {
        progress.say("asset-lookup: ended early; what was not compared may be wrong as well");
      }
      progress.say("verified " + counts);
    }

    private String name(Verifier.Problem problem) {
      return problem.name().toLowerCase(Locale.ROOT);
    }
  }
}
