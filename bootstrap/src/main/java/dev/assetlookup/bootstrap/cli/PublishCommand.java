package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.messages.IoReason;
import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.media.MediaFile;
import dev.assetlookup.media.MediaPublisher;
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
    OrganizationId organization = owner.id();
    PrintWriter err = Commands.err(spec());
    PublishReporter reporter = new PublishReporter(Commands.out(spec()), err, json, organization);
    ContainerId id =
        container == null ? null : Commands.container(spec(), "--container", container);
    Kind ofAll = kind();
    MediaFiles files = MediaFiles.in(paths, console().directory());
    try (Session session = root().session()) {
      Application application = session.application();
      MediaBucket bucket = application.media();
      MediaPublisher publisher =
          new MediaPublisher(
              bucket,
              application.containers(),
              Operator.publishing(application.publishContainer(), console()));
      files.skipped().forEach(line -> reporter.say("skipped " + line));
      List<String> problems = problems(files, publisher);
      if (!problems.isEmpty()) {
        return reporter.refuse(problems);
      }
      console().onEnd(() -> ended.set(true));
      bucket.probe();
      if (!dryRun) {
        session.storage().probeWriting();
      }
      Progress line = new Progress(err, console().isTerminal());
      PublishProgress progress = new PublishProgress(line, ended);
      return report(
          reporter,
          line,
          progress,
          () -> publish(publisher, progress, organization, id, ofAll, files.files()));
    }
  }

  /** What publishing comes to, which may break off. */
  private interface Attempt {
    Result run() throws IOException;
  }

  private static int report(
      PublishReporter reporter, Progress line, PublishProgress progress, Attempt attempt) {
    Result result;
    try {
      result = attempt.run();
    } catch (InterruptedIOException e) {
      result = new Result.Ended();
    } catch (IOException e) {
      line.say(
          "asset-lookup: a file cannot be read any more: "
              + PublishReporter.goOn(e.getMessage(), progress));
      return ExitCode.SOFTWARE;
    } catch (StoreUnavailableException e) {
      line.say("asset-lookup: " + PublishReporter.goOn(StoreFailure.describe(e), progress));
      return Main.exitCode(e);
    }
    line.clear();
    return reporter.end(result, progress);
  }

  private static List<String> problems(MediaFiles files, MediaPublisher publisher) {
    List<String> problems = new ArrayList<>(files.problems());
    problems.addAll(publisher.check(files.files()));
    return problems;
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
}
