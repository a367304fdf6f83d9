package dev.assetlookup.r2;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients with the settings that Cloudflare R2 needs. */
public final class S3Clients {
  /** The region of R2; of MinIO and Ceph any is right. */
  public static final String AUTO_REGION = "auto";

  /**
   * How many connections a client has if nothing else is said. Each lookup holds one for a round
   * trip; they wait for bytes, not for a processor.
   */
  public static final int CONNECTIONS = 512;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(10);

  private S3Clients() {}

  /**
   * As {@link #create(URI, String, String, String, int)} with {@link #CONNECTIONS}.
   *
   * @param endpoint for example {@code https://ACCOUNT.r2.cloudflarestorage.com}
   * @param region {@link #AUTO_REGION}, or the region of an S3 bucket
   * @param accessKeyId the public part of the credentials
   * @param secretAccessKey the secret part
   * @return an open client, to be closed by the caller
   * @throws IllegalArgumentException if the endpoint is not an absolute {@code http} or {@code
   *     https} URL, or has a query
   */
  public static S3Client create(
      URI endpoint, String region, String accessKeyId, String secretAccessKey) {
    return create(endpoint, region, accessKeyId, secretAccessKey, CONNECTIONS);
  }

  /**
   * A client for an endpoint of the S3 protocol: path style, whole bodies, no checksum that was not
   * asked for. It makes one attempt for each request: the stores know what is safe to repeat, and
   * for how long, and do so themselves.
   *
   * @param endpoint for example {@code https://ACCOUNT.r2.cloudflarestorage.com}; a path stands
   *     before the bucket, and the signature covers it
   * @param region {@link #AUTO_REGION}, or the region of an S3 bucket
   * @param accessKeyId the public part of the credentials
   * @param secretAccessKey the secret part
   * @param connections most connections at one time; more requests wait for one
   * @return an open client, to be closed by the caller
   * @throws IllegalArgumentException if the endpoint is not an absolute {@code http} or {@code
   *     https} URL, or has a query, or there is not one connection
   */
  public static S3Client create(
      URI endpoint, String region, String accessKeyId, String secretAccessKey, int connections) {
    requireEndpoint(endpoint);
    if (connections < 1) {
      throw new IllegalArgumentException("less than one connection: " + connections);
    }
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
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(connections)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(SILENCE_TIMEOUT)
                .socketTimeout(SILENCE_TIMEOUT))
        .build();
  }

  private static void requireEndpoint(URI endpoint) {
    boolean http = "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme());
    if (!http
        || endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || endpoint.getQuery() != null
        || endpoint.getFragment() != null) {
      throw new IllegalArgumentException(
          "not an endpoint such as https://ACCOUNT.r2.cloudflarestorage.com");
    }
  }
}
