package dev.assetlookup.testkit;

/** What a store can do: the tags by which the groups of a contract can be chosen. */
final class Ability {
  /** Finding assets, and reading containers. */
  static final String READ = "read";

  /** Swapping and removing containers. */
  static final String WRITE = "write";

  /** Listing, scanning, and knowing what is due to be swept. */
  static final String LIST = "list";

  /** Keeping API keys. */
  static final String KEYS = "keys";

  private Ability() {}
}
