package dev.assetlookup.testkit;

import java.util.concurrent.Callable;

/** Calls the factory method of a contract, so that rules need not declare what it throws. */
final class Factory {
  private Factory() {}

  static <T> T make(Callable<T> factory) {
    try {
      return factory.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the factory method of the test failed", e);
    }
  }
}
