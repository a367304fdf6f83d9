package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.http.ContainerDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes containers from JSON Lines, one at a time, each all or nothing. A bad line is reported
 * and passed over. What is stored already is not written again, so an import that was interrupted
 * is simply run again.
 */
public final class Importer {
  private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;
  private static final Precondition ANY = new Precondition.Any();

  private final PublishContainer containers;
  private final Consumer<String> report;
  private final Consumer<Counts> progress;

  /**
   * An importer.
   *
   * @param containers where containers are published
   * @param report gets a line for each bad line, {@code FILE:LINE: reason}
   * @param progress gets the counts after each line
   */
  public Importer(PublishContainer containers, Consumer<String> report, Consumer<Counts> progress) {
    this.containers = containers;
    this.report = report;
    this.progress = progress;
  }

  /** What an import did so far. Counts up as it goes. */
  public static final class Counts {
    private long lines;
    private long created;
    private long replaced;
    private long unchanged;
    private long assets;
    private long bad;

    /**
     * Tells whether any line was bad.
     *
     * @return true if one was
     */
    public boolean anyBad() {
      return bad > 0;
    }

    /**
     * Tells whether there was nothing to import.
     *
     * @return true if there was no line with a container, good or bad
     */
    public boolean isEmpty() {
      return containers() == 0 && bad == 0;
    }

    long lines() {
      return lines;
    }

    private long containers() {
      return created + replaced + unchanged;
    }

    /** For people. */
    @Override
    public String toString() {
      return "%,d containers, %,d assets: %,d new, %,d replaced, %,d unchanged; %,d bad lines"
          .formatted(containers(), assets, created, replaced, unchanged, bad);
    }
  }

  /**
   * Imports all lines.
   *
   * @param in UTF-8 text; read to its end, not closed
   * @param name what to call it in reports
   * @return what was done
   * @throws IOException if it cannot be read
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer; the
   *     containers before are stored
   */
  public Counts run(InputStream in, String name) throws IOException {
    BoundedLines lines = new BoundedLines(in, MAX_LINE_BYTES);
    Counts counts = new Counts();
    for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
      counts.lines++;
      String problem = importLine(line, counts);
      if (problem != null) {
        counts.bad++;
        report.accept(name + ":" + line.number + ": " + problem);
      }
      progress.accept(counts);
    }
    return counts;
  }

  /** What is wrong with a line, or null. */
  private @Nullable String importLine(BoundedLines.Line line, Counts counts) {
    byte[] bytes = line.bytes;
    if (bytes == null) {
      return "longer than " + MAX_LINE_BYTES / (1024 * 1024) + " MiB";
    }
    if (isBlank(bytes)) {
      return null;
    }
    // The JSON reader would take UTF-16 as well, but not where its line ends are cut.
    if (contains(bytes, (byte) 0)) {
      return "has a NUL byte; is the file not UTF-8, but UTF-16?";
    }
    return switch (ContainerDocument.read(bytes)) {
      case ContainerDocument.Reading.Invalid invalid -> describe(invalid.problems());
      case ContainerDocument.Reading.Valid valid -> publish(valid.document(), counts);
    };
  }

  private @Nullable String publish(ContainerDocument document, Counts counts) {
    Caller owner = new Caller(document.organization(), Set.of(Scope.CONTENT_WRITE));
    switch (containers.publish(owner, document.draft(), ANY)) {
      case PublishContainer.Result.Published published -> {
        if (published.created()) {
          counts.created++;
        } else {
          counts.replaced++;
        }
      }
      case PublishContainer.Result.Unchanged unchanged -> counts.unchanged++;
      case PublishContainer.Result.Invalid invalid -> {
        return describe(invalid.problems());
      }
      case PublishContainer.Result.TooManySuperseded full -> {
        return "replaced too often: what was superseded lately takes up all its room; import it"
            + " again after a sweep (assets.superseded-grace tells how long to wait)";
      }
      case PublishContainer.Result.Conflict conflict -> {
        return "other writers kept changing this container; run the import again";
      }
      case PublishContainer.Result.ScopeMissing missing ->
          throw new IllegalStateException("the scope was granted");
    }
    counts.assets += document.draft().assets().size();
    return null;
  }

  private static String describe(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.pointer().isEmpty() ? p.reason() : p.pointer() + " " + p.reason())
        .collect(Collectors.joining("; "));
  }

  private static boolean contains(byte[] line, byte wanted) {
    for (byte b : line) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
