package dev.assetlookup.cache;

class StoreCacheExactnessTest extends ExactnessRules {
  StoreCacheExactnessTest() {
    super(store -> CacheUnderTest.of(StoreCache.over(store).build(), store));
  }
}
