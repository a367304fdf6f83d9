package dev.assetlookup.cache;

class StoreCacheExactnessTest extends ExactnessRules {
  @Override
  CacheUnderTest over(WatchedStore store) {
    return CacheUnderTest.of(StoreCache.over(store).build(), store);
  }
}
