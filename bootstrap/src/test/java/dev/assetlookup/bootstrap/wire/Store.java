package dev.assetlookup.bootstrap.wire;

import dev.assetlookup.bootstrap.config.AssetSettings;
import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.HttpSettings;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.LogSettings;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.bootstrap.config.R2Connection;
import dev.assetlookup.bootstrap.config.R2ManifestSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.StorageSettings;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.s3server.StrictS3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/** What keeps the containers: each product is started once in this JVM. */
enum Store {
  H2_FILE {
    @Override
    Settings newStorage() {
      return over("jdbc:h2:file:" + newDirectory() + "/store");
    }

    // Over a socket, as a file is shared that another process has open.
    @Override
    Settings ofAnotherProcess(Settings storage) {
      String file = ((JdbcSettings) storage.storage()).url().substring("jdbc:h2:file:".length());
      return over("jdbc:h2:tcp://127.0.0.1:" + H2Server.PORT + "/" + file);
    }
  },
  POSTGRESQL {
    @Override
    Settings newStorage() {
      String name = "wire" + STORAGES.incrementAndGet();
      Postgresql.execute("create database " + name);
      return over(Postgresql.INSTANCE.getJdbcUrl("postgres", name));
    }
  },
  R2_MANIFEST {
    @Override
    Settings newStorage() {
      return over(Buckets.SERVER);
    }
  };

  private static final AtomicInteger STORAGES = new AtomicInteger();

  /** An empty one. */
  abstract Settings newStorage();

  /** How a second process reaches a storage that a first one has open. */
  Settings ofAnotherProcess(Settings storage) {
    return storage;
  }

  /** A database. */
  static Settings over(String url) {
    return settings(
        new JdbcSettings(url, "", "", JdbcSettings.SchemaMode.CREATE), Optional.empty());
  }

  /** Two new buckets, one of them for manifests. */
  static Settings over(StrictS3Server server) {
    return over(server, Duration.ofSeconds(10));
  }

  static Settings over(StrictS3Server server, Duration patience) {
    String metadata = "metadata" + STORAGES.incrementAndGet();
    String media = "media" + STORAGES.incrementAndGet();
    server.createBucket(metadata);
    server.createBucket(media);
    R2Connection connection =
        new R2Connection(
            server.endpoint(),
            "auto",
            server.accessKeyId(),
            server.secretAccessKey(),
            512,
            patience);
    return settings(
        new R2ManifestSettings(connection, metadata),
        Optional.of(
            new MediaSettings(
                connection, media, "public-media/", new MediaUrl("https://media.example.com"))));
  }

  private static Settings settings(StorageSettings storage, Optional<MediaSettings> media) {
    return new Settings(
        storage,
        media,
        new HttpSettings("127.0.0.1", 0),
        new AssetSettings(new Supersession(Instance.GRACE, Instance.RETENTION), UrlRules.DEFAULT),
        Duration.ZERO,
        LogSettings.DEFAULT,
        CacheSettings.exact(4 << 20),
        LimitSettings.NONE);
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

  private static final class Buckets {
    static final StrictS3Server SERVER = StrictS3Server.start();

    private Buckets() {}

    static {
      SERVER.recording(false);
    }
  }
}
