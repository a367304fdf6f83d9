package dev.assetlookup.jdbc;

import dev.assetlookup.testkit.ChangeLogContract;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract over each product; a data source that joins transactions has its own, too. */
@ParameterizedClass
@EnumSource
class JdbcChangeLogTest extends ChangeLogContract {
  @RegisterExtension final Fixture fixture;
  private final Way way;
  private CallersTransactions caller;

  JdbcChangeLogTest(Way way) {
    this.way = way;
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
    JdbcStoreBuilder store = JdbcStore.over(connections).names(names).clock(clock());
    return Ports.of((way.isOnlyProcess ? store.onlyProcess() : store).build());
  }

  @Override
  protected Transaction begin(Ports store) throws SQLException {
    return caller.begun();
  }

  enum Way {
    H2_MEMORY(Product.H2_MEMORY, false),
    H2_FILE(Product.H2_FILE, false),
    H2_FILE_OF_ONE_PROCESS(Product.H2_FILE, true),
    POSTGRESQL(Product.POSTGRESQL, false);

    private final Product product;
    private final boolean isOnlyProcess;

    Way(Product product, boolean isOnlyProcess) {
      this.product = product;
      this.isOnlyProcess = isOnlyProcess;
    }
  }
}
