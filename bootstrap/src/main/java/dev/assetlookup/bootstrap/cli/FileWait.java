package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;

/** Waits for a file that another process has open a moment, again and again, but not for ever. */
final class FileWait {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 50;

  private final StoreFile file;
  private final long end = System.nanoTime() + PATIENCE.toNanos();

  FileWait(StoreFile file) {
    this.file = file;
  }

  /**
   * Waits a moment.
   *
   * @throws StoreUnavailableException if it has waited long enough
   */
  void pause() {
    if (System.nanoTime() > end) {
      throw new StoreUnavailableException(
          "another process has had %s open for %s seconds"
              .formatted(file.path(), PATIENCE.toSeconds()),
          new IOException(
              file.holder().map(process -> process + "; if it is ").orElse("")
                  + "a command that has not ended, or a server that is busy or of an earlier"
                  + " version: wait for it or stop it; any other program: end it, one process at"
                  + " a time can use the file"));
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
  }
}
