package dev.assetlookup.jdbc;

import java.util.Locale;

/** The tables, in the order in which they are checked. */
enum Table {
  CONTAINER,
  ASSET,
  ORGANIZATION,
  CHANGE,
  AUDIT,
  BUCKET,
  API_KEY;

  /** Whether versions that knew no prefix had it. */
  boolean hadNoPrefix() {
    return this != CHANGE && this != AUDIT && this != BUCKET;
  }

  /** The name before which a prefix stands. */
  String bareName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
