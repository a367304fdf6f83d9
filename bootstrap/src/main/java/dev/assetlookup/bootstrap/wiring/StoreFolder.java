package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.bootstrap.messages.IoReason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of an H2 file: which files show that a store was there before, and who may read them.
 *
 * @param file the file, absolute
 */
record StoreFolder(Path file) {
  private static final Logger LOG = System.getLogger(StoreFolder.class.getName());
  private static final String USER = System.getProperty("user.name");

  /** What H2 and this program put beside a file, or have an operator put there. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\.(begun|sock|trace\\.db.*|lock\\.db|mv\\.db\\..+|(old|damaged.*)\\.mv\\.db|h2\\.sql|"
              + "[^.]*\\.temp\\.db)");

  /** H2's own words for a file that it puts in the place of the missing one by itself. */
  private static final String NEW_FILE = StoreFile.SUFFIX + ".newFile";

  private static final String OTHER_FORMAT = ".h2.db";

  /** Another process that has just made the file opens it within that time. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private Path folder() {
    return Objects.requireNonNull(file.getParent());
  }

  private Path sibling(String suffix) {
    return new StoreFile(file).sibling(suffix);
  }

  /** The file that records that a store was created here. */
  private Path begun() {
    return sibling(".begun");
  }

  private boolean isOfStore(Path entry) {
    String name = entry.getFileName().toString();
    String base = new StoreFile(file).base();
    return name.startsWith(base) && NAMES.matcher(name.substring(base.length())).matches();
  }

  /**
   * Does not let a store begin anew in the place of one that was lost.
   *
   * @throws ConfigurationException if the file is empty, or missing beside what a store leaves
   */
  void refuseLost() {
    if (Files.exists(file)) {
      if (isEmpty()) {
        throw new ConfigurationException(
            file
                + " is empty (0 bytes): what was stored in it is lost. Put a backup in its place"
                + (", or, to begin anew without what was stored, delete " + file)
                + traces().map(trace -> " and " + trace).reduce("", String::concat));
      }
      return;
    }
    List<String> traces = traces().map(Path::toString).toList();
    if (!traces.isEmpty() && !Files.exists(sibling(NEW_FILE))) {
      throw new ConfigurationException(
          file
              + " is missing, but there was a store: it left "
              + String.join(" and ", traces)
              + ". Put the file, or a backup of it, in its place; or, to begin anew without what"
              + " was stored, delete "
              + (traces.size() == 1 ? "that file" : "those files"));
    }
  }

  /** Whether it stays so for longer than another process takes to create it. */
  private boolean isEmpty() {
    long end = System.nanoTime() + MOMENT.toNanos();
    while (file.toFile().isFile() && file.toFile().length() == 0) {
      if (new StoreFile(file).isTaken()) {
        return false;
      }
      if (System.nanoTime() > end) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  private Stream<Path> traces() {
    return entries().stream().filter(this::isOfStore).sorted();
  }

  private List<Path> entries() {
    try (Stream<Path> entries = Files.list(folder())) {
      return entries.toList();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the folder of the store cannot be listed", e);
      return List.of();
    }
  }

  /**
   * Makes the folder and an empty file for H2, for their owner alone, if they are not there.
   *
   * @return whether it made the file
   * @throws ConfigurationException if it cannot; says what to do
   */
  boolean makeFile() {
    if (Files.exists(file)
        || Files.exists(sibling(OTHER_FORMAT))
        || Files.exists(sibling(NEW_FILE))) {
      return false;
    }
    try {
      new OwnersOnly(folder()).makeFolder();
      return new OwnersOnly(file).makeFile();
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot make "
              + file
              + " ("
              + IoReason.of(e)
              + "): let the user "
              + USER
              + " make files in "
              + folder()
              + ", or name another file in storage.jdbc.url");
    }
  }

  /** Removes the empty file again if H2 could not open it. */
  void unmakeFile() {
    try {
      if (Files.size(file) == 0) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "an empty file could not be deleted", e);
    }
  }

  /** Records that a store was created, so that the loss of its file is noticed. */
  void noteBegun() {
    try {
      if (new OwnersOnly(begun()).makeFile()) {
        Files.writeString(
            begun(),
            "asset-lookup keeps what it stores in "
                + file.getFileName()
                + ". While this file is here, it does not begin anew when that one is missing.\n");
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the folder of the store can only be read", e);
    }
  }

  /**
   * Closes the store's files to all but their owner, and the folder, too, if nothing else is in it.
   * A failure to close is logged.
   */
  void close() {
    closeFiles(Level.WARNING);
    List<Path> entries = entries();
    if (!entries.isEmpty() && entries.stream().allMatch(this::isOwn)) {
      close(folder(), Level.WARNING);
    } else {
      warnOfOpenFolder();
    }
  }

  /** Restricts the files that H2 has created since. */
  void closeFiles() {
    closeFiles(Level.DEBUG);
  }

  private void closeFiles(Level level) {
    entries().stream()
        .filter(this::isOwn)
        .filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
        .forEach(entry -> close(entry, level));
  }

  private boolean isOwn(Path entry) {
    return entry.equals(file) || isOfStore(entry);
  }

  private static void close(Path path, Level level) {
    OwnersOnly owners = new OwnersOnly(path);
    try {
      if (owners.isOpen()) {
        owners.close();
      }
    } catch (IOException e) {
      LOG.log(
          level,
          "{0} is open to other users, and belongs to {1}: make it {2}''s and closed to others",
          path,
          owners.owner().map(UserPrincipal::getName).orElse("another user"),
          USER);
    }
  }

  private void warnOfOpenFolder() {
    try {
      if (new OwnersOnly(folder()).isForEverybody()) {
        LOG.log(
            Level.WARNING,
            "everybody can remove and replace the files in {0}; give the store a folder of its own",
            folder());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the folder of the store cannot be looked at", e);
    }
  }
}
