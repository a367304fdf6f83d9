package dev.assetlookup.jdbc;

import dev.assetlookup.jdbc.JdbcSchema.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Stores in schemas of their own, over a watched pool. After each test nothing may be left open,
 * and the schemas go.
 */
final class Fixture implements AfterEachCallback {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final Map<String, Deque<TableNames>> SPARE = new ConcurrentHashMap<>();

  private final Product product;
  private final boolean autoCommit;
  private final String prefix;
  private final List<TableNames> ours = new ArrayList<>();
  private final List<TableNames> lent = new ArrayList<>();
  private @Nullable TableNames last;
  private final Watch watch;

  private Fixture(Product product, boolean autoCommit, String prefix) {
    this.product = product;
    this.autoCommit = autoCommit;
    this.prefix = prefix;
    this.watch = new Watch(product.pool(autoCommit));
  }

  static Fixture of(Product product) {
    return new Fixture(product, true, "");
  }

  Fixture autoCommitOff() {
    return new Fixture(product, false, prefix);
  }

  Fixture prefix(String newPrefix) {
    return new Fixture(product, autoCommit, newPrefix);
  }

  Product product() {
    return product;
  }

  DataSource dataSource() {
    return watch.dataSource();
  }

  /** Names in a schema that is not there yet. */
  TableNames newNames() {
    String schema = "s" + SCHEMAS.incrementAndGet();
    last = new TableNames(schema, prefix);
    ours.add(last);
    return last;
  }

  /** The names that were given last. */
  TableNames lastNames() {
    return Objects.requireNonNull(last);
  }

  /** A second pool to the same database, not watched. */
  DataSource anotherPool() {
    return product.anotherPool(autoCommit);
  }

  /** Connections for which this schema is their own. */
  DataSource in(String schema) {
    return in(dataSource(), schema);
  }

  /** Connections of another data source, for which this schema is their own. */
  DataSource in(DataSource connections, String schema) {
    String stored = product.isH2() ? schema.toUpperCase(Locale.ROOT) : schema;
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = Proxies.call(connections, method, arguments);
          if (result instanceof Connection connection) {
            connection.setSchema(stored);
          }
          return result;
        });
  }

  /**
   * Names of tables that are there and empty, for a test that changes nothing but rows: each test
   * of a contract has some, and takes less time than making and dropping them.
   */
  TableNames lentTables() {
    last = spare().pollFirst();
    if (last == null) {
      last = emptyTables();
      ours.remove(last);
    }
    lent.add(last);
    return last;
  }

  private Deque<TableNames> spare() {
    return SPARE.computeIfAbsent(product + "/" + prefix, name -> new ConcurrentLinkedDeque<>());
  }

  /** Names of tables that are there and empty, made at one go. */
  TableNames emptyTables() {
    TableNames names = newNames();
    sql(names.createSchema() + ";\n" + creation(names));
    return names;
  }

  /** What {@link JdbcSchema#create} does if nothing is there, without looking what is. */
  private String creation(TableNames names) {
    return Definition.of(product.isH2() ? Database.H2 : Database.POSTGRESQL)
        .statements(names)
        .stream()
        .filter(
            each ->
                each.kind() == SchemaStatement.Kind.CREATE_TABLE
                    || each.sql().startsWith("create index"))
        .map(SchemaStatement::sql)
        .collect(Collectors.joining(";\n"));
  }

  JdbcStore emptyStore() {
    return new JdbcStore(dataSource(), emptyTables());
  }

  /** A store over tables of which a test changes nothing but rows. */
  JdbcStore lentStore() {
    return new JdbcStore(dataSource(), lentTables());
  }

  /** Runs SQL past the watch and commits it. */
  int sql(String sql) {
    try (Connection connection = product.pool(true).getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /** The rows of a query, each as its values with commas between. */
  List<String> texts(String query) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = product.pool(true).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.add(rows.getString(i));
        }
        texts.add(text.toString());
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(query + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    afterEach();
  }

  void afterEach() {
    for (TableNames names : ours) {
      sql("drop schema if exists " + names.schema() + " cascade");
    }
    ours.clear();
    for (TableNames names : lent) {
      sql(
          Stream.of(Table.values())
              .map(table -> "delete from " + names.table(table))
              .collect(Collectors.joining(";\n")));
      spare().addFirst(names);
    }
    lent.clear();
    watch.assertNothingLeft();
  }
}
