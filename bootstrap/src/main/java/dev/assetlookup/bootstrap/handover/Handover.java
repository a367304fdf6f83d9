package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.bootstrap.handover.Wire.Greeting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands a command over to the server that has the file of its store open. */
public final class Handover {
  private final StoreFile file;
  private final String version;

  /**
   * A handover; does no I/O.
   *
   * @param file the store's file
   * @param version the version of this program
   */
  public Handover(StoreFile file, String version) {
    this.file = file;
    this.version = version;
  }

  /** The result of handing a command over. */
  public sealed interface Result {
    /**
     * The command has run.
     *
     * @param code its exit code
     */
    record Exited(int code) implements Result {}

    /**
     * Its command line is wrong.
     *
     * @param command the command whose usage is to be shown, with the names of its parents
     * @param message what is wrong
     */
    record BadUsage(String command, String message) implements Result {}

    /** No server takes commands for this file. */
    record Nobody() implements Result {}

    /** The server runs as many commands as it can. */
    record Busy() implements Result {}

    /**
     * There is a server, or a socket, for somebody else.
     *
     * @param message whose, and what to do
     */
    record Refused(String message) implements Result {}

    /** There may be a server, but this user must not ask. */
    record Forbidden() implements Result {}

    /** The server has ended before the command had. What it had done is done. */
    record Lost() implements Result {}
  }

  /** The process in which the command was typed. */
  public interface Origin {
    /**
     * Opens a file for the command.
     *
     * @param name its name, or {@code -} for standard input
     * @return its bytes
     * @throws IOException if that is not possible; the message is for people
     */
    InputStream open(String name) throws IOException;

    /**
     * Standard output.
     *
     * @return a stream without a buffer
     */
    OutputStream out();

    /**
     * Standard error.
     *
     * @return a stream without a buffer
     */
    OutputStream err();

    /**
     * Has something done instead of ending when the user interrupts the command.
     *
     * @param interrupted what to do
     */
    void onInterrupt(Runnable interrupted);
  }

  /**
   * Asks whether there is a server that would take the command.
   *
   * @return true if one answers
   */
  public boolean isServed() {
    try (Wire wire = connect()) {
      wire.greeting();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Has the command run by the server, if there is one, and waits until it has ended.
   *
   * @param request the command
   * @param process where it was typed
   * @return how it went
   */
  public Result attempt(Request request, Origin process) {
    Path socket = file.socket();
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return new Result.Nobody();
    }
    try (Wire wire = connect()) {
      Result refused = greet(wire);
      return refused != null ? refused : new HandoverSession(wire, process).run(request);
    } catch (IOException e) {
      return Files.exists(socket) && !Files.isWritable(socket)
          ? new Result.Forbidden()
          : new Result.Nobody();
    }
  }

  private Wire connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(CommandSocket.address(file.socket()));
      return new Wire(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Why the command cannot be handed over, null if it can. */
  private @Nullable Result greet(Wire wire) throws IOException {
    // The settings hold secrets, so the server must belong to the owner of the file.
    String peer = wire.peer();
    String owner = file.owner().orElse("root");
    if (!peer.equals(owner) && !peer.equals("root")) {
      return new Result.Refused(
          "%s is used by %s, and %s belongs to %s; run the server as %s, or remove the socket"
              .formatted(file.socket(), peer, file.path(), owner, owner));
    }
    Greeting server;
    try {
      server = wire.greeting();
    } catch (IOException e) {
      return new Result.Busy();
    }
    Greeting own = new Greeting(false, version);
    if (!server.fits(own)) {
      return new Result.Refused(
          "the server that has %s open is asset-lookup %s, and this is asset-lookup %s; use the same version, or stop the server"
              .formatted(file.path(), server.version(), version));
    }
    if (server.busy()) {
      return new Result.Busy();
    }
    wire.greet(own);
    return null;
  }

  /** The user who may hand commands over, for a message. */
  public Optional<String> owner() {
    return StoreFile.owner(file.socket());
  }
}
