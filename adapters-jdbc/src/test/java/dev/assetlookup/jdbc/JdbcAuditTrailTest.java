package dev.assetlookup.jdbc;

import dev.assetlookup.testkit.AuditTrailContract;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.sql.SQLException;
import javax.sql.DataSource;
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
    return store(caller.dataSource(), fixture.emptyTables());
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
    CallersTransactions began = caller;
    began.begin();
    return new Transaction() {
      @Override
      public void commit() throws SQLException {
        began.commit();
      }

      @Override
      public void rollback() throws SQLException {
        began.rollback();
      }
    };
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
