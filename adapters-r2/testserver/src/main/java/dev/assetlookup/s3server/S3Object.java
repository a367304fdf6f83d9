package dev.assetlookup.s3server;

import java.time.Instant;
import java.util.Map;

/**
 * An object as {@link StrictS3Server} stores it.
 *
 * @param key as its last writer spelled it
 * @param body its bytes; not to be changed
 * @param contentType its media type
 * @param headers Cache-Control and the like, names in lower case
 * @param metadata user metadata, decoded; names in lower case and without {@code x-amz-meta-}
 * @param etag the quoted MD5 of the body
 * @param lastModified when it was written, by the server's clock
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy for each GET would cost
public record S3Object(
    String key,
    byte[] body,
    String contentType,
    Map<String, String> headers,
    Map<String, String> metadata,
    String etag,
    Instant lastModified) {

  static final String DEFAULT_TYPE = "application/octet-stream";

  static S3Object of(
      String key,
      byte[] body,
      String contentType,
      Map<String, String> headers,
      Map<String, String> metadata,
      Instant now) {
    String etag = '"' + Digests.hex(Digests.md5(body)) + '"';
    return new S3Object(
        key, body, contentType, Map.copyOf(headers), Map.copyOf(metadata), etag, now);
  }
}
