package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.media.MediaPublisher.Placed;
import dev.assetlookup.media.MediaPublisher.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * Prints what became of {@code publish}: the container on standard output, all else on standard
 * error. Its results are exit codes.
 */
record PublishReporter(PrintWriter out, PrintWriter err, boolean json, OrganizationId owner) {
  int end(Result result, PublishProgress progress) {
    return switch (result) {
      case Result.Published published -> {
        ContainerId id = published.container().key().container();
        String change = published.change().name().toLowerCase(Locale.ROOT);
        print(id, change, published.container().revision().number(), published.files());
        say("published " + id + ": " + change + "; " + progress.counts());
        yield ExitCode.OK;
      }
      case Result.Planned planned -> {
        print(planned.container(), "planned", null, planned.files());
        long toSend = planned.files().stream().filter(Placed::uploaded).count();
        say(
            "would publish %s: %,d files to upload, %,d unchanged"
                .formatted(planned.container(), toSend, planned.files().size() - toSend));
        yield ExitCode.OK;
      }
      case Result.Refused refused -> refuse(refused.problems());
      case Result.Contended contended ->
          fail("others kept changing the container or its files", progress);
      case Result.Ended early -> fail("ended early", progress);
    };
  }

  private int fail(String reason, PublishProgress progress) {
    say("asset-lookup: " + goOn(reason + ", nothing is published", progress));
    return ExitCode.SOFTWARE;
  }

  int refuse(List<String> problems) {
    problems.forEach(problem -> say("asset-lookup: " + problem));
    say("nothing is published");
    return ExitCode.SOFTWARE;
  }

  void say(String line) {
    err.println(Printable.of(line));
  }

  private void print(ContainerId id, String change, @Nullable Long revision, List<Placed> files) {
    PublishedContainer published = new PublishedContainer(owner, id, change, revision, files);
    if (json) {
      out.println(published.toJson());
    } else {
      published.printTable(out);
    }
  }

  static String goOn(@Nullable String reason, PublishProgress progress) {
    return Printable.of(
        reason + "; " + progress.counts() + ", run the same command again to go on");
  }
}
