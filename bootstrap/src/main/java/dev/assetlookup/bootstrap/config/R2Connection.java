package dev.assetlookup.bootstrap.config;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach Cloudflare R2, or another server of the S3 protocol.
 *
 * @param endpoint the server
 * @param region {@code auto} for R2
 * @param accessKeyId the public part of the credentials
 * @param secretAccessKey the secret part
 * @param connections most connections at one time, 1 or more
 * @param patience how long one request is tried, and a write as a whole, more than zero
 */
public record R2Connection(
    URI endpoint,
    String region,
    String accessKeyId,
    String secretAccessKey,
    int connections,
    Duration patience) {
  /** Keeps the credentials out of logs. */
  @Override
  public String toString() {
    return "R2Connection[" + endpoint + "]";
  }
}
