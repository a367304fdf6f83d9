package dev.assetlookup.jdbc;

import dev.assetlookup.testkit.KeyUsesContract;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcKeyUsesTest extends KeyUsesContract {
  @RegisterExtension final Fixture fixture;

  JdbcKeyUsesTest(Product product) {
    this.fixture = Fixture.of(product);
  }

  @Override
  protected Ports emptyStore() {
    return ports(fixture.lentStore());
  }

  @Override
  protected Ports another(Ports first) {
    return ports(new JdbcStore(fixture.anotherPool(), fixture.lastNames()));
  }

  private static Ports ports(JdbcStore store) {
    return new Ports(store, store);
  }
}
