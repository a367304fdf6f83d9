package dev.assetlookup.bootstrap.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.PostgresqlPooler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TimeZone;

/** Makes the pool over a database. */
final class ConnectionPool {
  private static final Logger LOG = System.getLogger(ConnectionPool.class.getName());

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int SIZE = 16;

  /** How many requests read at once. */
  static final int READERS = 12;

  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private ConnectionPool() {}

  /** A pool over an H2 database that is open. */
  static HikariDataSource toH2(JdbcSettings settings, H2Database h2) {
    HikariConfig config = config(settings, h2.url());
    config.setExceptionOverride(new ClosedH2());
    config.setAllowPoolSuspension(h2.isFile());
    return open(config);
  }

  /**
   * A pool over a database on a server, or over a pooler before it.
   *
   * @throws StoreUnavailableException if it cannot be reached
   */
  static HikariDataSource toServer(JdbcSettings settings) {
    HikariConfig config = config(settings, settings.url());
    // As texts: PostgreSQL's driver passes over numbers.
    config.addDataSourceProperty("connectTimeout", "" + CONNECT_TIMEOUT.toSeconds());
    config.addDataSourceProperty("socketTimeout", "" + ANSWER_TIMEOUT.toSeconds());
    config.addDataSourceProperty("ApplicationName", "asset-lookup");
    HikariDataSource pool = open(config);
    try {
      if (!PostgresqlPooler.isBetween(pool)) {
        return pool;
      }
      pool.close();
      // A setting in the URL is stronger.
      config.addDataSourceProperty("prepareThreshold", "0");
      return open(config);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig config(JdbcSettings settings, String url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("asset-lookup");
    config.setJdbcUrl(url);
    // Not as empty texts: H2 refuses them beside a user and a password in the URL.
    if (!settings.username().isEmpty()) {
      config.setUsername(settings.username());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    return config;
  }

  private static HikariDataSource open(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (DatabaseRefusals.isUnknownTimeZone(cause) && !TimeZone.getDefault().equals(UTC)) {
        goOnInUtc();
        return open(config);
      }
      throw DatabaseRefusals.of(cause)
          .<RuntimeException>map(refusal -> refusal)
          .orElseGet(() -> new StoreUnavailableException("cannot connect to the database", cause));
    } catch (RuntimeException e) {
      // No driver takes the URL, which may carry a password.
      throw new ConfigurationException(
          "storage.jdbc.url is not a URL that the database's driver understands");
    }
  }

  /**
   * PostgreSQL's driver sends the zone of the JVM to the server, always, and a server refuses names
   * that only Java knows, such as IST, and those that are newer than its list or left out of it.
   * What is stored does not depend on the zone; only the log does, which names its offset. So the
   * program, which owns its JVM, leaves its zone.
   */
  private static void goOnInUtc() {
    LOG.log(
        Level.DEBUG,
        "the database does not know the time zone {0}; the program goes on in UTC",
        TimeZone.getDefault().getID());
    TimeZone.setDefault(UTC);
  }

  /**
   * Ends connections to an H2 database that was closed under them. The pool does not know H2's
   * codes for that, and checks only idle connections: under load it would hand out the broken ones
   * again and again.
   */
  private static final class ClosedH2 implements SQLExceptionOverride {
    private static final Set<Integer> CONNECTION_BROKEN = Set.of(90_067, 90_098, 90_121);

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException problem) {
      return CONNECTION_BROKEN.contains(problem.getErrorCode())
          ? SQLExceptionOverride.Override.MUST_EVICT
          : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }
}
