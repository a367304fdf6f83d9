package dev.assetlookup.r2.planted;

import dev.assetlookup.jdbc.JdbcStore;

/** Breaks a rule on purpose: adapters do not know each other. */
public final class R2UsesJdbc {
  private R2UsesJdbc() {}

  /** The offence. */
  public static boolean same(JdbcStore one, JdbcStore other) {
    return one == other;
  }
}
