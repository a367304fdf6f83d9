package dev.assetlookup.r2;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients with the settings that Cloudflare R2 needs (R2-FACTS 1). */
public final class S3Clients {
  /** The region of R2; of MinIO and Ceph any is right. */
  public static final String AUTO_REGION = "auto";

  // Each lookup holds a connection for a round trip; they wait for bytes, not for a processor.
  private static final int MAX_CONNECTIONS = 512;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(10);

  private S3Clients() {}

  /**
   * A client for an endpoint of the S3 protocol: path style, whole bodies, no checksum that was not
   * asked for; failed attempts are repeated with growing, random pauses.
   *
   * @param endpoint for example {@code https://ACCOUNT.r2.cloudflarestorage.com}
   * @param region {@link #AUTO_REGION}, or the region of an S3 bucket
   * @param accessKeyId the public part of the credentials
   * @param secretAccessKey the secret part
   * @return an open client, to be closed by the caller
   * @throws IllegalArgumentException if the endpoint is not an absolute {@code http} or {@code
   *     https} URL without a path
   */
  public static S3Client create(
      URI endpoint, String region, String accessKeyId, String secretAccessKey) {
    requireEndpoint(endpoint);
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
        .serviceConfiguration(
            S3Configuration.builder()
                .pathStyleAccessEnabled(true)
                .chunkedEncodingEnabled(false)
                // R2 never answers it, and the client would wait seconds before each large upload.
                .expectContinueEnabled(false)
                .build())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(SILENCE_TIMEOUT)
                .socketTimeout(SILENCE_TIMEOUT))
        .build();
  }

  private static void requireEndpoint(URI endpoint) {
    boolean http = "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme());
    String path = endpoint.getPath();
    if (!http
        || endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || !(path == null || path.isEmpty() || path.equals("/"))
        || endpoint.getQuery() != null) {
      throw new IllegalArgumentException(
          "not an endpoint such as https://ACCOUNT.r2.cloudflarestorage.com");
    }
  }
}
