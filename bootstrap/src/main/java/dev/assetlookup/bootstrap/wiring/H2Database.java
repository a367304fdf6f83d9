package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.H2Findings;
import dev.assetlookup.jdbc.H2Maintenance;
import dev.assetlookup.jdbc.TableNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A database of H2 that is kept open: one in memory would otherwise vanish whenever the pool has no
 * connection.
 */
final class H2Database implements AutoCloseable {
  private static final Logger LOG = System.getLogger(H2Database.class.getName());

  /** For a moment after a crash, or while another process ends, a file refuses to be opened. */
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

  /** How long the check at the start may take. */
  private static final Duration CHECK_TIME = Duration.ofSeconds(5);

  /** More than H2 writes before the first table is there. */
  private static final long EMPTY_BYTES = 128 * 1024;

  private final H2Url url;
  private final Optional<Path> file;
  private final H2Maintenance maintenance;
  private final H2Header before;
  private final Optional<IntactFile> intact;
  private volatile AutoCloseable keptOpen;

  private H2Database(
      H2Url url, H2Maintenance maintenance, AutoCloseable keptOpen, H2Header before) {
    this.url = url;
    this.file = url.file();
    this.maintenance = maintenance;
    this.keptOpen = keptOpen;
    this.before = before;
    this.intact = file.map(IntactFile::of);
  }

  /**
   * Opens it.
   *
   * @throws ConfigurationException if its URL or its file is not one that can be used; says what to
   *     do
   * @throws StoreUnavailableException if it cannot be opened now
   */
  static H2Database open(JdbcSettings settings) {
    H2Url url = H2Url.parse(settings.url());
    Optional<StoreFolder> folder = url.file().map(StoreFolder::new);
    folder.ifPresent(StoreFolder::refuseLost);
    H2Header before = url.file().map(H2Header::of).orElse(H2Header.NONE);
    boolean made = url.creates() && folder.isPresent() && folder.get().makeFile();
    try {
      folder.ifPresent(StoreFolder::close);
      H2Database database = open(url, settings, before);
      if (made || !database.isReadOnly()) {
        folder.ifPresent(StoreFolder::noteBegun);
      }
      // H2 may have made more of them.
      folder.ifPresent(StoreFolder::closeFiles);
      return database;
    } catch (RuntimeException e) {
      try {
        url.file().filter(Files::exists).map(EnoughSpace::new).ifPresent(space -> space.explain(e));
      } finally {
        if (made) {
          folder.ifPresent(StoreFolder::unmakeFile);
        }
      }
      throw e;
    }
  }

  private static H2Database open(H2Url url, JdbcSettings settings, H2Header before) {
    H2Maintenance first =
        new H2Maintenance(url.complete(), settings.username(), settings.password());
    H2Maintenance later =
        new H2Maintenance(url.existing(), settings.username(), settings.password());
    long end = System.nanoTime() + OPEN_TIMEOUT.toNanos();
    while (true) {
      try {
        AutoCloseable keptOpen = first.keepOpen();
        try {
          return new H2Database(url, later, keptOpen, before);
        } catch (RuntimeException e) {
          close(keptOpen);
          throw e;
        }
      } catch (StoreUnavailableException e) {
        if (H2Advice.code(e) != H2Advice.OPEN_ELSEWHERE || System.nanoTime() > end) {
          throw H2Advice.explained(url, e);
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  /**
   * Looks for damage if the previous process ended without closing the file; else costs nothing.
   *
   * @throws ConfigurationException if there is some; says what to do
   */
  void refuseDamage() {
    if (file.isEmpty()) {
      return;
    }
    if (before.bytes() > EMPTY_BYTES && maintenance.tableCount() == 0) {
      throw new ConfigurationException(
          file.get()
              + " is damaged: it has "
              + before.bytes()
              + " bytes and not one table. Put a backup in its place, or save what can be read with"
              + " H2's tool:\n"
              + H2Advice.recovery(url));
    }
    if (before.clean()) {
      return;
    }
    H2Findings findings = maintenance.findDamage(TableNames.DEFAULT, CHECK_TIME);
    if (!findings.damage().isEmpty()) {
      throw new ConfigurationException(
          file.get()
              + " is damaged ("
              + String.join("; ", findings.damage())
              + "); to write what can be read into a new file: asset-lookup schema repair");
    }
    if (!findings.complete()) {
      LOG.log(
          Level.WARNING,
          "{0} was not closed by the process before; the first {1} s of a check found no damage,"
              + " for a whole one: asset-lookup schema check",
          file.get(),
          CHECK_TIME.toSeconds());
    }
  }

  /** What the pool connects to. */
  String url() {
    return url.existing();
  }

  /** The file as it lies on the disk, to be compared with what is open. */
  Optional<IntactFile> intact() {
    return intact;
  }

  boolean isFile() {
    return url.isFile();
  }

  boolean isOfServer() {
    return url.isServer();
  }

  boolean isReadOnly() {
    return maintenance.isReadOnly();
  }

  /** Why nothing can be written, and what to do. */
  String whyReadOnly() {
    Path path = file.orElse(Path.of("the database file"));
    return Files.isWritable(path)
        ? "storage.jdbc.url opens "
            + path
            + " for reading alone (ACCESS_MODE_DATA=r); remove that, and start the program again"
        : path
            + " can only be read by the user "
            + System.getProperty("user.name")
            + new OwnersOnly(path).owner().map(owner -> ", and belongs to " + owner).orElse("")
            + "; make it that user's with permission to write (chmod u+w "
            + path
            + "), and start the program again";
  }

  /** Keeps it open again, after it was closed under all connections. */
  void keepOpen() {
    close(keptOpen);
    keptOpen = maintenance.keepOpen();
  }

  /** What the file took when it was opened, 0 if it was not closed well before. */
  long compactBytes() {
    return before.clean() ? before.bytes() : 0;
  }

  Optional<Path> file() {
    return file;
  }

  H2Maintenance maintenance() {
    return maintenance;
  }

  @Override
  public void close() {
    close(keptOpen);
    intact.ifPresent(IntactFile::close);
  }

  private static void close(AutoCloseable keptOpen) {
    try {
      keptOpen.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "the database was closed before", e);
    }
  }
}
