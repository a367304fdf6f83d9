package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * What a database of H2 needs from whoever runs the program around it: to be kept open, measured,
 * compacted and copied. Opens connections of its own, beside those of a pool. Thread-safe.
 */
public final class H2Maintenance {
  private static final Duration STUCK = Duration.ofSeconds(15);

  private static final String USER_TABLES =
      " from information_schema.tables where table_type = 'BASE TABLE'"
          + " and table_schema <> 'INFORMATION_SCHEMA'";

  private final String url;
  private final String username;
  private final String password;

  /**
   * For one database. Does not connect.
   *
   * @param url a JDBC URL of H2, the very one that the pool has
   * @param username the database user, empty if the URL names it
   * @param password the user's password, empty for none
   */
  public H2Maintenance(String url, String username, String password) {
    this.url = Objects.requireNonNull(url);
    this.username = Objects.requireNonNull(username);
    this.password = Objects.requireNonNull(password);
  }

  /**
   * The sizes of a database.
   *
   * @param fileBytes what its file takes on the disk
   * @param liveBytes what of it is still referred to, about
   * @param writtenBytes what was written to it since it was opened
   */
  public record Sizes(long fileBytes, long liveBytes, long writtenBytes) {}

  /**
   * Where the driver that is in use was loaded from.
   *
   * @return its jar, or empty if there is none
   */
  public static Optional<Path> driver() {
    return DriverManager.drivers()
        .filter(driver -> driver.getClass().getName().equals("org.h2.Driver"))
        .findFirst()
        .map(driver -> driver.getClass().getProtectionDomain().getCodeSource())
        .map(source -> Path.of(URI.create(source.getLocation().toString())));
  }

  /**
   * Keeps the database open until the result is closed. H2 closes a database with its last
   * connection, and forgets it if it is in memory.
   *
   * @return the connection that does it
   * @throws StoreUnavailableException if it cannot be opened
   */
  public AutoCloseable keepOpen() {
    try {
      return connect();
    } catch (SQLException e) {
      throw failed("open", e);
    }
  }

  /**
   * How large it is.
   *
   * @return the sizes; all 0 for a database in memory
   * @throws StoreUnavailableException if it cannot be asked
   */
  public Sizes sizes() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select setting_name, setting_value from information_schema.settings"
                    + " where setting_name in ('info.FILE_SIZE', 'info.FILL_RATE',"
                    + " 'info.CHUNKS_FILL_RATE', 'info.FILE_WRITE_BYTES')")) {
      Map<String, Long> values = new LinkedHashMap<>();
      while (row.next()) {
        values.put(row.getString(1), Long.parseLong(row.getString(2)));
      }
      long file = values.getOrDefault("info.FILE_SIZE", 0L);
      long chunks = file / 100 * values.getOrDefault("info.FILL_RATE", 100L);
      return new Sizes(
          file,
          chunks / 100 * values.getOrDefault("info.CHUNKS_FILL_RATE", 100L),
          values.getOrDefault("info.FILE_WRITE_BYTES", 0L));
    } catch (SQLException e) {
      throw failed("measure", e);
    }
  }

  /**
   * Whether nothing can be written to it.
   *
   * @return true if H2 opened it for reading alone
   * @throws StoreUnavailableException if it cannot be asked
   */
  public boolean isReadOnly() {
    try (Connection connection = connect()) {
      return connection.isReadOnly();
    } catch (SQLException e) {
      throw failed("open", e);
    }
  }

  /**
   * How many tables it has, whoever made them.
   *
   * @return their number
   * @throws StoreUnavailableException if it cannot be asked
   */
  public int tableCount() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*)" + USER_TABLES)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw failed("read", e);
    }
  }

  /**
   * How many connections to it are open in this process, beside the one that asks. Those that are
   * just being closed count.
   *
   * @return their number
   * @throws StoreUnavailableException if it cannot be asked
   */
  public int connectionCount() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select count(*) - 1 from information_schema.sessions")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw failed("ask", e);
    }
  }

  /**
   * Runs something while none of this process's stores writes to the file: those that want to wait
   * meanwhile, up to half a minute. It waits for its own turn first, as they do.
   *
   * @param task what to run; does not write by a store, which would wait for this task
   * @throws StoreUnavailableException if its turn did not come, or the database cannot be asked
   */
  public void withoutWriters(Runnable task) {
    Objects.requireNonNull(task);
    try {
      WriteQueue queue;
      try (Connection connection = connect()) {
        queue = Engine.of(connection).queue();
      }
      if (queue == null) {
        task.run();
      } else {
        queue.alone("the file anew", task::run);
      }
    } catch (SQLException e) {
      throw failed("reach", e);
    }
  }

  /**
   * Writes the database into a new file, which takes the place of the old one at once, and closes
   * it: all other connections are broken. Killed at any moment it leaves one whole file or the
   * other. The next connection opens the new one. Nobody may be writing, see {@link
   * #withoutWriters}, and nobody should be using a connection, or just be closing one: H2 leaves
   * the work to a connection that is closed beside this, which may be after this has returned.
   *
   * @throws StoreUnavailableException if it failed; the old file is still there then
   */
  public void compactAndClose() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown compact");
    } catch (SQLException e) {
      throw failed("compact", e);
    }
  }

  /**
   * Closes the database at once, and writes nothing more to its file: for a file that somebody else
   * has written to. All connections are broken.
   *
   * @throws StoreUnavailableException if it cannot be asked to
   */
  public void closeUnwritten() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown immediately");
    } catch (SQLException e) {
      throw failed("close", e);
    }
  }

  /**
   * Copies all rows that can be read into another database, by way of SQL, and makes the indexes
   * anew there: what is damaged is whole in the copy, but for rows that are missing.
   *
   * @param target a database that is empty
   * @param script a file for the SQL, which holds all data; it is left to the caller to delete
   * @return the number of rows in each table of the copy
   * @throws StoreUnavailableException if it failed
   */
  public Map<String, Long> copyTo(H2Maintenance target, Path script) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("script to " + quoted(script));
    } catch (SQLException e) {
      throw failed("read", e);
    }
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("runscript from " + quoted(script));
      Map<String, Long> rows = new LinkedHashMap<>();
      for (String table : tables(statement)) {
        try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
          row.next();
          rows.put(table, row.getLong(1));
        }
      }
      statement.execute("shutdown compact");
      return rows;
    } catch (SQLException e) {
      throw failed("write", e);
    }
  }

  /**
   * What a search for damage found.
   *
   * @param damage what is wrong, a line each
   * @param complete whether it came to its end within its time
   */
  public record Findings(List<String> damage, boolean complete) {
    /** Copies the list. */
    public Findings {
      damage = List.copyOf(damage);
    }
  }

  /**
   * Looks for damage as H2 leaves it when it is killed in the wrong moment: rows that an index
   * lacks or has too much, rows that cannot be read, locks of transactions that are no more,
   * containers of another revision than their assets. Reads everything, and locks row after row for
   * a moment, so nobody may be writing.
   *
   * @param names the tables of the containers
   * @param limit how long to go on; what was not looked at by then is not
   * @return what is wrong
   * @throws StoreUnavailableException if the database cannot be opened
   */
  public Findings findDamage(TableNames names, Duration limit) {
    Objects.requireNonNull(names);
    // H2 may also go round in circles on a damaged row, and heeds no limit then.
    CompletableFuture<Findings> search = new CompletableFuture<>();
    Thread thread = new Thread(() -> search(names, limit, search), "asset-lookup-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return search.get(limit.plus(STUCK).toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new Findings(List.of("a row that cannot be read does not let the check end"), false);
    } catch (ExecutionException e) {
      throw new StoreUnavailableException("cannot check the database", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("the check of the database was interrupted", e);
    }
  }

  private void search(TableNames names, Duration limit, CompletableFuture<Findings> result) {
    Findings findings;
    try (Connection connection = connect()) {
      findings = new H2Damage(connection, names, System.nanoTime() + limit.toNanos()).find();
    } catch (SQLException | RuntimeException e) {
      result.completeExceptionally(e);
      return;
    }
    // Now that the connection is closed: whoever waits may want to be alone with the file.
    result.complete(findings);
  }

  static List<String> tables(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select table_schema, table_name" + USER_TABLES + " order by 1, 2")) {
      List<String> tables = new ArrayList<>();
      while (row.next()) {
        tables.add(name(row.getString(1), row.getString(2)));
      }
      return tables;
    }
  }

  /** Quoted, as an identifier of SQL. */
  static String name(String... parts) {
    return List.of(parts).stream()
        .map(part -> '"' + part.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining("."));
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }

  private Connection connect() throws SQLException {
    // H2 refuses an empty user beside one in the URL.
    return username.isEmpty()
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(url, username, password);
  }

  private static StoreUnavailableException failed(String what, SQLException cause) {
    return new StoreUnavailableException("cannot " + what + " the database", cause);
  }
}
