package dev.assetlookup.bootstrap;

import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.s3server.StrictS3Server;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A server of this process with an empty media bucket, for a distribution that keeps rows in H2.
 */
final class MediaStorage implements AutoCloseable {
  static final String BUCKET = "media";
  static final String METADATA = "metadata";
  static final String BASE = "https://media.example.com/";

  final StrictS3Server server = StrictS3Server.start();

  MediaStorage() {
    server.createBucket(BUCKET);
    server.createBucket(METADATA);
  }

  /** The settings of a distribution that say where the media are. */
  Distribution settingsOf(Distribution product) {
    return product
        .with("ASSET_LOOKUP_STORAGE_R2_ENDPOINT", server.endpoint().toString())
        .with("ASSET_LOOKUP_STORAGE_R2_ACCESS_KEY_ID", server.accessKeyId())
        .with("ASSET_LOOKUP_STORAGE_R2_SECRET_ACCESS_KEY", server.secretAccessKey())
        .with("ASSET_LOOKUP_STORAGE_R2_MEDIA_BUCKET", BUCKET)
        .with("ASSET_LOOKUP_STORAGE_R2_PUBLIC_BASE_URL", BASE);
  }

  /** Makes a distribution keep its containers as manifests. */
  static Distribution overManifests(Distribution product) {
    return product
        .with("ASSET_LOOKUP_STORAGE_TYPE", "r2")
        .with("ASSET_LOOKUP_STORAGE_R2_METADATA_BUCKET", METADATA);
  }

  static String key(int n, String file) {
    ContainerId id = ContainerId.parse(Containers.id(n)).orElseThrow();
    return "public-media/content-container/" + id.uuid() + "/media/" + file;
  }

  static String url(int n, String file) {
    return BASE + key(n, file);
  }

  /** Stores a PNG of as many bytes as its name has. */
  void put(int n, String file, Map<String, String> metadata) {
    byte[] body = file.getBytes(StandardCharsets.UTF_8);
    server.put(BUCKET, key(n, file), body, "image/png", metadata);
  }

  void put(int n, String file, String organization) {
    put(n, file, Map.of("organization-id", organization));
  }

  @Override
  public void close() {
    server.close();
  }
}
