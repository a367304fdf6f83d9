package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The file that H2 has open, compared with what lies on the disk under its name. H2 does not notice
 * when it is removed, replaced or overwritten: it goes on, and what it acknowledges is lost.
 * Thread-safe.
 *
 * <p>A file that was removed or replaced is still whole for H2, so reads go on, and so do writes
 * when it is put back. One that was overwritten where it lies is nobody's any more: see {@link
 * #isOverwritten}.
 */
final class IntactFile implements AutoCloseable {
  private static final Logger LOG = System.getLogger(IntactFile.class.getName());

  /** H2's header, twice: no file of H2 is smaller. */
  private static final int LEAST_BYTES = 8192;

  /** A header that H2 is writing just now may be read in halves. */
  private static final int ATTEMPTS = 3;

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Path path;
  private OpenedFile opened;
  private @Nullable String loss;
  private boolean overwritten;

  private IntactFile(Path path, OpenedFile opened) {
    this.path = path;
    this.opened = opened;
  }

  /**
   * Remembers a file that H2 has just opened.
   *
   * @throws StoreUnavailableException if it is not there any more
   */
  static IntactFile of(Path path) {
    return new IntactFile(path, OpenedFile.of(path));
  }

  /**
   * Looks before something is written, and again before it is acknowledged.
   *
   * @throws StoreUnavailableException if the file is not what H2 has open; says what to do
   */
  void check() {
    String problem = look();
    if (problem != null) {
      throw new StoreUnavailableException("nothing is written any more: " + problem, null);
    }
  }

  /** What is wrong, or null. Logs when that begins, and when it is over. */
  synchronized @Nullable String look() {
    if (overwritten) {
      return loss;
    }
    String now = problem();
    if (!Objects.equals(now, loss)) {
      if (now == null) {
        LOG.log(Level.INFO, "{0} is back: writes go on", path);
      } else {
        LOG.log(Level.ERROR, "nothing is written any more: {0}", now);
      }
    }
    loss = now;
    return now;
  }

  private @Nullable String problem() {
    try {
      BasicFileAttributes found = OpenedFile.attributes(path);
      if (!Objects.equals(found.fileKey(), opened.key())) {
        return path
            + " was replaced by another file while this program had it open. To go on with the new"
            + " one, stop the program and start it again; what was stored in the old one can be"
            + " read, and exported, until then";
      }
      overwritten = found.size() < LEAST_BYTES || !isVersionRight();
      return overwritten
          ? path
              + " was "
              + (found.size() == 0 ? "emptied" : "overwritten")
              + " while this program had it open. Stop the program, put a backup in its place, and"
              + " start it again; nothing is read from it meanwhile"
          : null;
    } catch (NoSuchFileException e) {
      return path
          + " is gone: it was removed or renamed while this program had it open. Put that very file"
          + " back, and writes go on by themselves; or save what can still be read with"
          + " \"asset-lookup export\", stop the program, put a backup in its place, and start it"
          + " again";
    } catch (IOException e) {
      return path + " cannot be looked at (" + e + "); put that right, and writes go on";
    }
  }

  private boolean isVersionRight() throws IOException {
    H2FileVersion before = opened.version();
    for (int attempt = 1; before != null && attempt <= ATTEMPTS; attempt++) {
      H2FileVersion now = H2FileVersion.read(opened.file());
      if (before.precedes(now)) {
        opened = opened.at(now);
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return before == null;
  }

  /** Whether H2 no longer reads what it wrote, so that nothing of it may be answered. */
  synchronized boolean isOverwritten() {
    return overwritten;
  }

  /** Has H2 put another file in the place of this one; who wants to {@link #check} waits. */
  synchronized void renew(Runnable replacing) {
    try {
      replacing.run();
    } finally {
      if (isAnother()) {
        OpenedFile old = opened;
        opened = OpenedFile.of(path);
        old.close();
      }
    }
  }

  private boolean isAnother() {
    try {
      Object key = OpenedFile.attributes(path).fileKey();
      return key == null || !key.equals(opened.key());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "left to the next look", e);
      return false;
    }
  }

  @Override
  public synchronized void close() {
    opened.close();
  }
}
