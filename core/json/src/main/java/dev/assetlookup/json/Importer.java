package dev.assetlookup.json;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
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
  // Bytes of the lines that are being published: the longest one alone, or many short ones.
  private static final int MAX_KIB_AT_ONCE = ImportLine.MAX_BYTES / 1024;
  // What waits to be reported is small; without a bound, one slow line would let it grow.
  private static final int MAX_UNREPORTED = 10_000;

  private final DocumentPublishing publishing;
  private final Executor threads;
  private final Semaphore slots;
  private final Semaphore kib = new Semaphore(MAX_KIB_AT_ONCE);
  private final ImportCounts counts = new ImportCounts();
  private final PendingLines pending;
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
      Consumer<ImportCounts> progress) {
    this.publishing = new DocumentPublishing(containers, outages, () -> failure.get() != null);
    this.threads = threads;
    this.slots = new Semaphore(width);
    this.pending = new PendingLines(counts, report, progress);
  }

  /**
   * What was done so far, also after {@link #run} has thrown. For the thread that runs it.
   *
   * @return the counts
   */
  public ImportCounts counts() {
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
  public ImportCounts run(InputStream in, String name) throws IOException {
    LinesAhead ahead = begin(in);
    try {
      while (!ahead.isOver() && failure.get() == null) {
        BoundedLines.Line line = ahead.next();
        if (line != null) {
          add(line, ahead);
        }
        pending.report(name, MAX_UNREPORTED);
      }
    } finally {
      ahead.end();
      pending.report(name, 0);
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
    LinesAhead ahead = LinesAhead.of(new BoundedLines(in, ImportLine.MAX_BYTES));
    lines = ahead;
    if (ended) {
      ahead.end();
    }
    return ahead;
  }

  /** Reads a line, and has its container published when there is room for it. */
  private void add(BoundedLines.Line line, LinesAhead ahead) {
    ImportLine parsed = ImportLine.read(line);
    if (parsed instanceof ImportLine.Document document) {
      publishWhenThereIsRoom(line.number, document, ahead);
    } else {
      pending.add(line.number, ((ImportLine.Ended) parsed).result());
    }
  }

  private void publishWhenThereIsRoom(long number, ImportLine.Document parsed, LinesAhead ahead) {
    ContainerDocument document = parsed.document();
    ContainerKey key = new ContainerKey(document.organization(), document.draft().container());
    int weight = Math.min(1 + parsed.size() / 1024, MAX_KIB_AT_ONCE);
    slots.acquireUninterruptibly();
    kib.acquireUninterruptibly(weight);
    CompletableFuture<LineResult> before = pending.latest(key);
    // Not a future of the executor's, which would hold the document until its end is reported.
    CompletableFuture<LineResult> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          LineResult ending = publishAfter(before, document);
          kib.release(weight);
          slots.release();
          result.complete(ending);
          ahead.wake();
        });
    pending.add(number, key, result);
  }

  /** Publishes when the line before of the same container, if there is one, has ended. */
  private LineResult publishAfter(
      @Nullable CompletableFuture<LineResult> before, ContainerDocument document) {
    try {
      if (before != null) {
        PendingLines.await(before);
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
}
