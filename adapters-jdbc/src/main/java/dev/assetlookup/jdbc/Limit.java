package dev.assetlookup.jdbc;

/** How many entries a caller asks for. */
final class Limit {
  private Limit() {}

  static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page has 1 entry or more, not " + limit);
    }
  }
}
