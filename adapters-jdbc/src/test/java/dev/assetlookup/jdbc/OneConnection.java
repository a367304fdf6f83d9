package dev.assetlookup.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The smallest pool: one connection, replaced when its driver says that it is closed, and a new one
 * for whoever wants a second meanwhile.
 */
final class OneConnection implements AutoCloseable {
  private final Callable<Connection> connect;
  private @Nullable Connection connection;
  private boolean lent;

  OneConnection(Callable<Connection> connect) {
    this.connect = connect;
  }

  /** Always this connection, whatever became of it. */
  static DataSource only(Connection connection) {
    return Proxies.proxy(
        DataSource.class, (proxy, method, arguments) -> unclosed(connection, () -> {}));
  }

  DataSource dataSource() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection current = connection;
          if (lent) {
            return connect.call();
          }
          if (current == null || current.isClosed()) {
            current = connect.call();
            connection = current;
          }
          lent = true;
          return unclosed(current, () -> lent = false);
        });
  }

  private static Connection unclosed(Connection target, Runnable onClose) {
    return Proxies.proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            onClose.run();
            return null;
          }
          return Proxies.call(target, method, arguments);
        });
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
