package dev.assetlookup.jdbc.planted;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.http.DescriptorJson;

/** Breaks a rule on purpose: adapters do not know each other. */
public final class JdbcUsesHttp {
  private JdbcUsesHttp() {}

  /** The offence. */
  public static byte[] write(ContainerId container, Asset asset) {
    return DescriptorJson.write(container, asset);
  }
}
