package dev.assetlookup.json;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes the containers of a store as JSON Lines that an {@link Importer} takes back unchanged, ids
 * included. Superseded assets and deleted containers are left out. Thread-safe.
 */
public final class Exporter {
  private static final int PAGE = 32;

  private final ContainerStore containers;
  private final Consumer<Scanned.Broken> report;
  private final Consumer<Counts> progress;

  /**
   * An exporter.
   *
   * @param containers the store
   * @param report gets each container that cannot be read, and is left out
   * @param progress gets the counts before each page; what it throws ends the export
   */
  public Exporter(
      ContainerStore containers, Consumer<Scanned.Broken> report, Consumer<Counts> progress) {
    this.containers = Objects.requireNonNull(containers);
    this.report = Objects.requireNonNull(report);
    this.progress = Objects.requireNonNull(progress);
  }

  /**
   * What an export did so far.
   *
   * @param written how many containers were written
   * @param broken how many could not be read
   */
  public record Counts(long written, long broken) {}

  /**
   * Writes all containers, in the order of a {@linkplain ContainerStore#scan scan}.
   *
   * @param out gets a line for each in UTF-8, ended by LF; not flushed, not closed
   * @return what was done
   * @throws IOException if it cannot be written
   * @throws StoreUnavailableException if the store gave no answer
   */
  public Counts run(OutputStream out) throws IOException {
    long written = 0;
    long broken = 0;
    ContainerKey last = null;
    List<Scanned> page = containers.scan(null, PAGE);
    while (!page.isEmpty()) {
      progress.accept(new Counts(written, broken));
      for (Scanned scanned : page) {
        last = scanned.key();
        if (scanned instanceof Scanned.Broken unreadable) {
          report.accept(unreadable);
          broken++;
        } else if (scanned instanceof Scanned.Whole whole && !whole.container().isDeleted()) {
          out.write(ContainerDocument.write(whole.container()));
          out.write('\n');
          written++;
        }
      }
      page = containers.scan(last, PAGE);
    }
    return new Counts(written, broken);
  }
}
