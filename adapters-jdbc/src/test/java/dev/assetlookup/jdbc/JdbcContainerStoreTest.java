package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.testkit.ContainerStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
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
