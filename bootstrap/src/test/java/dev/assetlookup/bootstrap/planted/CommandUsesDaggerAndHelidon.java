package dev.assetlookup.bootstrap.planted;

import dagger.Module;
import io.helidon.webserver.WebServer;
import java.sql.Connection;
import java.util.logging.Logger;
import software.amazon.awssdk.services.s3.S3Client;

/** Breaks rules on purpose: each technology has one place in bootstrap. */
@Module
public final class CommandUsesDaggerAndHelidon {
  private CommandUsesDaggerAndHelidon() {}

  /** The offence. */
  public static boolean running(
      WebServer server, Connection connection, Logger logger, S3Client client) {
    return server.isRunning() && connection != null && logger != null && client != null;
  }
}
