package dev.assetlookup.bootstrap.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** The log of the program: one line an event, on standard error. */
final class Logging {
  // PostgreSQL's driver repeats a URL that it does not understand, with the password.
  private static final String CONFIGURATION =
      """
      handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.formatter = dev.assetlookup.bootstrap.cli.LogLine
      .level = INFO
      io.helidon.level = WARNING
      com.zaxxer.hikari.level = SEVERE
      org.jdbi.level = WARNING
      org.postgresql.level = SEVERE
      """;

  private Logging() {}

  static void toStderr() {
    // Helidon would look for a configuration of its own, and log what it found.
    System.setProperty("io.helidon.logging.config.disabled", "true");
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory gives every byte", e);
    }
  }
}
