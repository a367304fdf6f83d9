package dev.assetlookup.bootstrap.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.media.IndexCounts;
import dev.assetlookup.media.Indexer;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(
    name = "index",
    description = {
      "Publishes what the objects in the media bucket say about themselves in their metadata.",
      "",
      "Walks the bucket container by container and publishes those of the organization into the"
          + " configured store. It adds and refreshes, and never removes. What was superseded"
          + " or deleted stays so while the store remembers it (assets.superseded-retention); after"
          + " that its objects, if nobody has deleted them, count as new. Running it again changes"
          + " nothing.",
      "",
      "Objects that cannot be described are reported as KEY: reason, but not a thumbnail without"
          + " an owner. Exit status 1 if there is any, or after an interruption: it then ends"
          + " between two containers and prints how to continue.",
      ""
    })
final class IndexCommand extends Subcommand implements Callable<Integer> {
  @Option(
      names = "--org",
      required = true,
      paramLabel = "ORG",
      description = "Organization whose objects to publish.")
  private String organization = "";

  @Option(
      names = "--after",
      paramLabel = "CONTAINER_ID",
      description = "Continues after this container, which an interrupted index has printed.")
  private @Nullable String after;

  @Option(
      names = "--json",
      description = "Prints JSON Lines on standard output: the problems, and the counts last.")
  private boolean json;

  @Override
  public Integer call() {
    OrganizationId owner = Commands.organization(spec(), organization);
    ContainerId begin = after == null ? null : Commands.container(spec(), "--after", after);
    IndexReporter reporter = new IndexReporter();
    AtomicBoolean ended = new AtomicBoolean();
    try (Session session = root().writingSession()) {
      Application application = session.application();
      Indexer indexer =
          new Indexer(
              application.media(),
              application.containers(),
              application.publishContainer(),
              owner,
              reporter);
      console().onEnd(() -> ended.set(true));
      IndexCounts counts = indexer.run(begin, ended::get);
      reporter.end(counts);
      return counts.problems() == 0 && counts.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (StoreUnavailableException e) {
      if (reporter.last != null) {
        reporter.tellHowToGoOn();
      }
      throw e;
    }
  }

  /** Prints what is wrong, and how it goes on. */
  private final class IndexReporter implements Indexer.Listener {
    private final Progress progress = new Progress(Commands.err(spec()), console().isTerminal());
    private final JsonMapper mapper = new JsonMapper();
    private @Nullable ContainerId last;

    @Override
    public void problem(String what, String reason) {
      if (json) {
        print(mapper.createObjectNode().put("problem", reason).put("subject", what));
      } else {
        progress.say(Printable.of("asset-lookup: " + what + ": " + reason));
      }
    }

    @Override
    public void done(ContainerId container, IndexCounts counts) {
      last = container;
      progress.show(() -> "indexing " + container + ": " + counts);
    }

    void tellHowToGoOn() {
      progress.say(
          "asset-lookup: ended early; to go on: asset-lookup index --org "
              + organization
              + (last != null ? " --after " + last : after != null ? " --after " + after : ""));
    }

    void end(IndexCounts counts) {
      if (json) {
        ObjectNode line = mapper.createObjectNode();
        counts.byName().forEach(line::put);
        print(line.put("complete", counts.isComplete()));
      }
      if (!counts.isComplete()) {
        tellHowToGoOn();
      }
      progress.say("indexed " + counts);
    }

    private void print(ObjectNode line) {
      Commands.out(spec()).println(line);
      Commands.out(spec()).flush();
    }
  }
}
