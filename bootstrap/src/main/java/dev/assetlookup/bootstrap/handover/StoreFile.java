package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of an H2 database, which one process owns at a time.
 *
 * @param path the file, absolute and without links, so that all processes find the same one
 */
public record StoreFile(Path path) {
  private static final String H2 = "jdbc:h2:";
  private static final String FILE = "file:";

  /** What H2 adds to the name in a URL. */
  public static final String SUFFIX = ".mv.db";

  /** A lock, not one that somebody waits for, in /proc/locks: type, kind, mode, process, file. */
  private static final Pattern HELD = Pattern.compile("\\d+: \\w+ +\\w+ +WRITE (\\d+) \\S+ .*");

  /**
   * Finds the file that a URL means, by the rules of H2.
   *
   * @param url a JDBC URL
   * @return the file, which need not exist; empty if the URL means no plain file of H2
   */
  public static Optional<StoreFile> of(String url) {
    if (!url.toLowerCase(Locale.ROOT).startsWith(H2)) {
      return Optional.empty();
    }
    String rest = url.substring(H2.length());
    int settings = rest.indexOf(';');
    String name = settings < 0 ? rest : rest.substring(0, settings);
    if (name.regionMatches(true, 0, FILE, 0, FILE.length())) {
      name = name.substring(FILE.length());
    } else if (name.matches("[A-Za-z][A-Za-z0-9]+:.*")) {
      // In memory, on a server, or through a file system of H2's own, such as split: or zip:.
      return Optional.empty();
    }
    if (name.equals("~") || name.startsWith("~/")) {
      name = System.getProperty("user.home") + name.substring(1);
    }
    try {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new StoreFile(real(Path.of(name + SUFFIX))));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** As H2 does it: of a file that is not there yet, the folder's links are followed. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      Path absolute = file.toAbsolutePath().normalize();
      Path folder = Objects.requireNonNull(absolute.getParent());
      try {
        return folder.toRealPath().resolve(Objects.requireNonNull(absolute.getFileName()));
      } catch (IOException none) {
        return absolute;
      }
    }
  }

  /**
   * Where the owner of the file takes commands.
   *
   * @return the path of a Unix domain socket beside the file, or of a link to one
   */
  public Path socket() {
    return sibling(".sock");
  }

  /**
   * The name of the file without the suffix that H2 adds to the one in a URL.
   *
   * @return the last part of the path
   */
  public String base() {
    String name = Objects.requireNonNull(path.getFileName()).toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /**
   * What belongs to the store beside the file.
   *
   * @param suffix what it has behind {@link #base}, with its dot
   * @return a path in the same folder
   */
  public Path sibling(String suffix) {
    return path.resolveSibling(base() + suffix);
  }

  /**
   * Whether another process has the file open. To be asked only while this process has not: asking
   * would take its lock away.
   *
   * @return true if it has
   */
  public boolean isTaken() {
    try {
      return isLocked(false);
    } catch (AccessDeniedException e) {
      try {
        return isLocked(true);
      } catch (IOException unreadable) {
        return false;
      }
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isLocked(boolean shared) throws IOException {
    try (FileChannel channel =
            shared
                ? FileChannel.open(path, StandardOpenOption.READ)
                : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /**
   * The process that has the file open, where Linux shows it.
   *
   * @return its number and name, empty if they are not known
   */
  public Optional<String> holder() {
    try {
      String inode = ":" + Files.getAttribute(path, "unix:ino") + " ";
      for (String lock : Files.readAllLines(Path.of("/proc/locks"))) {
        Matcher held = HELD.matcher(lock);
        if (lock.contains(inode) && held.matches()) {
          String process = held.group(1);
          String name = Files.readString(Path.of("/proc", process, "comm")).strip();
          return Optional.of("process " + process + " (" + name + ")");
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Another system, or somebody else's process.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * The user who owns the file, or its folder where there is no file or nobody may know.
   *
   * @return the name, empty if neither is known
   */
  public Optional<String> owner() {
    return owner(path).or(() -> owner(Objects.requireNonNull(path.getParent())));
  }

  static Optional<String> owner(Path file) {
    try {
      return Optional.of(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether this user lacks the rights to use an existing file.
   *
   * @return true if it is there, or may be there, and must not be read
   */
  public boolean isForbidden() {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return !Files.isReadable(path);
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
