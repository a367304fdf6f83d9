package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A program such as PgBouncer that stands between this one and a PostgreSQL server. */
public final class PostgresqlPooler {
  private PostgresqlPooler() {}

  /**
   * Whether there is one. In transaction mode it gives each transaction another of the server's
   * connections, so that statements must not be kept prepared: the name of one may be that of
   * somebody else's there, even of one that deletes. A JDBC URL of PostgreSQL says so by {@code
   * prepareThreshold=0}.
   *
   * @param dataSource connections of PostgreSQL's driver, as it makes them or in a pool
   * @return true if somebody else than the server has named the connection; false also if the
   *     driver does not give the number of its process
   * @throws StoreUnavailableException if the database gave no answer
   */
  public static boolean isBetween(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      // By reflection: an embedder may not have the driver's own interface.
      Connection driver = connection.unwrap(Connection.class);
      Object announced = driver.getClass().getMethod("getBackendPID").invoke(driver);
      return !announced.equals(row.getInt(1));
    } catch (ReflectiveOperationException e) {
      return false;
    } catch (SQLException e) {
      throw Failures.of("cannot reach the database", e);
    }
  }
}
