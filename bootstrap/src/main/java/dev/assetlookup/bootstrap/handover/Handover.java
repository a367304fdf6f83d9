package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.bootstrap.handover.Wire.Greeting;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands a command over to the server that has the file of its store open.
 *
 * @param file the store's file
 * @param version the version of this program
 */
public record Handover(StoreFile file, String version) {
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
  public HandoverResult attempt(Request request, CommandOrigin process) {
    Path socket = file.socket();
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return new HandoverResult.Nobody();
    }
    try (Wire wire = connect()) {
      HandoverResult refused = greet(wire);
      return refused != null ? refused : new HandoverSession(wire, process).run(request);
    } catch (IOException e) {
      return Files.exists(socket) && !Files.isWritable(socket)
          ? new HandoverResult.Forbidden()
          : new HandoverResult.Nobody();
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
  private @Nullable HandoverResult greet(Wire wire) throws IOException {
    // The settings hold secrets, so the server must belong to the owner of the file.
    String peer = wire.peer();
    String owner = file.owner().orElse("root");
    if (!peer.equals(owner) && !peer.equals("root")) {
      return new HandoverResult.Refused(
          "%s is used by %s, and %s belongs to %s; run the server as %s, or remove the socket"
              .formatted(file.socket(), peer, file.path(), owner, owner));
    }
    Greeting server;
    try {
      server = wire.greeting();
    } catch (IOException e) {
      return new HandoverResult.Busy();
    }
    Greeting own = new Greeting(false, version);
    if (!server.fits(own)) {
      return new HandoverResult.Refused(
          "the server that has %s open is asset-lookup %s, and this is asset-lookup %s; use the same version, or stop the server"
              .formatted(file.path(), server.version(), version));
    }
    if (server.busy()) {
      return new HandoverResult.Busy();
    }
    wire.greet(own);
    return null;
  }

  /**
   * The user who may hand commands over, for a message.
   *
   * @return the name, empty if it is not known
   */
  public Optional<String> owner() {
    return StoreFile.owner(file.socket());
  }
}
