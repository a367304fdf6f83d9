package dev.assetlookup.http.planted;

import dev.assetlookup.jdbc.TableNames;

/** Breaks a rule on purpose: SQL is the JDBC adapter's. */
public final class HttpUsesJdbi {
  private HttpUsesJdbi() {}

  /** The offence. */
  public static TableNames names() {
    return TableNames.DEFAULT;
  }
}
