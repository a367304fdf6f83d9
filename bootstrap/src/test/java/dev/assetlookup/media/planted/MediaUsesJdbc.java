package dev.assetlookup.media.planted;

import dev.assetlookup.jdbc.JdbcStore;

/** Breaks a rule on purpose: media know the bucket alone. */
public final class MediaUsesJdbc {
  private MediaUsesJdbc() {}

  /** The offence. */
  public static boolean same(JdbcStore one, JdbcStore other) {
    return one == other;
  }
}
