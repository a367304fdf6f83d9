package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.http.StandaloneServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags and the life that {@code serve} and {@code demo} share. */
final class Listening {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes any free one. Default: http.port, 8080.")
  private @Nullable Integer port;

  Settings over(Settings settings, @Nullable String host) {
    Settings.Http http = settings.http();
    int chosen = port == null ? http.port() : port;
    if (chosen < 0 || chosen > 65_535) {
      throw new ConfigurationException("--port must be from 0 to 65535, not " + chosen);
    }
    return settings.with(http.at(host == null ? http.host() : host, chosen));
  }

  static void start(StandaloneServer server) {
    try {
      server.start();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Serves until the process is asked to end, or the server has ended by itself.
   *
   * @throws CommandFailedException in the latter case, so that a supervisor starts it again
   */
  static void await(StandaloneServer server, Termination termination, Runnable orderly)
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
      throw new CommandFailedException(
          "the server cannot listen any more (" + failure + "); start it again");
    }
  }

  static String base(Settings settings, StandaloneServer server) {
    String host = settings.http().host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
  }
}
