package dev.assetlookup.bootstrap.serve;

import dev.assetlookup.http.StandaloneServer;

/** Starts a server and keeps it running until the process is asked to end. */
public final class ServerLife {
  private ServerLife() {}

  /**
   * Starts to listen.
   *
   * @param server the server
   * @throws ServerFailedException if the address cannot be listened on
   */
  public static void start(StandaloneServer server) {
    try {
      server.start();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ServerFailedException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Serves until the process is asked to end, or the server has ended by itself.
   *
   * @param server a server that was started
   * @param termination the requests to end
   * @param orderly stops what has to be stopped
   * @throws ServerFailedException if the server has ended by itself, so that a supervisor starts it
   *     again
   * @throws InterruptedException if the thread is interrupted
   */
  public static void await(StandaloneServer server, Termination termination, Runnable orderly)
      throws InterruptedException {
    server
        .ended()
        .exceptionally(
            failure -> {
              termination.ask();
              return null;
            });
    termination.await(orderly);
    Throwable failure = server.ended().handle((nothing, thrown) -> thrown).getNow(null);
    if (failure != null) {
      throw new ServerFailedException(
          "the server cannot listen any more (" + failure + "); start it again");
    }
  }
}
