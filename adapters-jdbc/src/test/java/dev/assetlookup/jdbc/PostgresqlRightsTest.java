package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A role that may use the tables, but create nothing. */
class PostgresqlRightsTest {
  @RegisterExtension final Fixture fixture = Fixture.of(Product.POSTGRESQL);

  @Test
  void a_role_without_the_right_to_create_can_start_and_work() throws SQLException {
    TableNames names = fixture.emptyTables();
    fixture.sql("create role plain_user");
    fixture.sql("grant usage on schema " + names.schema() + " to plain_user");
    fixture.sql(
        "grant select, insert, update, delete on all tables in schema "
            + names.schema()
            + " to plain_user");
    try (Connection connection = fixture.product().pool(true).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set role plain_user");
      new JdbcSchema(names).create(OneConnection.only(connection));
      JdbcStore store = new JdbcStore(OneConnection.only(connection), names);
      assertThat(store.swap(slides(Samples.key(1), 1, 1), Revision.NONE)).isEqualTo(Swap.DONE);
      statement.execute("reset role");
    } finally {
      fixture.sql("drop schema " + names.schema() + " cascade");
      fixture.sql("drop role plain_user");
    }
  }
}
