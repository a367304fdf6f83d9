package dev.assetlookup.bootstrap.wire;

import dev.assetlookup.bootstrap.config.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/** The products that keep the containers: each is started once in this JVM. */
enum Store {
  H2_FILE {
    @Override
    Settings.Jdbc newDatabase() {
      return jdbc("jdbc:h2:file:" + newDirectory() + "/store");
    }

    // Over a socket, as a file is shared that another process has open.
    @Override
    Settings.Jdbc ofAnotherProcess(Settings.Jdbc jdbc) {
      String file = jdbc.url().substring("jdbc:h2:file:".length());
      return jdbc("jdbc:h2:tcp://127.0.0.1:" + H2Server.PORT + "/" + file);
    }
  },
  POSTGRESQL {
    @Override
    Settings.Jdbc newDatabase() {
      String name = "wire" + DATABASES.incrementAndGet();
      Postgresql.execute("create database " + name);
      return jdbc(Postgresql.INSTANCE.getJdbcUrl("postgres", name));
    }

    @Override
    Settings.Jdbc ofAnotherProcess(Settings.Jdbc jdbc) {
      return jdbc;
    }
  };

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** An empty one. */
  abstract Settings.Jdbc newDatabase();

  /** How a second process reaches a database that a first one has open. */
  abstract Settings.Jdbc ofAnotherProcess(Settings.Jdbc jdbc);

  static Settings.Jdbc jdbc(String url) {
    return new Settings.Jdbc(url, "", "", Settings.SchemaMode.CREATE);
  }

  static Path newDirectory() {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target").toAbsolutePath()), "wire-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class H2Server {
    static final int PORT = start();

    private H2Server() {}

    private static int start() {
      try {
        return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start().getPort();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Postgresql {
    static final EmbeddedPostgres INSTANCE = start();

    private Postgresql() {}

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void execute(String sql) {
      try (Connection connection = INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
