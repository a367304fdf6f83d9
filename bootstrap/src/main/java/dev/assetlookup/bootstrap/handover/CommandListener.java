package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.bootstrap.handover.Wire.Greeting;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of clients in this process, over a socket beside the store's file, which this
 * process must have open. Only the user of this process and root get in. Thread-safe.
 */
public final class CommandListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CommandListener.class.getName());
  private static final int COMMANDS_AT_ONCE = 8;
  private static final int CLIENTS_AT_ONCE = 64;
  private static final Duration TIME_TO_SAY_WHAT = Duration.ofSeconds(5);
  // From the request to stop on; with the time that HTTP and the sweeper have, less than 10 s.
  private static final Duration TIME_TO_END = Duration.ofSeconds(6);
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_UNAVAILABLE = 3;

  private final CommandSocket socket;
  private final String version;
  private final String user;
  private final Runner runner;
  private final Semaphore clients = new Semaphore(CLIENTS_AT_ONCE);
  private final Semaphore commands = new Semaphore(COMMANDS_AT_ONCE);
  private final Set<ConnectedClient> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile long stoppedAt;

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

  private CommandListener(CommandSocket socket, String version, String user, Runner runner) {
    this.socket = socket;
    this.version = version;
    this.user = user;
    this.runner = runner;
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
      CommandListener listener = new CommandListener(socket, version, user, runner);
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
    boolean mayRun = commands.tryAcquire();
    try (wire) {
      Request request = mayRun ? greeted(wire) : sentAway(wire);
      if (request != null) {
        run(new ConnectedClient(wire, request));
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

  private @Nullable Request sentAway(Wire wire) throws IOException {
    wire.greet(new Greeting(true, version));
    return null;
  }

  private @Nullable Request greeted(Wire wire) throws IOException {
    String peer = wire.peer();
    if (!peer.equals(user) && !peer.equals("root")) {
      return null;
    }
    CountDownLatch said = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> closeUnless(said, wire));
    try {
      Greeting own = new Greeting(false, version);
      wire.greet(own);
      if (!wire.greeting().fits(own)) {
        return null;
      }
      Frame first = wire.receive();
      if (first.type != Frame.Type.REQUEST) {
        throw new IOException("no request");
      }
      return Request.from(first.body);
    } finally {
      said.countDown();
    }
  }

  private static void closeUnless(CountDownLatch said, Wire wire) {
    try {
      if (!said.await(TIME_TO_SAY_WHAT.toMillis(), TimeUnit.MILLISECONDS)) {
        wire.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the command has ended, not when its client has gone. */
  private void run(ConnectedClient client) {
    running.add(client);
    if (stopping) {
      client.stop();
    }
    // A platform thread, because a command may need a deep stack and blocks in the database.
    Thread command =
        Thread.ofPlatform()
            .daemon()
            .name("command " + String.join(" ", client.request().arguments()))
            .start(
                () -> {
                  int code = EXIT_FAILED;
                  try {
                    code = runner.run(client);
                  } catch (RuntimeException | Error e) {
                    LOG.log(Level.ERROR, "a command failed: " + client.request(), e);
                  } finally {
                    client.exit(code, EXIT_UNAVAILABLE);
                    running.remove(client);
                    client.ended();
                  }
                });
    client.receive();
    join(command);
  }

  private static void join(Thread command) {
    try {
      command.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
      stoppedAt = System.nanoTime();
    }
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the socket for commands cannot be removed: " + e.getMessage());
    }
    running.forEach(ConnectedClient::stop);
  }

  /** Ends, and waits for the commands that run; those that do not end are cut off. */
  @Override
  public void close() {
    end();
    long deadline = stoppedAt + TIME_TO_END.toNanos();
    for (ConnectedClient client : running) {
      client.awaitEnd(deadline - System.nanoTime());
    }
    running.forEach(ConnectedClient::leave);
  }
}
