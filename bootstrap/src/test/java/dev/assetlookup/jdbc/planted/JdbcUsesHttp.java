package dev.assetlookup.jdbc.planted;

import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.http.DescriptorJson;

/** Breaks a rule on purpose: adapters do not know each other. */
public final class JdbcUsesHttp {
  private JdbcUsesHttp() {}

  /** The offence. */
  public static byte[] write(FindAsset.Result.Found found) {
    return DescriptorJson.write(found);
  }
}
