package dev.assetlookup.r2;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.asset;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.manifest.ManifestStorage;
import dev.assetlookup.r2.manifest.R2KeyStore;
import dev.assetlookup.r2.manifest.R2ManifestStore;
import dev.assetlookup.s3server.Header;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What our clients send, header by header, for every operation of the stores. */
class S3ClientsTest {
  private ManifestStorage<StrictS3Server> storage;
  private String bucket;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    bucket = storage.freshBucket();
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private List<Recorded> requestsOfEverything() {
    useEverything(storage.client());
    List<Recorded> requests = storage.server().requests();
    assertThat(requests)
        .extracting(Recorded::operation)
        .contains("GetObject", "PutObject", "DeleteObject", "ListObjectsV2");
    return requests;
  }

  private void useEverything(S3Client client) {
    R2ManifestStore containers =
        new R2ManifestStore(client, bucket, storage.executor(), ManifestStorage.PATIENCE);
    containers.swap(container(KEY, 1), Revision.NONE);
    containers.swap(container(KEY, 2), new Revision(1));
    containers.find(KEY, asset("slide-1").id());
    containers.list(ACME, ContainerFilter.ALL, null, 10);
    containers.scan(null, 10);
    containers.due(Stage.FORGET, FOREVER, null, 10);
    containers.remove(KEY, new Revision(2));
    R2KeyStore keys = new R2KeyStore(client, bucket, storage.executor(), ManifestStorage.PATIENCE);
    keys.addKey(API_KEY);
    keys.changeKeyStatus(API_KEY.id(), API_KEY.status(), API_KEY.status());
    keys.listKeys(null, null, 10);
  }

  @Test
  void the_bucket_is_in_the_path_and_not_in_the_name_of_the_host() {
    assertThat(requestsOfEverything())
        .allSatisfy(
            request -> {
              assertThat(request.bucket()).isEqualTo(bucket);
              assertThat(request.header("Host"))
                  .isEqualTo(storage.server().endpoint().getAuthority());
            });
  }

  @Test
  void an_endpoint_may_have_a_path_which_stands_before_the_bucket_and_is_signed() {
    storage.server().serveUnder("/s3");
    for (String end : List.of("", "/")) {
      try (S3Client client =
          S3Clients.create(
              URI.create(storage.server().endpoint() + end),
              S3Clients.AUTO_REGION,
              storage.server().accessKeyId(),
              storage.server().secretAccessKey())) {
        bucket = storage.freshBucket();
        useEverything(client);
        assertThat(storage.server().keys(bucket, "keys/")).hasSize(1);
      }
    }
  }

  @Test
  void requests_are_signed_for_the_region_auto() {
    assertThat(requestsOfEverything())
        .allSatisfy(
            request ->
                assertThat(request.header("Authorization"))
                    .contains(storage.server().accessKeyId() + "/")
                    .contains("/auto/s3/aws4_request"));
  }

  @Test
  void nothing_is_sent_in_chunks_and_no_checksum_that_was_not_asked_for() {
    for (Recorded request : requestsOfEverything()) {
      List<String> names =
          request.headers().stream().map(Header::name).map(S3ClientsTest::lower).toList();
      assertThat(names)
          .as(request.operation())
          .doesNotContain(
              "x-amz-te",
              "x-amz-trailer",
              "x-amz-decoded-content-length",
              "x-amz-checksum-mode",
              "expect",
              "transfer-encoding",
              "content-encoding",
              "te")
          .noneMatch(name -> name.startsWith("x-amz-checksum"))
          .noneMatch(name -> name.startsWith("x-amz-sdk-checksum"));
      assertThat(String.valueOf(request.header("x-amz-content-sha256")))
          .doesNotContain("STREAMING", "TRAILER");
      if (request.operation().equals("PutObject")) {
        assertThat(request.header("Content-Length")).containsOnlyDigits();
        assertThat(request.headers())
            .extracting(header -> lower(header.name()))
            .containsAnyOf("if-match", "if-none-match");
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Test
  void another_region_can_be_given_and_a_wrong_one_is_reported() {
    try (S3Client client =
        S3Clients.create(
            storage.server().endpoint(),
            "eu-central-1",
            storage.server().accessKeyId(),
            storage.server().secretAccessKey())) {
      R2KeyStore keys =
          new R2KeyStore(client, bucket, storage.executor(), ManifestStorage.PATIENCE);
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(() -> keys.findKey(API_KEY.id()))
          .withMessageContaining("the region is not that of the bucket");
    }
    assertThat(storage.server().requests())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.header("Authorization"))
                    .contains("/eu-central-1/s3/aws4_request"));
  }

  @Test
  void a_client_that_was_given_is_never_closed() {
    AtomicInteger closed = new AtomicInteger();
    S3Client client =
        new DelegatingS3Client(storage.client()) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    useEverything(client);
    storage.server().deleteBucket(bucket);
    assertThatExceptionOfType(StoreNotSetUpException.class).isThrownBy(() -> useEverything(client));
    assertThat(closed).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a.example",
        "a.example",
        "https://user@a.example",
        "https://a.example?x=1",
        "https://a.example/path#x",
        "https:a.example"
      })
  void what_is_not_an_endpoint_is_refused(String endpoint) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> S3Clients.create(URI.create(endpoint), "auto", "id", "secret"));
  }
}
