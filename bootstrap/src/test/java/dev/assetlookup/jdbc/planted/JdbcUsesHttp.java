package dev.assetlookup.jdbc.planted;

import dev.assetlookup.http.ServerLimits;

/** Breaks a rule on purpose: adapters do not know each other. */
public final class JdbcUsesHttp {
  private JdbcUsesHttp() {}

  /** The offence. */
  public static ServerLimits limits() {
    return ServerLimits.DEFAULT;
  }
}
