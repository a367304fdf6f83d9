package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches a data source: each connection must come back, without an open statement, result set or
 * transaction, and with auto-commit as it was.
 */
final class Watch {
  private final DataSource target;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  Watch(DataSource target) {
    this.target = target;
  }

  DataSource dataSource() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = Proxies.call(target, method, arguments);
          return result instanceof Connection connection
              ? Proxies.proxy(Connection.class, new WatchedConnection(connection))
              : result;
        });
  }

  void assertNothingLeft() {
    assertThat(connections).as("connections left open").hasValue(0);
    assertThat(faults).as("what was wrong with connections when they came back").isEmpty();
  }

  private final class WatchedConnection implements java.lang.reflect.InvocationHandler {
    private final Connection connection;
    private final boolean autoCommit;
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger resultSets = new AtomicInteger();
    private boolean used;
    private boolean closed;

    WatchedConnection(Connection connection) throws SQLException {
      this.connection = connection;
      this.autoCommit = connection.getAutoCommit();
      connections.incrementAndGet();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "close" -> close();
        case "commit" -> used = false;
        case "rollback" -> used = used && arguments != null;
        default -> {}
      }
      Object result = Proxies.call(connection, method, arguments);
      if (result instanceof PreparedStatement statement) {
        return Proxies.proxy(PreparedStatement.class, new WatchedStatement(this, statement));
      }
      if (result instanceof Statement statement) {
        return Proxies.proxy(Statement.class, new WatchedStatement(this, statement));
      }
      return result;
    }

    private void close() {
      if (closed) {
        return;
      }
      closed = true;
      connections.decrementAndGet();
      fault(statements.get() != 0, "open statements");
      fault(resultSets.get() != 0, "open result sets");
      try {
        fault(connection.getAutoCommit() != autoCommit, "auto-commit changed");
        fault(!connection.getAutoCommit() && used, "transaction under way");
      } catch (SQLException e) {
        // A broken connection has no state to look at.
      }
    }
  }

  private void fault(boolean wrong, String what) {
    if (wrong) {
      faults.add(what);
    }
  }

  private static final class WatchedStatement implements java.lang.reflect.InvocationHandler {
    private final WatchedConnection connection;
    private final Statement statement;
    private final AtomicInteger resultSets = new AtomicInteger();
    private boolean closed;

    WatchedStatement(WatchedConnection connection, Statement statement) {
      this.connection = connection;
      this.statement = statement;
      connection.statements.incrementAndGet();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().startsWith("execute")) {
        connection.used = true;
      }
      if (method.getName().equals("close") && !closed) {
        closed = true;
        connection.statements.decrementAndGet();
        // JDBC closes a statement's result sets with it.
        connection.resultSets.addAndGet(-resultSets.getAndSet(0));
      }
      Object result = Proxies.call(statement, method, arguments);
      return result instanceof ResultSet rows ? watched(rows) : result;
    }

    private ResultSet watched(ResultSet rows) {
      resultSets.incrementAndGet();
      connection.resultSets.incrementAndGet();
      boolean[] done = new boolean[1];
      return Proxies.proxy(
          ResultSet.class,
          (proxy, method, arguments) -> {
            if (method.getName().equals("close") && !done[0] && !closed) {
              done[0] = true;
              resultSets.decrementAndGet();
              connection.resultSets.decrementAndGet();
            }
            return Proxies.call(rows, method, arguments);
          });
    }
  }
}
