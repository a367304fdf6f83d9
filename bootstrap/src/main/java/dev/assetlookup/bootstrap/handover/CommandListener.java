package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.concurrent.Semaphore;

/**
 * Runs the commands of clients in this process, over a socket beside the store's file, which this
 * process must have open. Only the user of this process and root get in. Thread-safe.
 */
public final class CommandListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CommandListener.class.getName());
  private static final int CLIENTS_AT_ONCE = 64;

  private final CommandSocket socket;
  private final ClientAdmission admission;
  private final RunningCommands commands;
  private final Semaphore clients = new Semaphore(CLIENTS_AT_ONCE);
  private volatile boolean stopping;

  /** Runs one command. */
  @FunctionalInterface
  public interface Runner {
    /**
     * Runs the command that the client asks for.
     *
     * @param client who asks
     * @return its exit code
     */
    int run(Client client);
  }

  private CommandListener(
      CommandSocket socket, ClientAdmission admission, RunningCommands commands) {
    this.socket = socket;
    this.admission = admission;
    this.commands = commands;
  }

  /**
   * Begins to listen.
   *
   * @param file the store's file, open in this process
   * @param version the version of this program; clients of another are sent away
   * @param runner runs commands, several at once
   * @return the listener
   * @throws IOException if there can be no socket; the message says why
   */
  public static CommandListener open(StoreFile file, String version, Runner runner)
      throws IOException {
    CommandSocket socket = CommandSocket.make(file.socket());
    try {
      // The socket was just made by this process, so its owner is this process's user.
      String user = Files.getOwner(file.socket(), LinkOption.NOFOLLOW_LINKS).getName();
      CommandListener listener =
          new CommandListener(
              socket, new ClientAdmission(version, user), new RunningCommands(runner));
      Thread.ofVirtual().name("commands").start(listener::accept);
      return listener;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void accept() {
    while (!stopping) {
      try {
        SocketChannel channel = socket.channel().accept();
        if (clients.tryAcquire()) {
          Thread.ofVirtual().name("command client").start(() -> serve(new Wire(channel)));
        } else {
          channel.close();
        }
      } catch (IOException e) {
        if (!stopping) {
          LOG.log(Level.WARNING, "no more commands of others are run here: " + e.getMessage());
        }
        return;
      }
    }
  }

  /** Speaks with one client until it has gone. */
  private void serve(Wire wire) {
    boolean mayRun = commands.reserve();
    try (wire) {
      if (mayRun) {
        Request request = admission.admit(wire);
        if (request != null) {
          commands.run(new ConnectedClient(wire, request));
        }
      } else {
        admission.turnAway(wire);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a client of the command line was not one", e);
    } finally {
      if (mayRun) {
        commands.release();
      }
      clients.release();
    }
  }

  /**
   * Takes no more commands, and asks those that run to end. Returns at once. To be called before
   * the store's file is closed, so that the socket of the next owner is never taken away.
   */
  public void end() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
      commands.beginEnd();
    }
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the socket for commands cannot be removed: " + e.getMessage());
    }
    commands.askToEnd();
  }

  /** Ends, and waits for the commands that run; those that do not end are cut off. */
  @Override
  public void close() {
    end();
    commands.close();
  }
}
