package dev.assetlookup.s3server;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Clients of the real SDK. They do not retry, so that a test sees what the server did. */
final class Clients {
  private Clients() {}

  /** With the settings that R2 asks for. */
  static S3Client forR2(S3Server server) {
    return forR2(server.endpoint(), server.accessKeyId(), server.secretAccessKey(), settings -> {});
  }

  static S3Client forR2(S3Server server, Consumer<S3ClientBuilder> settings) {
    return forR2(server.endpoint(), server.accessKeyId(), server.secretAccessKey(), settings);
  }

  static S3Client forR2(S3Server server, String accessKeyId, String secret) {
    return forR2(server.endpoint(), accessKeyId, secret, settings -> {});
  }

  private static S3Client forR2(
      URI endpoint, String accessKeyId, String secret, Consumer<S3ClientBuilder> settings) {
    S3ClientBuilder builder =
        plain(endpoint, accessKeyId, secret)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(true)
                    .chunkedEncodingEnabled(false)
                    .build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    settings.accept(builder);
    return builder.build();
  }

  /** As the SDK comes, but for the path style. */
  static S3Client asTheSdkComes(S3Server server) {
    return plain(server.endpoint(), server.accessKeyId(), server.secretAccessKey())
        .forcePathStyle(true)
        .build();
  }

  private static S3ClientBuilder plain(URI endpoint, String accessKeyId, String secret) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of("auto"))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret)))
        .overrideConfiguration(
            override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(5)));
  }
}
