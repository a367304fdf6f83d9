package dev.assetlookup.bootstrap.config;

import java.util.Locale;

/** The keys of the configuration, with their defaults. */
enum Key {
  STORAGE_TYPE("storage.type", "jdbc"),
  JDBC_URL("storage.jdbc.url", "jdbc:h2:file:./asset-lookup-data/store"),
  JDBC_USERNAME("storage.jdbc.username", ""),
  JDBC_PASSWORD("storage.jdbc.password", ""),
  JDBC_SCHEMA_MODE("storage.jdbc.schema-mode", "create"),
  R2_ENDPOINT("storage.r2.endpoint", ""),
  R2_REGION("storage.r2.region", "auto"),
  R2_ACCESS_KEY_ID("storage.r2.access-key-id", ""),
  R2_SECRET_ACCESS_KEY("storage.r2.secret-access-key", ""),
  R2_LAYOUT("storage.r2.layout", "manifest"),
  R2_METADATA_BUCKET("storage.r2.metadata-bucket", ""),
  R2_MEDIA_BUCKET("storage.r2.media-bucket", ""),
  R2_PREFIX("storage.r2.prefix", "public-media/"),
  R2_PUBLIC_BASE_URL("storage.r2.public-base-url", ""),
  R2_CONNECTIONS("storage.r2.connections", "512"),
  R2_PATIENCE("storage.r2.patience", "PT10S"),
  HTTP_HOST("http.host", "127.0.0.1"),
  HTTP_PORT("http.port", "8080"),
  HTTP_MAX_CONNECTIONS("http.max-connections", "0"),
  HTTP_IDLE_TIMEOUT("http.idle-timeout", "PT60S"),
  HTTP_HEADERS_TIMEOUT("http.headers-timeout", "PT15S"),
  HTTP_STALLED_TIMEOUT("http.stalled-timeout", "PT60S"),
  HTTP_SHUTDOWN_GRACE("http.shutdown-grace", "PT5S"),
  SUPERSEDED_GRACE("assets.superseded-grace", "PT10M"),
  SUPERSEDED_RETENTION("assets.superseded-retention", "P7D"),
  ALLOW_HTTP_URLS("assets.allow-http-urls", "false"),
  ALLOW_SIGNED_URLS("assets.allow-signed-urls", "false"),
  SWEEP_INTERVAL("sweep.interval", "PT1M");

  final String path;
  final String fallback;

  Key(String path, String fallback) {
    this.path = path;
    this.fallback = fallback;
  }

  /** Also an environment variable: {@code http.port} is {@code ASSET_LOOKUP_HTTP_PORT}. */
  String variable() {
    return SettingsLoader.VARIABLE_PREFIX
        + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
