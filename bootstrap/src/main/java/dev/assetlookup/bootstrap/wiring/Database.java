package dev.assetlookup.bootstrap.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.TableNames;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/** The pool over the configured database, with its tables. Closed by whoever opened it. */
public final class Database implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  // Of processes that open an H2 file at the same moment one needs a second attempt, after 5 s.
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int POOL_SIZE = 16;
  private static final long KIB = 1024;

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Connects, and creates or checks the tables as configured.
   *
   * @param settings which database
   * @return the open database
   * @throws StoreUnavailableException if it cannot be reached
   * @throws ConfigurationException if its tables are not right
   */
  public static Database open(Settings.Jdbc settings) {
    Database database = connect(settings);
    try {
      database.prepare(settings.schemaMode());
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Connects, and leaves the tables as they are.
   *
   * @param settings which database
   * @return the open database
   * @throws StoreUnavailableException if it cannot be reached
   * @throws ConfigurationException if the URL is malformed
   */
  public static Database connect(Settings.Jdbc settings) {
    // Before H2 is loaded: its own server, through which other processes share a file, would
    // otherwise listen on every interface.
    System.setProperty("h2.bindAddress", "127.0.0.1");
    HikariConfig config = new HikariConfig();
    config.setPoolName("asset-lookup");
    config.setJdbcUrl(withDefaults(settings.url()));
    // Not as empty texts: H2 refuses them beside a user and a password in the URL.
    if (!settings.username().isEmpty()) {
      config.setUsername(settings.username());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    if (settings.url().startsWith("jdbc:h2:")) {
      // For a moment after a crash, or while another process ends, an H2 file refuses to be opened.
      config.setInitializationFailTimeout(OPEN_TIMEOUT.toMillis());
      config.setExceptionOverride(new ClosedH2());
    } else {
      // As texts: PostgreSQL's driver passes over numbers.
      config.addDataSourceProperty("connectTimeout", "" + CONNECT_TIMEOUT.toSeconds());
      config.addDataSourceProperty("socketTimeout", "" + ANSWER_TIMEOUT.toSeconds());
      config.addDataSourceProperty("ApplicationName", "asset-lookup");
    }
    try {
      return new Database(new HikariDataSource(config));
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreUnavailableException("cannot connect to the database", cause);
    } catch (RuntimeException e) {
      // No driver takes the URL, which may carry a password.
      throw new ConfigurationException(
          "storage.jdbc.url is not a URL that the database's driver understands");
    }
  }

  /** What an H2 file needs to be shared with other processes, and to be fast when it is large. */
  private static String withDefaults(String url) {
    String upper = url.toUpperCase(Locale.ROOT);
    boolean h2File =
        upper.startsWith("JDBC:H2:")
            && !upper.startsWith("JDBC:H2:MEM:")
            && !upper.startsWith("JDBC:H2:TCP:")
            && !upper.startsWith("JDBC:H2:SSL:");
    if (!h2File) {
      return url;
    }
    // A quarter of the heap, where H2's own default doubles the cost of a read on a large file.
    long cacheKib = Runtime.getRuntime().maxMemory() / 4 / KIB;
    StringBuilder complete = new StringBuilder(url);
    for (String setting :
        List.of("AUTO_SERVER=TRUE", "CACHE_SIZE=" + cacheKib, "TRACE_LEVEL_FILE=0")) {
      String name = setting.substring(0, setting.indexOf('='));
      if (!upper.contains(";" + name + "=")) {
        complete.append(';').append(setting);
      }
    }
    return complete.toString();
  }

  private void prepare(Settings.SchemaMode mode) {
    JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
    switch (mode) {
      case CREATE -> schema.create(pool);
      case VALIDATE -> {
        List<String> problems = schema.validate(pool);
        if (!problems.isEmpty()) {
          throw new ConfigurationException(
              "the tables are not right ("
                  + String.join("; ", problems)
                  + "); run: asset-lookup schema create");
        }
      }
      case OFF -> {}
    }
  }

  /**
   * Where connections come from.
   *
   * @return the pool
   */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }

  /**
   * Ends connections to an H2 database that was closed under them. The pool does not know the codes
   * by which they tell, and looks only at connections that were idle: under load it would hand out
   * the broken ones again and again.
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
