package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of versions that knew no prefix, under the names that are the default now. */
@ParameterizedClass
@CsvSource({"H2_MEMORY, FIRST", "H2_FILE, SECOND", "POSTGRESQL, FIRST", "POSTGRESQL, SECOND"})
class UnprefixedTablesTest {
  @RegisterExtension final Fixture fixture;
  private final EarlierTables version;
  private final JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
  private final JdbcSchema unprefixed = new JdbcSchema(new TableNames(null, ""));

  UnprefixedTablesTest(Product product, EarlierTables version) {
    this.fixture = Fixture.of(product);
    this.version = version;
  }

  /** The tables with the rows of a model, in a schema of their own. */
  private final class OldTables {
    final Model model = new Model(fixture);
    final String name = Objects.requireNonNull(fixture.newNames().schema());
    final DataSource dataSource = fixture.in(name);

    OldTables() throws IOException, SQLException {
      fixture.sql("create schema " + name);
      version.copy(dataSource, model.names, new TableNames(null, ""));
    }

    void sql(String sql) throws SQLException {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void assertRenamed() {
      assertThat(schema.problems(dataSource)).isEmpty();
      model.assertSame(new JdbcStore(dataSource, TableNames.DEFAULT));
      assertThat(named()).allMatch(each -> each.startsWith("asset_lookup_")).isNotEmpty();
    }

    /** Names of tables, and of what else H2 or PostgreSQL name. */
    List<String> named() {
      String where = " where lower(%s_schema) = '" + name + "'";
      List<String> all =
          new ArrayList<>(
              fixture.texts(
                  "select lower(table_name) from information_schema.tables"
                      + where.formatted("table")));
      if (fixture.product().isH2()) {
        all.addAll(
            fixture.texts(
                "select lower(index_name) from information_schema.indexes"
                    + where.formatted("index")
                    + " and is_generated = false"));
      } else {
        all.addAll(
            fixture.texts("select indexname from pg_indexes where schemaname = '" + name + "'"));
        all.addAll(
            fixture.texts(
                "select conname from pg_constraint where connamespace = '"
                    + name
                    + "'::regnamespace"));
      }
      return all;
    }
  }

  @Test
  void are_renamed_with_all_that_is_in_them_and_named_after_them() throws Exception {
    OldTables tables = new OldTables();
    assertThat(schema.problems(tables.dataSource))
        .contains(
            "table asset_lookup_container is missing; an earlier version's is there as container");
    schema.create(tables.dataSource);
    tables.assertRenamed();
    schema.create(tables.dataSource);
    tables.assertRenamed();
  }

  @Test
  void are_kept_under_names_without_a_prefix() throws Exception {
    OldTables tables = new OldTables();
    unprefixed.create(tables.dataSource);
    assertThat(unprefixed.problems(tables.dataSource)).isEmpty();
    tables.model.assertSame(new JdbcStore(tables.dataSource, new TableNames(null, "")));
    assertThat(tables.named()).noneMatch(each -> each.startsWith("asset_lookup_"));
  }

  @Test
  void are_renamed_by_eight_at_once() throws Exception {
    OldTables tables = new OldTables();
    Racers.race(
        () -> {
          schema.create(tables.dataSource);
          return schema.problems(tables.dataSource);
        });
    tables.assertRenamed();
  }

  @Test
  void are_renamed_after_a_process_was_killed_at_any_statement() throws Exception {
    boolean killed = true;
    // PostgreSQL undoes it all, wherever it was.
    int step = fixture.product().isH2() ? 1 : 8;
    for (int statements = 1; killed; statements += step) {
      OldTables tables = new OldTables();
      AtomicInteger left = new AtomicInteger(statements);
      DataSource mortal = fixture.in(mortal(left), tables.name);
      try {
        schema.create(mortal);
        killed = false;
      } catch (StoreUnavailableException e) {
        assertThat(left).hasNonPositiveValue();
      }
      schema.create(tables.dataSource);
      tables.assertRenamed();
      fixture.afterEach();
    }
  }

  /** Connections that end, and whose process does nothing more, at the last statement allowed. */
  private DataSource mortal(AtomicInteger left) {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, none) -> {
          Connection real = DriverManager.getConnection(fixture.product().pool(true).getJdbcUrl());
          return Proxies.proxy(
              Connection.class,
              (self, call, arguments) -> {
                Object result = Proxies.call(real, call, arguments);
                return result instanceof Statement statement
                        && call.getName().equals("createStatement")
                    ? Proxies.proxy(
                        Statement.class,
                        (itself, execution, sql) -> {
                          if (execution.getName().equals("execute")
                              && left.decrementAndGet() <= 0) {
                            real.close();
                            throw new SQLException("killed", "08006");
                          }
                          return execution.getName().equals("getConnection")
                              ? self
                              : Proxies.call(statement, execution, sql);
                        })
                    : result;
              });
        });
  }

  @Test
  void somebody_elses_table_of_such_a_name_is_left_alone() throws Exception {
    for (String foreign :
        List.of(
            "create table asset (id bigint primary key, url varchar(2048))",
            "create view asset as select 1 as id, 'u' as url")) {
      OldTables tables = new OldTables();
      tables.sql("drop table asset");
      tables.sql(foreign);
      schema.create(tables.dataSource);
      assertThat(schema.problems(tables.dataSource)).isEmpty();
      assertThat(tables.named())
          .contains("asset", "asset_lookup_asset", "asset_lookup_container", "asset_lookup_api_key")
          .doesNotContain("container", "api_key");
      tables.sql("select id, url from asset");
    }
  }

  @Test
  void a_column_of_another_type_makes_it_somebody_elses() throws Exception {
    OldTables tables = new OldTables();
    tables.sql("alter table api_key alter column org_name set data type char(9)");
    schema.create(tables.dataSource);
    assertThat(tables.named()).contains("api_key", "asset_lookup_api_key", "asset_lookup_asset");
  }

  @Test
  void rows_are_not_hidden_behind_empty_tables_of_the_new_names() throws Exception {
    OldTables tables = new OldTables();
    tables.sql(schema.ddl(JdbcSchema.Database.of(tables.dataSource)));
    String hidden = "rows of an earlier version are in container and asset and api_key";
    assertThat(schema.problems(tables.dataSource)).singleElement().asString().startsWith(hidden);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> schema.create(tables.dataSource))
        .withMessageContaining(hidden);
    for (Table table : Table.values()) {
      tables.sql("drop table " + TableNames.DEFAULT.table(table));
    }
    schema.create(tables.dataSource);
    tables.assertRenamed();
  }

  @Test
  void empty_ones_beside_those_in_use_are_left_alone() throws Exception {
    OldTables tables = new OldTables();
    schema.create(tables.dataSource);
    unprefixed.create(tables.dataSource);
    assertThat(schema.problems(tables.dataSource)).isEmpty();
    tables.model.assertSame(new JdbcStore(tables.dataSource, TableNames.DEFAULT));
  }

  @Test
  void the_printed_comments_rename_them_by_hand() throws Exception {
    OldTables tables = new OldTables();
    String printed = schema.ddl(JdbcSchema.Database.of(tables.dataSource));
    List<String> renames =
        printed
            .lines()
            .filter(line -> line.startsWith("-- alter "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(renames).hasSize(8);
    for (String rename : renames) {
      boolean isThere =
          !rename.contains("organization")
              && (version == EarlierTables.SECOND || !rename.contains("index"));
      if (isThere) {
        tables.sql(rename);
      } else {
        assertThatThrownBy(() -> tables.sql(rename)).isInstanceOf(SQLException.class);
      }
    }
    tables.sql(printed);
    assertThat(schema.problems(tables.dataSource)).isEmpty();
    tables.model.assertSame(new JdbcStore(tables.dataSource, TableNames.DEFAULT));
  }
}
