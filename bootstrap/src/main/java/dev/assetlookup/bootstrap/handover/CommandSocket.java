package dev.assetlookup.bootstrap.handover;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket in the folder of a store, which only its owner may use from the first moment on: it is
 * created in a private folder and then moved. A socket that an earlier process left behind is
 * replaced, so only the process that has the store's file open may create one.
 */
final class CommandSocket implements Closeable {
  // What the address of a socket takes, less the NUL at its end: 107 on Linux, 103 on macOS.
  private static final int LONGEST_PATH = 103;
  // "/.sock", a number, "/s"
  private static final int LONGEST_PRIVATE_NAME = 6 + 20 + 2;

  private final Path path;
  private final ServerSocketChannel channel;
  private final @Nullable Path elsewhere;

  private CommandSocket(Path path, ServerSocketChannel channel, @Nullable Path elsewhere) {
    this.path = path;
    this.channel = channel;
    this.elsewhere = elsewhere;
  }

  static CommandSocket make(Path path) throws IOException {
    Path folder = Objects.requireNonNull(path.getParent());
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      throw new IOException(
          "nobody could be kept out of " + path + ": its file system has no permissions");
    }
    refuseOther(path);
    boolean fits = Math.max(length(path), length(folder) + LONGEST_PRIVATE_NAME) <= LONGEST_PATH;
    // If the path is too long, the socket stays in the temporary folder, and a link leads there.
    Path own = fits ? ownFolder(folder) : Files.createTempDirectory("asset-lookup");
    Path made = own.resolve("s");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      if (fits) {
        Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(own);
        return new CommandSocket(path, channel, null);
      }
      Path ownInFolder = ownFolder(folder);
      Path link = Files.createSymbolicLink(ownInFolder.resolve("s"), made);
      Files.move(link, path, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(ownInFolder);
      return new CommandSocket(path, channel, made);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(made);
      Files.deleteIfExists(own);
      throw e;
    }
  }

  private static Path ownFolder(Path folder) throws IOException {
    return Files.createTempDirectory(
        folder,
        ".sock",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Only a socket or a link is replaced, not a file or folder that happens to have the name. */
  private static void refuseOther(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      BasicFileAttributes is =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (is.isRegularFile() || is.isDirectory()) {
        throw new IOException(path + " is in the way; move it");
      }
    }
  }

  /** The address that a client connects to. */
  static UnixDomainSocketAddress address(Path path) throws IOException {
    return UnixDomainSocketAddress.of(
        Files.isSymbolicLink(path) ? Files.readSymbolicLink(path) : path);
  }

  ServerSocketChannel channel() {
    return channel;
  }

  /** Refuses new clients, and removes the socket. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
    if (elsewhere != null) {
      Files.deleteIfExists(elsewhere);
      Files.deleteIfExists(Objects.requireNonNull(elsewhere.getParent()));
    }
  }
}
