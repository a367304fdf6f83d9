package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The smallest pool: one connection, replaced when its driver says that it is closed. */
final class OneConnection implements AutoCloseable {
  private final Callable<Connection> connect;
  private @Nullable Connection connection;

  OneConnection(Callable<Connection> connect) {
    this.connect = connect;
  }

  /** Always this connection, whatever became of it. */
  static DataSource only(Connection connection) {
    return Proxies.proxy(DataSource.class, (proxy, method, arguments) -> unclosed(connection));
  }

  DataSource dataSource() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection current = connection;
          if (current == null || current.isClosed()) {
            current = connect.call();
            connection = current;
          }
          return unclosed(current);
        });
  }

  private static Connection unclosed(Connection target) {
    return Proxies.proxy(
        Connection.class,
        (proxy, method, arguments) ->
            method.getName().equals("close") ? null : Proxies.call(target, method, arguments));
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
