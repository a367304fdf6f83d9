package dev.assetlookup.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.tools.Server;

/** The databases of the tests: one of each in this JVM, with a pool for each auto-commit. */
enum Product {
  H2_MEMORY {
    @Override
    String url() {
      return "jdbc:h2:mem:shared;DB_CLOSE_DELAY=-1" + FRESH;
    }
  },
  H2_FILE {
    @Override
    String url() {
      return "jdbc:h2:file:" + newDirectory() + "/store" + FRESH;
    }
  },
  /** What a second process gets with AUTO_SERVER=TRUE: the same database over a socket. */
  H2_TCP {
    @Override
    String url() throws SQLException {
      Server server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists").start();
      return "jdbc:h2:tcp://localhost:"
          + server.getPort()
          + "/mem:remote;DB_CLOSE_DELAY=-1"
          + FRESH;
    }
  },
  POSTGRESQL {
    @Override
    String url() throws IOException {
      return EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
    }
  };

  /** As the Javadoc of JdbcStore demands: a result is not repeated beside a commit. */
  private static final String FRESH = ";OPTIMIZE_REUSE_RESULTS=0";

  private static final int CONNECTIONS = 20;
  private static final Map<Product, String> URLS = new ConcurrentHashMap<>();
  private static final Map<String, HikariDataSource> POOLS = new ConcurrentHashMap<>();

  abstract String url() throws IOException, SQLException;

  HikariDataSource pool(boolean autoCommit) {
    String url = URLS.computeIfAbsent(this, Product::start);
    return POOLS.computeIfAbsent(this + "/" + autoCommit, name -> newPool(url, autoCommit));
  }

  /** One more pool to the same database. */
  HikariDataSource anotherPool(boolean autoCommit) {
    String url = pool(autoCommit).getJdbcUrl();
    return POOLS.computeIfAbsent(this + "/" + autoCommit + "/2", name -> newPool(url, autoCommit));
  }

  boolean isH2() {
    return this != POSTGRESQL;
  }

  static HikariDataSource newPool(String url, boolean autoCommit) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setAutoCommit(autoCommit);
    // Given back with another one, a connection gets this one again.
    config.setSchema(url.startsWith("jdbc:h2:") ? "PUBLIC" : "public");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  static Path newDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "h2-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String start(Product product) {
    try {
      return product.url();
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("cannot start " + product, e);
    }
  }
}
