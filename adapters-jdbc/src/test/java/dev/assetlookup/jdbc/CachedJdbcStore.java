package dev.assetlookup.jdbc;

import dev.assetlookup.cache.StoreCache;
import javax.sql.DataSource;

/** A cache over a database, set up as the server does it: each has a pool of its own. */
final class CachedJdbcStore {
  private CachedJdbcStore() {}

  static CachedJdbcStore.Both first(Fixture fixture) {
    TableNames names = fixture.lentTables();
    return over(fixture.product(), fixture.dataSource(), names);
  }

  static CachedJdbcStore.Both another(Fixture fixture) {
    return over(fixture.product(), fixture.anotherPool(), fixture.lastNames());
  }

  private static Both over(Product product, DataSource dataSource, TableNames names) {
    JdbcStore store = JdbcStore.over(dataSource).names(names).onlyProcess().build();
    StoreCache.Builder cache = StoreCache.over(store);
    return new Both((product.isH2() ? cache : cache.sharedLooks()).build(), store);
  }

  /** A cache with the store behind it. */
  record Both(StoreCache cache, JdbcStore store) {}
}
