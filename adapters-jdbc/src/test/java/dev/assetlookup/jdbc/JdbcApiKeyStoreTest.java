package dev.assetlookup.jdbc;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcApiKeyStoreTest extends ApiKeyStoreContract {
  @RegisterExtension final Fixture fixture;
  private final Way way;

  JdbcApiKeyStoreTest(Way way) {
    this.way = way;
    this.fixture = way.fixture();
  }

  @Override
  protected ApiKeyStore emptyKeyStore() {
    return way.emptyStore(fixture);
  }

  @Override
  protected ApiKeyStore another(ApiKeyStore first) {
    return way.another(fixture);
  }
}
