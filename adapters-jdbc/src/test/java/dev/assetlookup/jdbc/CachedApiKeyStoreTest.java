package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys behind a cache keep the contract; the log is in memory, or read from the table. */
@ParameterizedClass
@EnumSource(names = {"H2_FILE", "POSTGRESQL"})
class CachedApiKeyStoreTest extends ApiKeyStoreContract {
  @RegisterExtension final Fixture fixture;

  CachedApiKeyStoreTest(Product product) {
    this.fixture = Fixture.of(product);
  }

  @Override
  protected ApiKeyStore emptyKeyStore() {
    CachedJdbcStore.Both made = CachedJdbcStore.first(fixture);
    return made.cache().keys(made.store());
  }

  @Override
  protected ApiKeyStore another(ApiKeyStore first) {
    CachedJdbcStore.Both made = CachedJdbcStore.another(fixture);
    return made.cache().keys(made.store());
  }
}
