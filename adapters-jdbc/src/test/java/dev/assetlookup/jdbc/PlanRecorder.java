package dev.assetlookup.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Runs each query once more under EXPLAIN ANALYZE, with what was bound, and keeps the plan. Of a
 * delete, which may not be run twice, it keeps what EXPLAIN says.
 */
final class PlanRecorder {
  final List<String> plans = new ArrayList<>();
  private final DataSource target;

  PlanRecorder(DataSource target) {
    this.target = target;
  }

  DataSource dataSource() {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = Proxies.call(target, method, arguments);
          return result instanceof Connection connection ? recorded(connection) : result;
        });
  }

  private Connection recorded(Connection connection) {
    return Proxies.proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = Proxies.call(connection, method, arguments);
          return result instanceof PreparedStatement statement && arguments != null
              ? recorded(connection, statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement recorded(
      Connection connection, PreparedStatement statement, String sql) {
    List<Binding> bindings = new ArrayList<>();
    return Proxies.proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("set") && arguments != null && arguments.length > 1) {
            bindings.add(new Binding(method, arguments));
          }
          if (method.getName().startsWith("execute") && sql.startsWith("select")) {
            plans.add(explain(connection, "explain analyze " + sql, bindings));
          }
          if (method.getName().startsWith("execute") && sql.startsWith("delete")) {
            plans.add(explain(connection, "explain " + sql, bindings));
          }
          return Proxies.call(statement, method, arguments);
        });
  }

  private static String explain(Connection connection, String sql, List<Binding> bindings)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement(sql)) {
      for (Binding binding : bindings) {
        binding.method.invoke(explain, binding.arguments);
      }
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return plan.toString();
  }

  private static final class Binding {
    final Method method;
    final Object[] arguments;

    Binding(Method method, Object[] arguments) {
      this.method = method;
      this.arguments = arguments;
    }
  }
}
