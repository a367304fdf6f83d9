package dev.assetlookup.bootstrap.wiring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.H2Maintenance;
import dev.assetlookup.jdbc.H2Sizes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after an H2 file: that it is still there, and that it does not grow far beyond what is in
 * it. Each commit is written to a new place, and H2 uses the old one again after 45 s at the
 * earliest, so a burst of writes leaves a file of many times its content. When it is over, the file
 * is written anew, and while it goes on, when the file has become much larger than need be: writers
 * and readers wait meanwhile, about two seconds for 100 MB of content.
 */
final class Compaction implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Compaction.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  /** How soon it is noticed that the file was removed or overwritten while nobody writes. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Reads that are under way may take this long before they are let be. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  /** The one connection that keeps the database open. */
  private static final int KEPT = 1;

  /** Not worth anybody's waiting. */
  private static final long SMALL_BYTES = 16L << 20;

  /** More takes longer than anybody should wait for. */
  private static final long MOST_BYTES = 256L << 20;

  /** Written in an interval: the writes go on, and what is saved now would soon be needed again. */
  private static final long BUSY_BYTES = 4L << 20;

  /** So much is worth the waiting also while the writes go on. */
  private static final long LARGE_BYTES = 64L << 20;

  /** How many times as long as it took the next one waits: nobody waits for more than 1 % of it. */
  private static final long REST = 100;

  private final H2Database database;
  private final H2Maintenance maintenance;
  private final Optional<IntactFile> intact;
  private final Optional<Path> file;
  private final HikariDataSource pool;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("asset-lookup-compaction").factory());
  private final ScheduledFuture<?> looking;
  private final ScheduledFuture<?> glancing;
  private long compactBytes;
  private long written;
  private long notBefore = System.nanoTime();

  /**
   * Begins to look at the file now and then.
   *
   * @param database the file, open
   * @param pool all connections to it that others have
   */
  Compaction(H2Database database, HikariDataSource pool) {
    this.database = database;
    this.maintenance = database.maintenance();
    this.intact = database.intact();
    this.file = database.file();
    this.pool = pool;
    long bytes = database.compactBytes();
    this.compactBytes = bytes == 0 ? maintenance.sizes().liveBytes() : bytes;
    this.looking = every(INTERVAL, this::look);
    this.glancing = every(GLANCE, this::glance);
  }

  private ScheduledFuture<?> every(Duration interval, Runnable task) {
    return thread.scheduleWithFixedDelay(
        task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isLost() {
    return intact.isPresent() && intact.get().look() != null;
  }

  /** What was overwritten is not what it was: nobody reads it, and H2 does not write to it. */
  private void glance() {
    if (isLost() && intact.orElseThrow().isOverwritten() && !pool.isClosed()) {
      try {
        maintenance.closeUnwritten();
      } catch (StoreUnavailableException e) {
        LOG.log(Level.DEBUG, "the database was closed before", e);
      }
      pool.close();
    }
  }

  private void look() {
    if (isLost()) {
      return;
    }
    try {
      H2Sizes sizes = maintenance.sizes();
      boolean busy = sizes.writtenBytes() - written > BUSY_BYTES;
      written = sizes.writtenBytes();
      if (System.nanoTime() - notBefore > 0
          && isWorthwhile(sizes, busy ? LARGE_BYTES : SMALL_BYTES)) {
        compact();
      }
    } catch (RuntimeException e) {
      // The database is down, which others report.
      LOG.log(Level.DEBUG, "the file could not be looked at", e);
    }
  }

  private synchronized boolean isWorthwhile(H2Sizes sizes, long bytes) {
    return file.map(Path::getParent).map(Files::isWritable).orElse(true)
        && sizes.liveBytes() <= MOST_BYTES
        && sizes.fileBytes() > compactBytes + compactBytes / 2 + bytes;
  }

  /**
   * Writes the file anew, with nobody writing or reading. Does nothing if reads do not come to an
   * end.
   */
  synchronized void compact() {
    // The turn first: a writer that had it would wait for a connection that the pool holds back.
    maintenance.withoutWriters(() -> replacing(this::compactNow));
  }

  /** Nobody takes the new file for one that somebody else has put there. */
  private void replacing(Runnable task) {
    if (isLost()) {
      return;
    }
    Optional<OwnersOnly> owned = file.map(OwnersOnly::new);
    Optional<UserPrincipal> owner = owned.flatMap(OwnersOnly::owner);
    Runnable whole =
        () -> {
          task.run();
          // Root may have written anew what is another user's.
          owned.ifPresent(now -> now.giveTo(owner));
        };
    if (intact.isPresent()) {
      intact.get().renew(whole);
    } else {
      whole.run();
    }
  }

  private void compactNow() {
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    long start = System.nanoTime();
    long before = maintenance.sizes().fileBytes();
    connections.suspendPool();
    try {
      if (!drained(connections)) {
        return;
      }
      try {
        maintenance.compactAndClose();
      } finally {
        database.keepOpen();
      }
    } finally {
      connections.resumePool();
    }
    H2Sizes after = maintenance.sizes();
    long taken = System.nanoTime() - start;
    notBefore = System.nanoTime() + taken * REST;
    compactBytes = after.fileBytes();
    written = after.writtenBytes();
    LOG.log(
        Level.INFO,
        "wrote the database file anew: {0} MB instead of {1} MB, in {2} ms",
        after.fileBytes() / 1_000_000,
        before / 1_000_000,
        Duration.ofNanos(taken).toMillis());
  }

  private boolean drained(HikariPoolMXBean connections) {
    long end = System.nanoTime() + DRAIN.toNanos();
    connections.softEvictConnections();
    while (connections.getActiveConnections() > 0 || maintenance.connectionCount() > KEPT) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return true;
  }

  /** Ends the looking; the last look is now, when nobody has to wait. */
  @Override
  public void close() {
    looking.cancel(false);
    glancing.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (!isLost() && isWorthwhile(maintenance.sizes(), SMALL_BYTES)) {
        maintenance.withoutWriters(() -> replacing(maintenance::compactAndClose));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "the file was not compacted at its end", e);
    }
  }
}
