package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a database of H2 needs from whoever runs the program around it: to be kept open, measured,
 * compacted and copied. Opens connections of its own, beside those of a pool. Thread-safe.
 */
public final class H2Maintenance {
  private final H2Login login;

  /**
   * For one database. Does not connect.
   *
   * @param url a JDBC URL of H2, the very one that the pool has
   * @param username the database user, empty if the URL names it
   * @param password the user's password, empty for none
   */
  public H2Maintenance(String url, String username, String password) {
    this.login = new H2Login(url, username, password);
  }

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
      return login.connect();
    } catch (SQLException e) {
      throw H2Login.failed("open", e);
    }
  }

  /**
   * How large it is.
   *
   * @return the sizes; all 0 for a database in memory
   * @throws StoreUnavailableException if it cannot be asked
   */
  public H2Sizes sizes() {
    return login.work("measure", H2Catalog::sizes);
  }

  /**
   * Whether nothing can be written to it.
   *
   * @return true if H2 opened it for reading alone
   * @throws StoreUnavailableException if it cannot be asked
   */
  public boolean isReadOnly() {
    return login.work("open", statement -> statement.getConnection().isReadOnly());
  }

  /**
   * How many tables it has, whoever made them.
   *
   * @return their number
   * @throws StoreUnavailableException if it cannot be asked
   */
  public int tableCount() {
    return login.work("read", H2Catalog::tableCount);
  }

  /**
   * How many connections to it are open in this process, beside the one that asks. Those that are
   * just being closed count.
   *
   * @return their number
   * @throws StoreUnavailableException if it cannot be asked
   */
  public int connectionCount() {
    return login.work("ask", H2Catalog::connectionCount);
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
      try (Connection connection = login.connect()) {
        queue = Engine.of(connection).queue();
      }
      if (queue == null) {
        task.run();
      } else {
        queue.alone("the file anew", task::run);
      }
    } catch (SQLException e) {
      throw H2Login.failed("reach", e);
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
    login.execute("compact", "shutdown compact");
  }

  /**
   * Closes the database at once, and writes nothing more to its file: for a file that somebody else
   * has written to. All connections are broken.
   *
   * @throws StoreUnavailableException if it cannot be asked to
   */
  public void closeUnwritten() {
    login.execute("close", "shutdown immediately");
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
    return new H2Copy(login, target.login).run(script);
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
  public H2Findings findDamage(TableNames names, Duration limit) {
    Objects.requireNonNull(names);
    return new H2DamageSearch(login, names, limit).run();
  }
}
