package dev.assetlookup.bootstrap.wiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool over the configured database, with its tables. Closed by whoever opened it. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Database.class.getName());

  // One writer at a time commits for all that are queued: the more there are, the fewer commits.
  private static final int H2_WRITERS = 64;
  // No more than the pool has connections.
  private static final int POSTGRESQL_WRITERS = 16;

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
    if (!settings.isH2()) {
      return new Database(ConnectionPool.toServer(settings), null);
    }
    H2Database h2 = H2Database.open(settings);
    try {
      return new Database(ConnectionPool.toH2(settings, h2), h2);
    } catch (RuntimeException e) {
      h2.close();
      throw e;
    }
  }

  private void prepare(JdbcSettings.SchemaMode mode) {
    JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
    boolean readOnly = h2 != null && h2.isReadOnly();
    if (h2 != null && readOnly) {
      LOG.log(Level.WARNING, "writes are refused: " + h2.whyReadOnly());
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

  boolean isClosed() {
    return pool.isClosed();
  }

  boolean isH2() {
    return h2 != null;
  }

  /** Reads that leave some connections to writers and to looks at the log. */
  ReadsInTurn inTurn(JdbcStore store) {
    return new ReadsInTurn(store, store, ConnectionPool.READERS, ConnectionPool.CONNECT_TIMEOUT);
  }

  /** How many writers at once it does most with. */
  int writers() {
    return isH2() ? H2_WRITERS : POSTGRESQL_WRITERS;
  }

  /** Whether it is one of H2 that a server of H2 has. */
  boolean isOfH2Server() {
    return h2 != null && h2.isOfServer();
  }

  /** What is to be asked of its file when something is written to it, if it is one. */
  Optional<CheckedWrites> checks() {
    if (h2 == null || h2.intact().isEmpty()) {
      return Optional.empty();
    }
    IntactFile intact = h2.intact().get();
    EnoughSpace space = new EnoughSpace(h2.file().orElseThrow());
    if (h2.isReadOnly()) {
      String why = "nothing can be written: " + h2.whyReadOnly();
      return Optional.of(
          new CheckedWrites(
              () -> {
                throw new StoreNotSetUpException(why, null);
              },
              () -> {}));
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
}
