package dev.assetlookup.bootstrap.cli;

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
import picocli.CommandLine.Mixin;
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
          + " between two containers and prints how to continue, with --after.",
      ""
    })
final class IndexCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final OwnerOption owner = new OwnerOption();

  @Option(names = "--after", paramLabel = "CONTAINER_ID", description = "Continues after this one.")
  private @Nullable String after;

  @Mixin private final JsonLinesOption json = new JsonLinesOption();

  @Override
  public Integer call() {
    OrganizationId organization = owner.id();
    ContainerId begin = after == null ? null : Commands.container(spec(), "--after", after);
    Progress progress = new Progress(Commands.err(spec()), console().isTerminal());
    IndexReporter reporter =
        new IndexReporter(Commands.out(spec()), progress, json.isSet(), organization, begin);
    AtomicBoolean ended = new AtomicBoolean();
    try (Session session = root().writingSession()) {
      Application application = session.application();
      Indexer indexer =
          new Indexer(
              application.media(),
              application.containers(),
              Operator.publishing(application.publishContainer(), console()),
              organization,
              reporter);
      console().onEnd(() -> ended.set(true));
      IndexCounts counts = indexer.run(begin, ended::get);
      reporter.end(counts);
      return counts.problems() == 0 && counts.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (StoreUnavailableException e) {
      reporter.failed();
      throw e;
    }
  }
}
