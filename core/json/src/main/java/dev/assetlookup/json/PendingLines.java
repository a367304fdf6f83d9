package dev.assetlookup.json;

import dev.assetlookup.core.content.ContainerKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an import whose publishing was begun, in their order, until they are reported. For
 * the thread that runs the import.
 */
final class PendingLines {
  private final ImportCounts counts;
  private final Consumer<String> report;
  private final Consumer<ImportCounts> progress;
  private final Deque<Pending> unreported = new ArrayDeque<>();
  private final Map<ContainerKey, CompletableFuture<LineResult>> latest = new HashMap<>();

  PendingLines(ImportCounts counts, Consumer<String> report, Consumer<ImportCounts> progress) {
    this.counts = counts;
    this.report = report;
    this.progress = progress;
  }

  /**
   * A line whose result is not reported yet.
   *
   * @param container what it publishes, null if that is nothing
   */
  private record Pending(
      long number, @Nullable ContainerKey container, CompletableFuture<LineResult> result) {}

  /** Adds a line that publishes nothing. */
  void add(long number, LineResult result) {
    unreported.add(new Pending(number, null, CompletableFuture.completedFuture(result)));
  }

  /** Adds a line that publishes a container. */
  void add(long number, ContainerKey container, CompletableFuture<LineResult> result) {
    latest.put(container, result);
    unreported.add(new Pending(number, container, result));
  }

  /** The last line of a container that was added, null if it was reported. */
  @Nullable CompletableFuture<LineResult> latest(ContainerKey container) {
    return latest.get(container);
  }

  /** Reports what has ended, in the order of the lines, until at most {@code most} are left. */
  void report(String name, int most) {
    while (!unreported.isEmpty()
        && (unreported.size() > most || unreported.getFirst().result().isDone())) {
      Pending pending = unreported.removeFirst();
      ContainerKey container = pending.container();
      LineResult result = await(pending.result());
      if (container != null) {
        // Not one that came after it: futures are equal to themselves alone.
        latest.remove(container, pending.result());
      }
      counts.count(result);
      if (result instanceof LineResult.Bad bad) {
        report.accept(name + ":" + pending.number() + ": " + bad.reason());
      }
      progress.accept(counts);
    }
  }

  /** Finishes what was begun, interrupted or not, and reports it. */
  static LineResult await(CompletableFuture<LineResult> result) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
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
}
