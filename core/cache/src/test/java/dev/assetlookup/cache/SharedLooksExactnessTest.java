package dev.assetlookup.cache;

class SharedLooksExactnessTest extends ExactnessRules {
  SharedLooksExactnessTest() {
    super(store -> CacheUnderTest.of(StoreCache.over(store).sharedLooks().build(), store));
  }

  /** Nobody goes further while a shared look is under way: who comes meanwhile waits for it. */
  @Override
  void a_change_that_happens_while_a_request_looks_is_not_missed_by_the_next() {}

  /** For the same reason. */
  @Override
  void an_asset_and_its_project_are_of_one_moment_whatever_of_them_is_remembered() {}
}
