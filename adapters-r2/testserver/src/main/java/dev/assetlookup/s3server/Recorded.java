package dev.assetlookup.s3server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as {@link StrictS3Server} received it, whether it was answered or not.
 *
 * @param at when it had arrived in full, by the server's clock
 * @param operation the name in the S3 API, such as {@code GetObject} or {@code ListObjectsV2}
 * @param method the HTTP method
 * @param bucket the bucket, empty if there is none
 * @param key the decoded key as the client spelled it, empty if there is none
 * @param query the decoded parameters in their order
 * @param headers the header lines in their order
 */
public record Recorded(
    Instant at,
    String operation,
    String method,
    String bucket,
    String key,
    Map<String, String> query,
    List<Header> headers) {

  /** The first value of a header, its name in any case, or null. */
  public @Nullable String header(String name) {
    return HttpRequest.first(headers, name);
  }
}
