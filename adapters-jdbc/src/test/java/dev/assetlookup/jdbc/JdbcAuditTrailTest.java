package dev.assetlookup.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.testkit.AuditTrailContract;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract over each product; a data source that joins transactions has its own, too. */
@ParameterizedClass
@EnumSource
class JdbcAuditTrailTest extends AuditTrailContract {
  @RegisterExtension final Fixture fixture;
  private CallersTransactions caller;

  JdbcAuditTrailTest(Way way) {
    this.fixture = Fixture.of(way.product);
    this.caller = new CallersTransactions(fixture.dataSource());
  }

  @Override
  protected Ports emptyStore() {
    caller = new CallersTransactions(fixture.dataSource());
    return store(caller.dataSource(), fixture.lentTables());
  }

  @Override
  protected Ports another(Ports first) {
    return store(fixture.anotherPool(), fixture.lastNames());
  }

  private Ports store(DataSource connections, TableNames names) {
    return Ports.of(JdbcStore.over(connections).names(names).clock(clock()).build());
  }

  @Override
  protected Transaction begin(Ports store) throws SQLException {
    return caller.begun();
  }

  @Test
  void no_row_holds_a_digest() throws SQLException {
    Ports store = emptyStore();
    ApiKey key = Samples.apiKey('A');
    assertThat(store.keys().addKey(key)).isTrue();
    try (Connection connection = fixture.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select * from " + fixture.lastNames().table(Table.AUDIT))) {
      assertThat(row.next()).isTrue();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        assertThat(String.valueOf(row.getString(i)))
            .doesNotContain(key.status().secrets().current().hex());
      }
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void a_row_that_is_not_valid_hides_no_other() throws SQLException {
    Ports store = emptyStore();
    for (char each : new char[] {'A', 'B', 'C'}) {
      assertThat(store.keys().addKey(Samples.apiKey(each))).isTrue();
    }
    fixture.sql(
        "update %s set action = 'of_a_later_version' where change_sequence = 2"
            .formatted(fixture.lastNames().table(Table.AUDIT)));
    OrganizationId organization = Samples.apiKey('A').organization();
    AuditTrail.Entries first = store.trail().entries(organization, null, 2);
    assertThat(first.entries()).hasSize(1);
    assertThat(first.unreadable()).singleElement().asString().contains("entry 2 of");
    assertThat(store.trail().entries(organization, first.next(), 2).entries()).hasSize(1);
  }

  enum Way {
    H2_MEMORY(Product.H2_MEMORY),
    H2_FILE(Product.H2_FILE),
    POSTGRESQL(Product.POSTGRESQL);

    private final Product product;

    Way(Product product) {
      this.product = product;
    }
  }
}
