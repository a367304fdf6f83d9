package dev.assetlookup.bootstrap.config;

/**
 * A private bucket that keeps the descriptors, one manifest a container, and the API keys.
 *
 * @param connection how to reach it
 * @param bucket its name
 */
public record R2ManifestSettings(R2Connection connection, String bucket)
    implements StorageSettings {
  @Override
  public String type() {
    return "r2";
  }
}
