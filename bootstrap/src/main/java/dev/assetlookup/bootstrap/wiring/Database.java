package dev.assetlookup.bootstrap.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.PostgresqlPooler;
import dev.assetlookup.jdbc.TableNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool over the configured database, with its tables. Closed by whoever opened it. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Database.class.getName());

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int POOL_SIZE = 16;

  /** PgBouncer's words for a setting that it does not know to pass on. */
  private static final String UNSUPPORTED_SETTING = "unsupported startup parameter";

  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final HikariDataSource pool;
  private final @Nullable H2Database h2;

  private final @Nullable Compaction compaction;

  private Database(HikariDataSource pool, @Nullable H2Database h2) {
    this.pool = pool;
    this.h2 = h2;
    this.compaction =
        h2 == null || !h2.isFile() || h2.isReadOnly() ? null : new Compaction(h2, pool);
  }

  /**
   * Connects, and creates or checks the tables as configured.
   *
   * @param settings which database
   * @return the open database
   * @throws StoreUnavailableException if it cannot be reached
   * @throws ConfigurationException if its tables are not right
   */
  public static Database open(JdbcSettings settings) {
    Database database = connect(settings);
    try {
      if (database.h2 != null) {
        database.h2.refuseDamage();
      }
      database.prepare(settings.schemaMode());
      return database;
    } catch (RuntimeException e) {
      database.close();
      database.file().map(EnoughSpace::new).ifPresent(space -> space.explain(e));
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
  public static Database connect(JdbcSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("asset-lookup");
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
    if (settings.isH2()) {
      H2Database h2 = H2Database.open(settings);
      try {
        config.setJdbcUrl(h2.url());
        config.setExceptionOverride(new ClosedH2());
        config.setAllowPoolSuspension(h2.isFile());
        return new Database(pool(config), h2);
      } catch (RuntimeException e) {
        h2.close();
        throw e;
      }
    }
    config.setJdbcUrl(settings.url());
    // As texts: PostgreSQL's driver passes over numbers.
    config.addDataSourceProperty("connectTimeout", "" + CONNECT_TIMEOUT.toSeconds());
    config.addDataSourceProperty("socketTimeout", "" + ANSWER_TIMEOUT.toSeconds());
    config.addDataSourceProperty("ApplicationName", "asset-lookup");
    HikariDataSource pool = pool(config);
    try {
      if (PostgresqlPooler.isBetween(pool)) {
        pool.close();
        // A setting in the URL is stronger.
        config.addDataSourceProperty("prepareThreshold", "0");
        pool = pool(config);
      }
      return new Database(pool, null);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (isUnknownTimeZone(cause) && !TimeZone.getDefault().equals(UTC)) {
        goOnInUtc();
        return pool(config);
      }
      refusal(cause).ifPresent(Database::raise);
      throw new StoreUnavailableException("cannot connect to the database", cause);
    } catch (RuntimeException e) {
      // No driver takes the URL, which may carry a password.
      throw new ConfigurationException(
          "storage.jdbc.url is not a URL that the database's driver understands");
    }
  }

  private static void raise(RuntimeException refusal) {
    throw refusal;
  }

  /** What to put right if a database does not let this user in. */
  static Optional<StoreNotSetUpException> refusal(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && isRefusal(sql)) {
        return Optional.of(
            new StoreNotSetUpException(
                "the database refuses storage.jdbc.username or storage.jdbc.password ("
                    + message(sql)
                    + "); set them right",
                cause));
      }
      if (at instanceof SQLException sql && message(sql).contains(UNSUPPORTED_SETTING)) {
        return Optional.of(
            new StoreNotSetUpException(
                "the pooler before the database refuses a setting of storage.jdbc.url ("
                    + message(sql)
                    + "); remove it there and give it to the database's user instead, such as:"
                    + " alter role NAME set search_path = SCHEMA",
                cause));
      }
    }
    return Optional.empty();
  }

  private static String message(SQLException problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
  }

  /** In the words of PostgreSQL, or of PgBouncer, which was refused the zone in our name. */
  private static boolean isUnknownTimeZone(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql
          && (("22023".equals(sql.getSQLState()) && message(sql).contains("TimeZone"))
              || message(sql).contains("invalid server parameter"))) {
        return true;
      }
    }
    return false;
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

  /** An SQL state of the class for invalid authorizations. */
  private static boolean isRefusal(SQLException problem) {
    String state = problem.getSQLState();
    return state != null && state.startsWith("28");
  }

  private void prepare(JdbcSettings.SchemaMode mode) {
    JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
    boolean readOnly = h2 != null && h2.isReadOnly();
    if (h2 != null && readOnly) {
      LOG.log(Level.WARNING, "writes are refused: " + whyReadOnly(h2));
    }
    switch (readOnly && mode == JdbcSettings.SchemaMode.CREATE
        ? JdbcSettings.SchemaMode.VALIDATE
        : mode) {
      case CREATE -> schema.create(pool);
      case VALIDATE -> {
        List<String> problems = schema.problems(pool);
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

  /**
   * Where the database is, if it is a file that this process owns.
   *
   * @return the file
   */
  Optional<Path> file() {
    return h2 == null ? Optional.empty() : h2.file();
  }

  private static String whyReadOnly(H2Database h2) {
    Path file = h2.file().orElse(Path.of("the database file"));
    return Files.isWritable(file)
        ? "storage.jdbc.url opens "
            + file
            + " for reading alone (ACCESS_MODE_DATA=r); remove that, and start the program again"
        : file
            + " can only be read by the user "
            + System.getProperty("user.name")
            + new OwnersOnly(file).owner().map(owner -> ", and belongs to " + owner).orElse("")
            + "; make it that user's with permission to write (chmod u+w "
            + file
            + "), and start the program again";
  }

  /** What is to be asked of its file when something is written to it, if it is one. */
  Optional<CheckedWrites> checks() {
    if (h2 == null || h2.intact().isEmpty()) {
      return Optional.empty();
    }
    IntactFile intact = h2.intact().get();
    EnoughSpace space = new EnoughSpace(h2.file().orElseThrow());
    if (h2.isReadOnly()) {
      String why = "nothing can be written: " + whyReadOnly(h2);
      return Optional.of(
          new CheckedWrites(() -> raise(new StoreNotSetUpException(why, null)), () -> {}));
    }
    Runnable before =
        () -> {
          intact.check();
          space.check();
        };
    return Optional.of(new CheckedWrites(before, intact::check));
  }

  /** Writes an H2 file anew, now. */
  void compact() {
    if (compaction != null) {
      compaction.compact();
    }
  }

  @Override
  public void close() {
    pool.close();
    if (compaction != null) {
      compaction.close();
    }
    if (h2 != null) {
      h2.close();
    }
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
