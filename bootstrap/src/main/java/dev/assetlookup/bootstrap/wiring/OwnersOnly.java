package dev.assetlookup.bootstrap.wiring;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a file or folder to its owner, whatever the umask is. Does nothing where the file
 * system has no such permissions.
 *
 * @param path the file or folder; links are not followed
 */
record OwnersOnly(Path path) {
  private static final Logger LOG = System.getLogger(OwnersOnly.class.getName());
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static @Nullable PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes an empty file if there is none; true if it did. */
  boolean makeFile() throws IOException {
    try {
      Files.createFile(path, permissions(FILE));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Makes a folder, if there is none; those above it are as usual. */
  boolean makeFolder() throws IOException {
    if (path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    try {
      Files.createDirectory(path, permissions(FOLDER));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private FileAttribute<?>[] permissions(Set<PosixFilePermission> permissions) {
    return view(path) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  /** Whether somebody else may use it, as far as is known. */
  boolean isOpen() throws IOException {
    PosixFileAttributeView view = view(path);
    return view != null && !FOLDER.containsAll(view.readAttributes().permissions());
  }

  /** Removes all permissions of others. */
  void close() throws IOException {
    PosixFileAttributeView view = view(path);
    if (view != null) {
      Set<PosixFilePermission> own = EnumSet.copyOf(FOLDER);
      own.retainAll(view.readAttributes().permissions());
      view.setPermissions(own);
    }
  }

  /** Whether everybody may add files to a folder, and remove those of others. */
  boolean isForEverybody() throws IOException {
    PosixFileAttributeView view = view(path);
    return view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)
        && !isSticky();
  }

  /** Whether it has the sticky bit, as /tmp has. */
  private boolean isSticky() throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("unix")
        && ((int) Files.getAttribute(path, "unix:mode") & 01000) != 0;
  }

  /** Who owns it, if that can be known. */
  Optional<UserPrincipal> owner() {
    try {
      PosixFileAttributeView view = view(path);
      return view == null ? Optional.empty() : Optional.of(view.readAttributes().owner());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Closes it to others, and gives it to an owner, which only root can and has to. */
  void giveTo(Optional<UserPrincipal> owner) {
    try {
      close();
      if (!owner.equals(owner())) {
        Files.setOwner(path, owner.orElseThrow());
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is not open to its owner alone: {1}", path, e);
    }
  }
}
