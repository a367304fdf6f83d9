package dev.assetlookup.bootstrap.handover;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The commands of clients that run in this process, so many at once. Thread-safe. */
final class RunningCommands {
  private static final Logger LOG = System.getLogger(CommandListener.class.getName());
  private static final int AT_ONCE = 8;
  // From the request to stop on; with the time that HTTP and the sweeper have, less than 10 s.
  private static final Duration TIME_TO_END = Duration.ofSeconds(6);
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_UNAVAILABLE = 3;

  private final CommandListener.Runner runner;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Set<ConnectedClient> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile long stoppedAt;

  RunningCommands(CommandListener.Runner runner) {
    this.runner = runner;
  }

  /** Makes sure that one more may run; false if it may not. */
  boolean reserve() {
    return free.tryAcquire();
  }

  void release() {
    free.release();
  }

  /** Returns when the command has ended, not when its client has gone. */
  void run(ConnectedClient client) {
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

  /** From now on those that come are asked to end, and the time runs. */
  void beginEnd() {
    stoppedAt = System.nanoTime();
    stopping = true;
  }

  /** Asks those that run to end. Returns at once. */
  void askToEnd() {
    running.forEach(ConnectedClient::stop);
  }

  /** Waits for those that run, and cuts off those that do not end in time. */
  void close() {
    long deadline = stoppedAt + TIME_TO_END.toNanos();
    for (ConnectedClient client : running) {
      client.awaitEnd(deadline - System.nanoTime());
    }
    running.forEach(ConnectedClient::leave);
  }
}
