package dev.assetlookup.json;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes containers from JSON Lines, many at once, each all or nothing. The lines of one
 * container are published one after the other. A line that cannot be imported is reported, in the
 * order of the lines, and passed over. What is stored already is not written again, so an import
 * that was interrupted is simply run again. To be run once.
 */
public final class Importer {
  private static final Logger LOG = System.getLogger(Importer.class.getName());
  private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;
  // Bytes of the lines that are being published: the longest one alone, or many short ones.
  private static final int MAX_KIB_AT_ONCE = MAX_LINE_BYTES / 1024;
  // What waits to be reported is small; without a bound, one slow line would let it grow.
  private static final int MAX_UNREPORTED = 10_000;

  private final DocumentPublishing publishing;
  private final Consumer<String> report;
  private final Consumer<Counts> progress;
  private final Executor threads;
  private final Semaphore slots;
  private final Semaphore kib = new Semaphore(MAX_KIB_AT_ONCE);
  private final Counts counts = new Counts();
  private final Deque<Pending> unreported = new ArrayDeque<>();
  private final Map<ContainerKey, CompletableFuture<LineResult>> latest = new HashMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable LinesAhead lines;
  private boolean ended;

  /**
   * Prepares an import; reads nothing yet.
   *
   * @param containers where containers are published
   * @param outages decides whether a publish without an answer ends the import
   * @param width how many at once, 1 or more
   * @param threads publishes; begins what it gets in that order, such as one virtual thread each
   * @param report gets a line for each line that was not imported, {@code FILE:LINE: reason}
   * @param progress gets the counts after each line
   */
  public Importer(
      PublishContainer containers,
      OutageCheck outages,
      int width,
      Executor threads,
      Consumer<String> report,
      Consumer<Counts> progress) {
    this.publishing = new DocumentPublishing(containers, outages, () -> failure.get() != null);
    this.threads = threads;
    this.slots = new Semaphore(width);
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

    private Counts() {}

    /**
     * Whether any line was bad.
     *
     * @return true if one was
     */
    public boolean anyBad() {
      return bad > 0;
    }

    /**
     * Whether there was nothing to import.
     *
     * @return true if there was no line with a container, good or bad
     */
    public boolean isEmpty() {
      return containers() == 0 && bad == 0;
    }

    /**
     * How many lines were read, blank ones included.
     *
     * @return a number from 0
     */
    public long lines() {
      return lines;
    }

    private void add(LineResult.Stored stored) {
      assets += stored.assets();
      switch (stored.change()) {
        case CREATED -> created++;
        case REPLACED -> replaced++;
        case UNCHANGED -> unchanged++;
      }
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
   * What was done so far, also after {@link #run} has thrown. For the thread that runs it.
   *
   * @return the counts
   */
  public Counts counts() {
    return counts;
  }

  /** Ends it early, in order: what was begun is finished. From any thread. */
  public synchronized void end() {
    ended = true;
    stopReading();
  }

  /** Wakes up whoever waits for a line. */
  private synchronized void stopReading() {
    if (lines != null) {
      lines.end();
    }
  }

  /**
   * Whether it was ended early.
   *
   * @return true after {@link #end}
   */
  public synchronized boolean isEnded() {
    return ended;
  }

  /**
   * Imports all lines.
   *
   * @param in UTF-8 text; read to its end, not closed
   * @param name what to call it in reports
   * @return what was done
   * @throws IOException if it cannot be read
   * @throws StoreUnavailableException if the store is lost, see {@link OutageCheck}; the containers
   *     that were counted are stored
   */
  public Counts run(InputStream in, String name) throws IOException {
    LinesAhead ahead = begin(in);
    try {
      while (!ahead.isOver() && failure.get() == null) {
        BoundedLines.Line line = ahead.next();
        if (line != null) {
          add(line, ahead);
        }
        report(name, MAX_UNREPORTED);
      }
    } finally {
      ahead.end();
      report(name, 0);
    }
    rethrow(failure.get());
    return counts;
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  private synchronized LinesAhead begin(InputStream in) {
    LinesAhead ahead = LinesAhead.of(new BoundedLines(in, MAX_LINE_BYTES));
    lines = ahead;
    if (ended) {
      ahead.end();
    }
    return ahead;
  }

  /**
   * A line whose outcome is not reported yet.
   *
   * @param container what it publishes, null if that is nothing
   */
  private record Pending(
      long number, @Nullable ContainerKey container, CompletableFuture<LineResult> outcome) {}

  /** Reads a line, and has its container published when there is room for it. */
  private void add(BoundedLines.Line line, LinesAhead ahead) {
    Parsed parsed = read(line);
    if (parsed instanceof Parsed.Document document) {
      publishWhenThereIsRoom(line.number, document, ahead);
    } else {
      LineResult outcome = ((Parsed.Ended) parsed).outcome();
      unreported.add(new Pending(line.number, null, CompletableFuture.completedFuture(outcome)));
    }
  }

  private void publishWhenThereIsRoom(long number, Parsed.Document parsed, LinesAhead ahead) {
    ContainerDocument document = parsed.document();
    ContainerKey key = new ContainerKey(document.organization(), document.draft().container());
    int weight = Math.min(1 + parsed.size() / 1024, MAX_KIB_AT_ONCE);
    slots.acquireUninterruptibly();
    kib.acquireUninterruptibly(weight);
    CompletableFuture<LineResult> before = latest.get(key);
    // Not a future of the executor's, which would hold the document until its end is reported.
    CompletableFuture<LineResult> outcome = new CompletableFuture<>();
    threads.execute(
        () -> {
          LineResult ending = publishAfter(before, document);
          kib.release(weight);
          slots.release();
          outcome.complete(ending);
          ahead.wake();
        });
    latest.put(key, outcome);
    unreported.add(new Pending(number, key, outcome));
  }

  /** Reports what has ended, in the order of the lines, until at most {@code most} are left. */
  private void report(String name, int most) {
    while (!unreported.isEmpty()
        && (unreported.size() > most || unreported.getFirst().outcome().isDone())) {
      Pending pending = unreported.removeFirst();
      ContainerKey container = pending.container();
      LineResult outcome = await(pending.outcome());
      if (container != null) {
        // Not one that came after it: futures are equal to themselves alone.
        latest.remove(container, pending.outcome());
      }
      counts.lines++;
      if (outcome instanceof LineResult.Bad bad) {
        counts.bad++;
        report.accept(name + ":" + pending.number() + ": " + bad.reason());
      } else if (outcome instanceof LineResult.Stored stored) {
        counts.add(stored);
      }
      progress.accept(counts);
    }
  }

  /** Finishes what was begun, interrupted or not, and reports it. */
  private static LineResult await(CompletableFuture<LineResult> outcome) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return outcome.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("a task has let something through", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a line says. */
  private sealed interface Parsed {
    /** Nothing that could be published. */
    record Ended(LineResult outcome) implements Parsed {}

    /** A container. */
    record Document(ContainerDocument document, int size) implements Parsed {}
  }

  private static Parsed read(BoundedLines.Line line) {
    byte[] bytes = line.bytes;
    if (bytes == null) {
      return bad("longer than " + MAX_LINE_BYTES / (1024 * 1024) + " MiB");
    }
    if (isBlank(bytes)) {
      return new Parsed.Ended(new LineResult.Nothing());
    }
    // The JSON reader would take UTF-16 as well, but not where its line ends are cut.
    if (contains(bytes, (byte) 0)) {
      return bad("has a NUL byte; is the file not UTF-8, but UTF-16?");
    }
    ContainerDocument.Result reading = ContainerDocument.read(bytes);
    return reading instanceof ContainerDocument.Result.Valid valid
        ? new Parsed.Document(valid.document(), bytes.length)
        : bad(JsonProblem.join(((ContainerDocument.Result.Invalid) reading).problems().stream()));
  }

  private static Parsed bad(String reason) {
    return new Parsed.Ended(new LineResult.Bad(reason));
  }

  /** Publishes when the line before of the same container, if there is one, has ended. */
  private LineResult publishAfter(
      @Nullable CompletableFuture<LineResult> before, ContainerDocument document) {
    try {
      if (before != null) {
        await(before);
      }
      return failure.get() == null ? publishing.publish(document) : new LineResult.Nothing();
    } catch (StoreUnavailableException | Error e) {
      failure.compareAndSet(null, e);
      stopReading();
      return new LineResult.Nothing();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "unforeseen", e);
      return new LineResult.Bad("unforeseen: " + e);
    }
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
