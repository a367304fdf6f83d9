package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.HttpSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.http.StandaloneServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that {@code serve} and {@code demo} share. */
final class Listening {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes any free one. Default: http.port, 8080.")
  private @Nullable Integer port;

  Settings over(Settings settings, @Nullable String host) {
    HttpSettings http = settings.http();
    int chosen = port == null ? http.port() : port;
    if (chosen < 0 || chosen > 65_535) {
      throw new ConfigurationException("--port must be from 0 to 65535, not " + chosen);
    }
    return settings.with(http.at(host == null ? http.host() : host, chosen));
  }

  static String base(Settings settings, StandaloneServer server) {
    String host = settings.http().host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
  }
}
