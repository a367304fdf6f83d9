package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreNotSetUpException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "H2_FILE", "POSTGRESQL"})
class JdbcSchemaTest {
  @RegisterExtension final Fixture fixture;
  private static final ContainerKey IN_SANDBOX =
      new ContainerKey(new OrganizationId("acme~test"), Samples.key(1).container());

  private final TableNames names;
  private final JdbcSchema schema;

  JdbcSchemaTest(Product product) {
    fixture = Fixture.of(product);
    names = new TableNames(fixture.newNames().schema(), "al_");
    schema = new JdbcSchema(names);
  }

  @Test
  void create_makes_what_validate_wants() {
    schema.create(fixture.dataSource());
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
  }

  @Test
  void create_can_be_repeated_and_keeps_what_is_there() {
    schema.create(fixture.dataSource());
    JdbcStore store = new JdbcStore(fixture.dataSource(), names);
    store.swap(slides(Samples.key(1), 1, 2), Revision.NONE);
    schema.create(fixture.dataSource());
    assertThat(store.read(Samples.key(1))).contains(slides(Samples.key(1), 1, 2));
  }

  @Test
  void create_makes_only_the_table_that_is_missing() {
    schema.create(fixture.dataSource());
    for (Table table : Table.values()) {
      fixture.sql("drop table " + names.table(table));
      schema.create(fixture.dataSource());
      assertThat(schema.problems(fixture.dataSource())).isEmpty();
    }
  }

  @Test
  void eight_at_once_all_create_the_tables() throws Exception {
    for (boolean autoCommit : List.of(true, false)) {
      DataSource pool = fixture.product().pool(autoCommit);
      for (int round = 0; round < 2; round++) {
        JdbcSchema fresh = new JdbcSchema(fixture.newNames());
        assertThat(
                Racers.race(
                    () -> {
                      fresh.create(pool);
                      return fresh.problems(pool);
                    }))
            .containsOnly(List.of());
      }
    }
  }

  @Test
  void create_works_with_auto_commit_off() {
    Fixture off = fixture.autoCommitOff();
    schema.create(off.dataSource());
    assertThat(schema.problems(off.dataSource())).isEmpty();
    off.afterEach();
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
  }

  @Test
  void the_printed_definition_runs_by_plain_jdbc() throws SQLException {
    String ddl = schema.ddl(JdbcSchema.Database.of(fixture.dataSource()));
    try (Connection connection = fixture.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(ddl);
      statement.execute(ddl);
    }
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
  }

  @Test
  void validate_names_every_missing_table() {
    assertThat(schema.problems(fixture.dataSource()))
        .containsExactly(
            "table " + names.container() + " is missing",
            "table " + names.asset() + " is missing",
            "table " + names.organization() + " is missing",
            "table " + names.table(Table.CHANGE) + " is missing",
            "table " + names.table(Table.AUDIT) + " is missing",
            "table " + names.table(Table.BUCKET) + " is missing",
            "table " + names.apiKey() + " is missing");
    schema.create(fixture.dataSource());
    fixture.sql("drop table " + names.asset());
    assertThat(schema.problems(fixture.dataSource()))
        .containsExactly("table " + names.asset() + " is missing");
  }

  @Test
  void validate_throws_what_is_not_right_so_that_it_cannot_be_dropped() {
    assertThatThrownBy(() -> schema.validate(fixture.dataSource()))
        .isInstanceOf(StoreNotSetUpException.class)
        .hasMessageContaining("table " + names.container() + " is missing");
    schema.create(fixture.dataSource());
    schema.validate(fixture.dataSource());
  }

  /** Its check of organizations had a name of the database's own choice. */
  @Test
  void tables_that_refuse_sandboxes_take_them_when_they_are_created_again() {
    schema.create(fixture.dataSource());
    String table = "alter table " + names.container();
    fixture.sql(table + " drop constraint " + checkOfOrganizations());
    String old = fixture.product().isH2() ? "regexp_like(org_id, '%s\\z')" : "org_id ~ '%s$'";
    fixture.sql(table + " add check (" + old.formatted("^[A-Za-z0-9._-]+") + ")");
    fixture.sql("alter table " + names.table(Table.CHANGE) + " drop column former_project_id");
    JdbcStore store = new JdbcStore(fixture.dataSource(), names);
    Container sandbox = slides(IN_SANDBOX, 1, 2);
    assertThatThrownBy(() -> store.swap(sandbox, Revision.NONE)).isNotNull();
    schema.create(fixture.dataSource());
    assertThat(store.swap(sandbox, Revision.NONE)).isEqualTo(Swap.DONE);
    fixture.sql(schema.ddl(JdbcSchema.Database.of(fixture.dataSource())));
    assertThat(store.read(IN_SANDBOX)).contains(sandbox);
    assertThatThrownBy(
            () -> fixture.sql("update " + names.container() + " set org_id = 'acme~live'"))
        .hasMessageContaining("org_id");
  }

  private String checkOfOrganizations() {
    return fixture.product().isH2()
        ? names.qualifiedPrefix() + "container_org_id"
        : names.prefix() + "container_org_id_check";
  }

  @Test
  void validate_names_missing_columns_and_wrong_types() {
    schema.create(fixture.dataSource());
    fixture.sql("alter table " + names.asset() + " drop column checksum_sha256");
    fixture.sql("alter table " + names.asset() + " alter column width set data type bigint");
    fixture.sql(
        "alter table " + names.container() + " alter column created_at set data type timestamp");
    fixture.sql("alter table " + names.apiKey() + " drop column key_killed");
    fixture.sql("alter table " + names.apiKey() + " add column key_killed varchar(5)");
    List<String> problems = schema.problems(fixture.dataSource());
    assertThat(problems).hasSize(4);
    assertThat(problems.get(0))
        .startsWith("column " + names.container() + ".created_at is timestamp")
        .endsWith(", not timestamp with time zone");
    assertThat(problems.get(1))
        .startsWith("column " + names.asset() + ".width is ")
        .endsWith(", not integer");
    assertThat(problems.get(2))
        .isEqualTo("column " + names.asset() + ".checksum_sha256 is missing");
    assertThat(problems.get(3)).startsWith("column " + names.apiKey() + ".key_killed is ");
  }

  @Test
  void validate_names_every_missing_index() {
    schema.create(fixture.dataSource());
    List<String> indexes =
        Stream.of("held", "newest", "newest_of_project", "stale")
            .map(name -> names.schema() + ".al_container_" + name)
            .toList();
    indexes.forEach(index -> fixture.sql("drop index " + index));
    // Of the same name, elsewhere.
    new JdbcSchema(new TableNames(fixture.newNames().schema(), "al_")).create(fixture.dataSource());
    assertThat(schema.problems(fixture.dataSource()))
        .containsExactlyElementsOf(
            indexes.stream().map(index -> "index " + index + " is missing").toList());
    schema.create(fixture.dataSource());
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
  }

  @Test
  void the_longest_prefix_leaves_room_for_the_names_of_indexes() {
    JdbcSchema longest = new JdbcSchema(new TableNames(names.schema(), "p".repeat(30)));
    longest.create(fixture.dataSource());
    assertThat(longest.problems(fixture.dataSource())).isEmpty();
  }

  @Test
  void more_columns_than_needed_are_fine() {
    schema.create(fixture.dataSource());
    for (Table table : Table.values()) {
      fixture.sql("alter table " + names.table(table) + " add column note varchar(10)");
    }
    assertThat(schema.problems(fixture.dataSource())).isEmpty();
    JdbcStore store = new JdbcStore(fixture.dataSource(), names);
    assertThat(store.swap(slides(Samples.key(1), 1, 2), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(store.read(Samples.key(1))).contains(slides(Samples.key(1), 1, 2));
    assertThat(store.addKey(Samples.apiKey('A'))).isTrue();
    assertThat(store.findKey(Samples.apiKey('A').id())).contains(Samples.apiKey('A'));
  }

  @Test
  void a_database_that_refuses_to_create_is_reported() {
    TableNames reserved = new TableNames("select", "");
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> new JdbcSchema(reserved).create(fixture.dataSource()))
        .withMessageStartingWith("cannot create the tables: ");
  }

  @Test
  void somebody_elses_table_is_refused_by_name_and_nothing_is_changed() {
    fixture.sql("create schema " + names.schema());
    for (Table table : Table.values()) {
      String name = names.table(table);
      fixture.sql("create table " + name + " (id bigint primary key, org_id varchar(64))");
      fixture.sql("insert into " + name + " values (1, 'mine')");
      assertRefused("column " + name + ".");
      assertThat(fixture.texts("select * from " + name)).containsExactly("1, mine");
      assertThat(tables()).containsExactly(name);
      fixture.sql("drop table " + name);
    }
  }

  @Test
  void a_table_with_another_type_in_a_column_is_not_ours() {
    schema.create(fixture.dataSource());
    fixture.sql("alter table " + names.asset() + " drop column media");
    fixture.sql("alter table " + names.asset() + " alter column width set data type bigint");
    fixture.sql("drop table " + names.apiKey());
    assertRefused("column " + names.asset() + ".width is bigint, not integer");
    assertThat(tables()).doesNotContain(names.apiKey()).contains(names.asset());
    assertThat(schema.problems(fixture.dataSource()))
        .contains("column " + names.asset() + ".media is missing");
  }

  @Test
  void a_view_is_refused_also_with_all_columns() {
    schema.create(fixture.dataSource());
    String moved = names.schema() + ".moved";
    fixture.sql(
        "alter table "
            + names.asset()
            + " rename to "
            + (fixture.product().isH2() ? moved : "moved"));
    fixture.sql("create view " + names.asset() + " as select * from " + moved);
    String problem = "table " + names.asset() + " is a view or the like, not a table";
    assertThat(schema.problems(fixture.dataSource())).contains(problem);
    assertRefused(problem);
  }

  @Test
  void an_index_of_that_name_on_another_table_is_refused() {
    schema.create(fixture.dataSource());
    String index = names.schema() + ".al_container_held";
    fixture.sql("drop index " + index);
    fixture.sql("create table " + names.schema() + ".other (id bigint)");
    fixture.sql(
        "create index "
            + (fixture.product().isH2() ? index : "al_container_held")
            + " on "
            + names.schema()
            + ".other (id)");
    assertRefused(
        "index " + index + " is not a valid index of table " + names.container() + "; drop or");
  }

  private void assertRefused(String problem) {
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> schema.create(fixture.dataSource()))
        .withMessageStartingWith("the tables were not touched: ")
        .withMessageContaining(problem);
  }

  private List<String> tables() {
    return fixture.texts(
        "select lower(table_schema || '.' || table_name) from information_schema.tables"
            + " where lower(table_schema) = '"
            + names.schema()
            + "'");
  }

  @Test
  void another_product_is_refused_by_name() {
    DataSource other =
        Proxies.proxy(
            DataSource.class,
            (proxy, method, arguments) -> oracle(fixture.dataSource().getConnection()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcSchema.Database.of(other))
        .withMessage("no table definition for Oracle; there is one for H2 and PostgreSQL");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schema.create(other))
        .withMessageContaining("Oracle");
  }

  private static Connection oracle(Connection connection) {
    return Proxies.proxy(
        Connection.class,
        (proxy, method, arguments) ->
            method.getName().equals("getMetaData")
                ? Proxies.proxy(DatabaseMetaData.class, (metaData, name, none) -> "Oracle")
                : Proxies.call(connection, method, arguments));
  }
}
