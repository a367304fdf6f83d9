package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.H2Maintenance;
import dev.assetlookup.jdbc.TableNames;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database of H2 that is kept open: in memory it lives as long as this, and not as the youngest
 * connection of a pool.
 */
final class H2Database implements AutoCloseable {
  private static final Logger LOG = System.getLogger(H2Database.class.getName());

  private static final int OPEN_ELSEWHERE = 90_020;
  private static final int OTHER_FORMAT = 90_048;
  private static final int CORRUPT = 90_030;

  /** For a moment after a crash, or while another process ends, a file refuses to be opened. */
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

  /** A check at the start may take this long, and holds up nothing but the start. */
  private static final Duration CHECK_TIME = Duration.ofSeconds(5);

  /** More than H2 writes before the first table is there. */
  private static final long EMPTY_BYTES = 128 * 1024;

  private static final int HEADER_BYTES = 4096;
  private static final Pattern FORMAT = Pattern.compile(",format:([0-9a-f]+)");

  private final H2Url url;
  private final Optional<Path> file;
  private final H2Maintenance maintenance;
  private final Before before;
  private final Optional<IntactFile> intact;
  private volatile AutoCloseable keptOpen;

  /** What the file was before it was opened. */
  private record Before(long bytes, boolean clean) {}

  private H2Database(H2Url url, H2Maintenance maintenance, AutoCloseable keptOpen, Before before) {
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
    Before before = url.file().map(H2Database::before).orElse(new Before(0, true));
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

  private static H2Database open(H2Url url, JdbcSettings settings, Before before) {
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
        if (code(e) != OPEN_ELSEWHERE || System.nanoTime() > end) {
          throw explained(url, e);
        }
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  private static Before before(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // The header stands at the beginning, in plain text.
      String header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
      return new Before(Files.size(file), header.contains(",clean:1"));
    } catch (IOException e) {
      return new Before(0, true);
    }
  }

  private static int code(Throwable failure) {
    return failure.getCause() instanceof SQLException e ? e.getErrorCode() : 0;
  }

  private static RuntimeException explained(H2Url url, StoreUnavailableException failure) {
    String file = url.file().map(Path::toString).orElse("the file of storage.jdbc.url");
    return switch (code(failure)) {
      case OPEN_ELSEWHERE ->
          new StoreUnavailableException(
              url.file().map(StoreFile::new).flatMap(StoreFile::holder).orElse("another process")
                  + " has "
                  + file
                  + " open, and an H2 file belongs to one process at a time; end that one, or use"
                  + " PostgreSQL for several servers",
              failure);
      case OTHER_FORMAT -> new ConfigurationException(conversion(url, file));
      case CORRUPT ->
          new ConfigurationException(
              file
                  + " is damaged so that H2 cannot open it. Put a backup in its place, or save"
                  + " what can be read with H2's tool:\n"
                  + recovery(url));
      default ->
          Database.refusal(failure).<RuntimeException>map(refusal -> refusal).orElse(failure);
    };
  }

  /** H2 has no converter: the version that wrote a file turns it into SQL. */
  private static String conversion(H2Url url, String file) {
    Optional<Path> path = url.file();
    String format = path.map(H2Database::format).orElse("?");
    boolean old = format.equals("1");
    String writer = old ? "h2-1.4.200.jar" : "h2-VERSION.jar";
    String base = base(url);
    return file
        + (old
            ? " was written by H2 1.4, and this is H2 2.4.240"
            : " was written by another version of H2 (format " + format + "), this is H2 2.4.240")
        + ", which cannot read it. Convert it with the jar of the H2 that wrote it:\n"
        + ("  java -cp " + writer + " org.h2.tools.Script -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".sql\n")
        + ("  mv " + base + ".mv.db " + base + ".old.mv.db\n")
        + ("  java -cp " + jar() + " org.h2.tools.RunScript -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".sql")
        + (old ? " -options FROM_1X" : "");
  }

  private static String recovery(H2Url url) {
    String base = base(url);
    Path path = Path.of(base);
    Path folder = path.getParent();
    return ("  java -cp " + jar() + " org.h2.tools.Recover -dir " + folder)
        + (" -db " + path.getFileName() + "\n")
        + ("  mv " + base + ".mv.db " + base + ".damaged.mv.db\n")
        + ("  java -cp " + jar() + " org.h2.tools.RunScript -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".h2.sql");
  }

  private static String base(H2Url url) {
    return new StoreFile(url.file().orElse(Path.of("store.mv.db"))).sibling("").toString();
  }

  /** Where the driver's jar lies, as it can be copied into a command. */
  private static String jar() {
    return H2Maintenance.driver().map(Path::toString).orElse("lib/h2-2.4.240.jar");
  }

  private static String format(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Matcher format =
          FORMAT.matcher(new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1));
      return format.find() ? format.group(1) : "?";
    } catch (IOException e) {
      return "?";
    }
  }

  /**
   * Looks for damage if the process before ended without closing the file: what it takes when it
   * was closed well is nothing.
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
              + recovery(url));
    }
    if (before.clean()) {
      return;
    }
    H2Maintenance.Findings findings = maintenance.findDamage(TableNames.DEFAULT, CHECK_TIME);
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

  boolean isReadOnly() {
    return maintenance.isReadOnly();
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
