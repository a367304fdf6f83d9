package dev.assetlookup.bootstrap.config;

/** Where the descriptors are. */
public sealed interface StorageSettings
    permits JdbcSettings, R2ManifestSettings, R2ObjectsSettings, ProvidedSettings {
  /**
   * The value of {@code storage.type}.
   *
   * @return its name
   */
  String type();
}
