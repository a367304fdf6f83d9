package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.store.StoreNotSetUpException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables in PostgreSQL as it is found: set up by others, busy, of another encoding. */
class PostgresqlSchemaTest {
  @RegisterExtension final Fixture fixture = Fixture.of(Product.POSTGRESQL);

  /** Connections as a server has them, but impatient. */
  private PGSimpleDataSource impatient() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(fixture.product().pool(true).getJdbcUrl());
    dataSource.setSocketTimeout(1);
    dataSource.setOptions("-c default_transaction_isolation=serializable -c statement_timeout=1s");
    return dataSource;
  }

  @Test
  void who_comes_during_an_upgrade_waits_longer_than_for_an_answer() throws Exception {
    TableNames names = fixture.emptyTables();
    JdbcSchema schema = new JdbcSchema(names);
    fixture.sql("alter table " + names.container() + " drop column oldest_held");
    List<FutureTask<List<String>>> servers =
        List.of(server(schema, impatient()), server(schema, impatient()));
    try (Connection reader = fixture.product().pool(false).getConnection();
        Statement statement = reader.createStatement()) {
      // Whoever reads a table makes its upgrade wait, as a large one would take its time.
      statement.execute("select 1 from " + names.container());
      servers.forEach(server -> new Thread(server, "server").start());
      String waiting =
          "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
              + " and clock_timestamp() - query_start > interval '1.5 s'";
      while (!fixture.texts(waiting).equals(List.of("2"))) {
        Thread.onSpinWait();
      }
      assertThat(servers).noneMatch(FutureTask::isDone);
      reader.rollback();
    }
    for (FutureTask<List<String>> server : servers) {
      assertThat(server.get()).isEmpty();
    }
  }

  private static FutureTask<List<String>> server(JdbcSchema schema, DataSource dataSource) {
    return new FutureTask<>(
        () -> {
          schema.create(dataSource);
          return schema.problems(dataSource);
        });
  }

  @Test
  void validate_answers_during_an_upgrade() throws Exception {
    TableNames names = fixture.emptyTables();
    try (Connection upgrade = fixture.product().pool(false).getConnection();
        Statement statement = upgrade.createStatement()) {
      statement.execute("lock table " + names.container() + " in access exclusive mode");
      assertThat(new JdbcSchema(names).problems(impatient())).isEmpty();
      upgrade.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQL_ASCII", "LATIN1"})
  void a_database_that_cannot_hold_every_text_is_refused(String encoding) {
    String name = "in_" + encoding.toLowerCase(Locale.ROOT);
    fixture.sql(
        "create database %s template template0 encoding '%s' locale 'C'".formatted(name, encoding));
    try {
      PGSimpleDataSource dataSource = impatient();
      dataSource.setDatabaseName(name);
      JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
      String problem = "the database's encoding is " + encoding + ", ";
      assertThat(schema.problems(dataSource).get(0))
          .startsWith(problem)
          .endsWith("create database NAME template template0 encoding 'UTF8'");
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(() -> schema.create(dataSource))
          .withMessageContaining(problem);
      assertThat(schema.problems(dataSource)).hasSize(1 + Table.values().length);
    } finally {
      fixture.sql("drop database " + name);
    }
  }

  @Test
  void tables_in_a_later_schema_of_the_path_are_not_hidden_by_new_ones() {
    TableNames names = fixture.emptyTables();
    String first = Objects.requireNonNull(fixture.newNames().schema());
    fixture.sql("create schema " + first);
    fixture.sql("alter table " + names.container() + " drop column oldest_held");
    PGSimpleDataSource dataSource = impatient();
    dataSource.setCurrentSchema(first + "," + names.schema());
    JdbcSchema unqualified = new JdbcSchema(new TableNames(null, names.prefix()));
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> unqualified.create(dataSource))
        .withMessageContaining("currentSchema=" + names.schema());
    dataSource.setCurrentSchema(names.schema());
    unqualified.create(dataSource);
    assertThat(unqualified.problems(dataSource)).isEmpty();
  }

  @Test
  void what_the_operator_has_to_do_is_said() {
    PGSimpleDataSource dataSource = impatient();
    dataSource.setDatabaseName("nobodys");
    assertNotSetUp(dataSource, "create the database, or correct its URL");
    dataSource.setUrl(fixture.product().pool(true).getJdbcUrl());
    dataSource.setUser("nobody");
    assertNotSetUp(dataSource, "correct the user and the password");
  }

  private static void assertNotSetUp(DataSource dataSource, String remedy) {
    JdbcSchema schema = new JdbcSchema(TableNames.DEFAULT);
    List<ThrowingCallable> calls =
        List.of(
            () -> JdbcSchema.Database.of(dataSource),
            () -> schema.create(dataSource),
            () -> schema.problems(dataSource));
    calls.forEach(
        call ->
            assertThatExceptionOfType(StoreNotSetUpException.class)
                .isThrownBy(call)
                .withMessageEndingWith(remedy));
  }

  @Test
  void a_time_zone_that_the_database_does_not_know_is_named() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(new SimpleTimeZone(0, "Nowhere"));
      assertNotSetUp(impatient(), "such as -Duser.timezone=UTC");
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
