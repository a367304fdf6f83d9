package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** What a framework does: one connection for all that a thread does in a transaction. */
final class CallersTransactions {
  private final DataSource target;
  private final Map<Thread, Connection> bound = new ConcurrentHashMap<>();

  CallersTransactions(DataSource target) {
    this.target = target;
  }

  /** Hands out the connection of the thread's transaction, else one of its own. */
  DataSource dataSource() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection connection = bound.get(Thread.currentThread());
          return method.getName().equals("getConnection") && connection != null
              ? unclosed(connection)
              : Proxies.call(target, method, arguments);
        });
  }

  private static Connection unclosed(Connection connection) {
    return Proxies.proxy(
        Connection.class,
        (proxy, method, arguments) ->
            method.getName().equals("close") ? null : Proxies.call(connection, method, arguments));
  }

  void begin() throws SQLException {
    Connection connection = target.getConnection();
    connection.setAutoCommit(false);
    bound.put(Thread.currentThread(), connection);
  }

  /** Begins one, for a rule of the testkit to end. */
  Transaction begun() throws SQLException {
    begin();
    return new Transaction() {
      @Override
      public void commit() throws SQLException {
        CallersTransactions.this.commit();
      }

      @Override
      public void rollback() throws SQLException {
        CallersTransactions.this.rollback();
      }
    };
  }

  Connection connection() {
    return Objects.requireNonNull(bound.get(Thread.currentThread()));
  }

  void commit() throws SQLException {
    try (Connection connection = connection()) {
      bound.remove(Thread.currentThread());
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  void rollback() throws SQLException {
    try (Connection connection = connection()) {
      bound.remove(Thread.currentThread());
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Makes each call of a store a transaction of the caller's. */
  Both eachCallInOne(JdbcStore store) {
    return Proxies.proxy(
        Both.class,
        (proxy, method, arguments) -> {
          begin();
          try {
            Object result = Proxies.call(store, method, arguments);
            commit();
            return result;
          } catch (Throwable e) {
            rollback();
            throw e;
          }
        });
  }

  /** The store itself. */
  static Both asIs(JdbcStore store) {
    return Proxies.proxy(
        Both.class, (proxy, method, arguments) -> Proxies.call(store, method, arguments));
  }

  interface Both extends ContainerStore, ApiKeyStore {}
}
