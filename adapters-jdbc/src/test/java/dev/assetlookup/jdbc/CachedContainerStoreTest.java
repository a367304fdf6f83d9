package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.testkit.ContainerStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A cache over a database keeps the contract; the log is in memory, or read from the table. */
@ParameterizedClass
@EnumSource(names = {"H2_FILE", "POSTGRESQL"})
class CachedContainerStoreTest extends ContainerStoreContract {
  @RegisterExtension final Fixture fixture;

  CachedContainerStoreTest(Product product) {
    this.fixture = Fixture.of(product);
  }

  @Override
  protected ContainerStore emptyStore() {
    CachedJdbcStore.Both made = CachedJdbcStore.first(fixture);
    return made.cache().containers(made.store());
  }

  @Override
  protected ContainerStore another(ContainerStore first) {
    CachedJdbcStore.Both made = CachedJdbcStore.another(fixture);
    return made.cache().containers(made.store());
  }
}
