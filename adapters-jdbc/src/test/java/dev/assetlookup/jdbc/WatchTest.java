package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The leak check of the other tests does notice leaks. */
class WatchTest {
  private final Watch watch = new Watch(Product.H2_MEMORY.pool(true));
  private final DataSource dataSource = watch.dataSource();

  @Test
  void what_was_tidied_up_is_fine() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1")) {
      connection.setAutoCommit(false);
      statement.executeQuery().close();
      connection.commit();
      connection.setAutoCommit(true);
    }
    watch.assertNothingLeft();
  }

  @Test
  void an_open_connection_is_noticed() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.clearWarnings();
      assertNoticed("connections left open");
    }
  }

  @Test
  void an_open_statement_and_its_result_set_are_noticed() throws SQLException {
    Connection connection = dataSource.getConnection();
    PreparedStatement statement = connection.prepareStatement("select 1");
    statement.executeQuery().clearWarnings();
    connection.close();
    assertNoticed("open statements", "open result sets");
  }

  @Test
  void a_changed_auto_commit_is_noticed() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
    }
    assertNoticed("auto-commit changed");
  }

  @Test
  void a_transaction_under_way_is_noticed() throws SQLException {
    Connection connection = dataSource.getConnection();
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement("select 1")) {
      statement.executeQuery().close();
    }
    connection.close();
    assertNoticed("transaction under way");
  }

  private void assertNoticed(String... what) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(watch::assertNothingLeft)
        .withMessageContainingAll(what);
  }
}
