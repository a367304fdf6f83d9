package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.IoReason;
import dev.assetlookup.bootstrap.messages.Printable;
import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.media.MediaFile;
import dev.assetlookup.media.MediaPublisher;
import dev.assetlookup.media.MediaPublisher.Placed;
import dev.assetlookup.media.MediaPublisher.Result;
import dev.assetlookup.media.MediaReader;
import dev.assetlookup.media.PublishRequest;
import dev.assetlookup.media.PublishRequest.ReadFile;
import dev.assetlookup.r2.objects.MediaBucket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    description = {
      "Uploads media files to the media bucket and publishes them as one container.",
      "",
      "A folder stands for the files in it, in natural order (slide-2 before slide-10), without"
          + " hidden files and subfolders. Type, size in pixels, playing time and checksum are read"
          + " from the files themselves; what they do not state is left out.",
      "",
      "Nothing is published before all files are uploaded. A file that is in the bucket already is"
          + " not sent again, so simply repeat an interrupted command. A file whose content has"
          + " changed gets a new URL and keeps its asset id. The files replace the whole list of"
          + " the container.",
      ""
    })
final class PublishCommand extends Subcommand implements Callable<Integer> {
  @Mixin private final OwnerOption owner = new OwnerOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Media files, and folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--container",
      paramLabel = "ID",
      description =
          "UUID or cnt_ and a UUID. Default: made from the organization and the names and contents"
              + " of the files in order, so that the same files are the same container.")
  private @Nullable String container;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "Kind of all files, such as image. Default: each by its content.")
  private @Nullable String kind;

  @Option(names = "--dry-run", description = "Prints what would be done, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  private final AtomicBoolean ended = new AtomicBoolean();

  @Override
  public Integer call() {
    PrintWriter err = Commands.err(spec());
    OrganizationId organization = owner.id();
    ContainerId id =
        container == null ? null : Commands.container(spec(), "--container", container);
    Kind ofAll = kind();
    MediaFiles files = MediaFiles.in(paths, console().directory());
    try (Session session = root().session()) {
      Application application = session.application();
      MediaBucket bucket = application.media();
      MediaPublisher publisher =
          new MediaPublisher(bucket, application.containers(), application.publishContainer());
      files.skipped().forEach(line -> say(err, "skipped " + line));
      List<String> problems = problems(files, publisher);
      if (!problems.isEmpty()) {
        return refuse(problems);
      }
      console().onEnd(() -> ended.set(true));
      bucket.probe();
      if (!dryRun) {
        session.storage().probeWriting();
      }
      Progress line = new Progress(err, console().isTerminal());
      PublishProgress progress = new PublishProgress(line, ended);
      Result result;
      try {
        result = publish(publisher, progress, organization, id, ofAll, files.files());
      } catch (InterruptedIOException e) {
        result = new Result.Ended();
      } catch (IOException e) {
        line.say("asset-lookup: a file cannot be read any more: " + goOn(e.getMessage(), progress));
        return ExitCode.SOFTWARE;
      } catch (StoreUnavailableException e) {
        line.say("asset-lookup: " + goOn(StoreFailure.describe(e), progress));
        return Main.exitCode(e);
      }
      line.clear();
      return end(result, progress);
    }
  }

  private static List<String> problems(MediaFiles files, MediaPublisher publisher) {
    List<String> problems = new ArrayList<>(files.problems());
    problems.addAll(publisher.check(files.files()));
    return problems;
  }

  private void print(ContainerId id, String change, @Nullable Long revision, List<Placed> files) {
    PublishedContainer published = new PublishedContainer(owner.id(), id, change, revision, files);
    PrintWriter out = Commands.out(spec());
    if (json) {
      out.println(published.toJson());
    } else {
      published.printTable(out);
    }
  }

  private static String goOn(@Nullable String reason, PublishProgress progress) {
    return Printable.of(
        reason + "; " + progress.counts() + ", run the same command again to go on");
  }

  private @Nullable Kind kind() {
    try {
      return kind == null ? null : new Kind(kind);
    } catch (IllegalArgumentException e) {
      throw Commands.badUsage(spec(), "--kind is " + e.getMessage());
    }
  }

  private Result publish(
      MediaPublisher publisher,
      PublishProgress progress,
      OrganizationId organization,
      @Nullable ContainerId id,
      @Nullable Kind ofAll,
      List<MediaFile> files)
      throws IOException {
    List<String> problems = new ArrayList<>();
    List<ReadFile> read = read(files, progress, problems);
    if (!problems.isEmpty()) {
      return new Result.Refused(problems);
    }
    PublishRequest order = new PublishRequest(organization, id, ofAll, read);
    return dryRun ? publisher.plan(order, progress) : publisher.publish(order, progress);
  }

  private List<ReadFile> read(
      List<MediaFile> files, PublishProgress progress, List<String> problems)
      throws InterruptedIOException {
    MediaReader reader = new MediaReader();
    List<ReadFile> read = new ArrayList<>();
    for (MediaFile file : files) {
      progress.reading(file, read.size() + 1, files.size());
      try {
        read.add(new ReadFile(file, reader.read(file, ended::get)));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        problems.add(file.shown() + ": cannot be read: " + IoReason.of(e));
      }
    }
    return read;
  }

  private int end(Result result, PublishProgress progress) {
    PrintWriter err = Commands.err(spec());
    return switch (result) {
      case Result.Published published -> {
        ContainerId id = published.container().key().container();
        String change = published.change().name().toLowerCase(Locale.ROOT);
        print(id, change, published.container().revision().number(), published.files());
        say(err, "published " + id + ": " + change + "; " + progress.counts());
        yield ExitCode.OK;
      }
      case Result.Planned planned -> {
        print(planned.container(), "planned", null, planned.files());
        long toSend = planned.files().stream().filter(Placed::uploaded).count();
        say(
            err,
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
    say(Commands.err(spec()), "asset-lookup: " + goOn(reason + ", nothing is published", progress));
    return ExitCode.SOFTWARE;
  }

  private int refuse(List<String> problems) {
    PrintWriter err = Commands.err(spec());
    problems.forEach(problem -> say(err, "asset-lookup: " + problem));
    say(err, "nothing is published");
    return ExitCode.SOFTWARE;
  }

  private static void say(PrintWriter err, String line) {
    err.println(Printable.of(line));
  }
}
