package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.testkit.ContainerStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract over each product and each kind of transaction. How else H2 can be reached makes no
 * difference to the SQL; the shorter contract of keys is run over that, too.
 */
@ParameterizedClass
@EnumSource(
    mode = EnumSource.Mode.EXCLUDE,
    names = {"H2_MEMORY", "H2_OVER_TCP"})
class JdbcContainerStoreTest extends ContainerStoreContract {
  @RegisterExtension final Fixture fixture;
  private final Way way;

  JdbcContainerStoreTest(Way way) {
    this.way = way;
    this.fixture = way.fixture();
  }

  @Override
  protected ContainerStore emptyStore() {
    return way.emptyStore(fixture);
  }

  @Override
  protected ContainerStore another(ContainerStore first) {
    return way.another(fixture);
  }
}
