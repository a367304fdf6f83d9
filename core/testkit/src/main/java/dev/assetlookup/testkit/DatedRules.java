package dev.assetlookup.testkit;

import org.junit.jupiter.api.Assumptions;

/**
 * The stores of rules about what is written down with its time.
 *
 * @param <T> one instance of a store
 */
abstract class DatedRules<T> {
  final DatedContract<T> test;

  DatedRules(DatedContract<T> test) {
    this.test = test;
  }

  final T empty() {
    return test.opened.add(Factory.make(test::emptyStore));
  }

  final T other(T first) {
    return test.opened.add(Factory.make(() -> test.another(first)));
  }

  final void requireSetClock() {
    Assumptions.assumeTrue(test.takesClock(), "the store has a clock of its own");
  }
}
