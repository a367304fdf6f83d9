package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.MediaSettings;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;

/**
 * The bucket of the media beside a storage that is not in buckets.
 *
 * @param settings the bucket, if one is set
 * @param client over it
 */
record Media(Optional<MediaSettings> settings, Optional<R2Client> client) implements AutoCloseable {
  static Media of(Optional<MediaSettings> settings) {
    return new Media(settings, settings.map(media -> new R2Client(media.connection())));
  }

  Optional<MediaBucket> bucket() {
    return settings.flatMap(media -> client.map(one -> one.media(media)));
  }

  /** For commands that cannot do without. */
  static ConfigurationException missing() {
    return new ConfigurationException(
        "this needs the bucket of the media: set storage.r2.endpoint, .access-key-id,"
            + " .secret-access-key, .media-bucket and .public-base-url");
  }

  @Override
  public void close() {
    client.ifPresent(R2Client::close);
  }
}
