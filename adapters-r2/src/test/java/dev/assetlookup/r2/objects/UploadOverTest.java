package dev.assetlookup.r2.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.r2.S3Clients;
import dev.assetlookup.s3server.S3ProxyServer;
import dev.assetlookup.s3server.S3Server;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads that depend on what is there, on a server of ours and on one of others. */
class UploadOverTest {
  private static final String KEY = MediaFixture.key("a.txt");

  @TempDir private Path folder;

  static Stream<Named<Supplier<S3Server>>> servers() {
    return Stream.of(
        Named.of("strict", StrictS3Server::start), Named.of("S3Proxy", S3ProxyServer::start));
  }

  private boolean upload(MediaBucket media, String content, @Nullable String seen)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    AssetDescriptor descriptor =
        AssetDescriptor.at(MediaFixture.LOCATION.url(KEY))
            .mimeType(new MimeType("text/plain"))
            .sizeBytes((long) bytes.length)
            .checksumSha256(Sha256.of(bytes))
            .build();
    Path file = Files.write(folder.resolve("file"), bytes);
    return media.uploadOver(file, MediaFixture.ACME, descriptor, seen, sent -> {});
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_file_goes_over_what_was_seen_and_over_nothing_else(Supplier<S3Server> start)
      throws IOException {
    try (S3Server server = start.get();
        S3Client client =
            S3Clients.create(
                server.endpoint(),
                S3Clients.AUTO_REGION,
                server.accessKeyId(),
                server.secretAccessKey())) {
      server.createBucket(MediaFixture.BUCKET);
      MediaBucket media =
          new MediaBucket(client, MediaFixture.LOCATION, Duration.ofSeconds(30), Runnable::run);

      assertThat(upload(media, "nothing is there", "\"0123\"")).isFalse();
      assertThat(media.head(KEY)).isEmpty();

      assertThat(upload(media, "first", null)).isTrue();
      String first = media.head(KEY).orElseThrow().etag();
      assertThat(upload(media, "first is there", null)).isFalse();
      assertThat(upload(media, "second", first)).isTrue();
      assertThat(upload(media, "first is gone", first)).isFalse();
      assertThat(media.digest(KEY)).contains(Sha256.of("second".getBytes(StandardCharsets.UTF_8)));
    }
  }
}
