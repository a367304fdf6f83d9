package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * How to connect to one H2 database, beside the connections of a pool.
 *
 * @param url a JDBC URL of H2
 * @param username the database user, empty if the URL names it
 * @param password the user's password, empty for none
 */
record H2Login(String url, String username, String password) {
  H2Login {
    Objects.requireNonNull(url);
    Objects.requireNonNull(username);
    Objects.requireNonNull(password);
  }

  /** What is done on a connection. */
  interface Work<R> {
    R on(Statement statement) throws SQLException;
  }

  Connection connect() throws SQLException {
    // H2 refuses an empty user beside one in the URL.
    return username.isEmpty()
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(url, username, password);
  }

  /**
   * Does something on a connection of its own.
   *
   * @param verb what is done to the database, for the message of a failure
   * @throws StoreUnavailableException if it failed
   */
  <R> R work(String verb, Work<R> work) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return work.on(statement);
    } catch (SQLException e) {
      throw failed(verb, e);
    }
  }

  /** Runs one statement, as {@link #work}. */
  void execute(String verb, String sql) {
    work(verb, statement -> statement.execute(sql));
  }

  static StoreUnavailableException failed(String verb, SQLException cause) {
    return new StoreUnavailableException("cannot " + verb + " the database", cause);
  }

  /** Without the password, which the URL may contain as well. */
  @Override
  public String toString() {
    return "an H2 database";
  }
}
