package dev.assetlookup.s3server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What both servers do, seen through the real client. */
abstract class S3Contract {
  private static final String BUCKET = "media";

  private S3Server server;
  private S3Client client;

  abstract S3Server start();

  @BeforeEach
  void startServer() {
    server = start();
    server.createBucket(BUCKET);
    client = Clients.forR2(server);
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.close();
  }

  @Test
  void what_was_put_is_what_is_got() {
    byte[] body = new byte[300_000];
    new Random(1).nextBytes(body);
    PutObjectResponse put =
        client.putObject(
            request ->
                request
                    .bucket(BUCKET)
                    .key("a.png")
                    .contentType("image/png")
                    .cacheControl("no-cache")
                    .metadata(Map.of("organization-id", "org_acme", "width", "1080")),
            RequestBody.fromBytes(body));

    ResponseBytes<GetObjectResponse> got =
        client.getObjectAsBytes(request -> request.bucket(BUCKET).key("a.png"));
    HeadObjectResponse head = client.headObject(request -> request.bucket(BUCKET).key("a.png"));

    assertThat(got.asByteArray()).isEqualTo(body);
    assertThat(got.response().contentType()).isEqualTo("image/png");
    assertThat(got.response().cacheControl()).isEqualTo("no-cache");
    assertThat(got.response().eTag()).isEqualTo(put.eTag());
    assertThat(head.contentLength()).isEqualTo(300_000);
    assertThat(head.eTag()).isEqualTo(put.eTag());
    assertThat(head.lastModified()).isEqualTo(got.response().lastModified());
    assertThat(head.metadata())
        .containsExactlyInAnyOrderEntriesOf(Map.of("organization-id", "org_acme", "width", "1080"));
  }

  @Test
  void an_etag_is_the_quoted_md5() {
    assertThat(put("a", "hello").eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void an_absent_object_is_no_such_key() {
    assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> client.headObject(request -> request.bucket(BUCKET).key("a")))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void an_absent_bucket_is_no_such_bucket() {
    assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket("absent")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> client.getObjectAsBytes(request -> request.bucket("absent").key("a")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(
            () ->
                client.putObject(
                    request -> request.bucket("absent").key("a"), RequestBody.fromString("")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(() -> client.headBucket(request -> request.bucket("absent")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void a_deleted_object_is_absent_and_may_be_deleted_again() {
    put("a", "1");
    client.deleteObject(request -> request.bucket(BUCKET).key("a"));
    client.deleteObject(request -> request.bucket(BUCKET).key("a"));
    assertThatThrownBy(() -> get("a")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void a_listing_goes_on_where_its_page_ended() {
    List<String> keys = IntStream.range(0, 25).mapToObj(i -> "k%02d".formatted(i)).toList();
    keys.forEach(key -> put(key, key));
    put("z", "not of the prefix");

    List<String> listed = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    client
        .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix("k").maxKeys(10))
        .forEach(
            page -> {
              pages.add(page.keyCount());
              page.contents().forEach(object -> listed.add(object.key()));
            });

    assertThat(listed).isEqualTo(keys);
    assertThat(pages).containsExactly(10, 10, 5);
  }

  @Test
  void a_listing_shows_size_and_etag() {
    PutObjectResponse put = put("a", "hello");
    S3Object listed = list("", "").contents().get(0);
    assertThat(listed.size()).isEqualTo(5);
    assertThat(listed.eTag()).isEqualTo(put.eTag());
    assertThat(listed.lastModified()).isNotNull();
  }

  @Test
  void a_delimiter_folds_what_follows_it() {
    List.of("a", "b/1", "b/2", "b/c/3", "d/4", "e").forEach(key -> put(key, ""));

    ListObjectsV2Response top = list("", "/");
    assertThat(top.contents()).extracting(S3Object::key).containsExactly("a", "e");
    assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/", "d/");

    ListObjectsV2Response below = list("b/", "/");
    assertThat(below.contents()).extracting(S3Object::key).containsExactly("b/1", "b/2");
    assertThat(below.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/c/");
  }

  @Test
  void a_listing_starts_after_a_key() {
    List.of("a", "b", "c").forEach(key -> put(key, ""));
    assertThat(client.listObjectsV2(request -> request.bucket(BUCKET).startAfter("a")).contents())
        .extracting(S3Object::key)
        .containsExactly("b", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b+c%20é&=?#.png",
        "folder/..hidden..name/x..png",
        "quote\"'<>&amp;.txt",
        "日本語/😀.png",
        "~!*'();:@$,[]"
      })
  void an_odd_key_is_put_got_listed_and_deleted(String key) {
    put(key, key);
    assertThat(get(key)).isEqualTo(key);
    assertThat(list(key, "").contents()).extracting(S3Object::key).containsExactly(key);
    client.deleteObject(request -> request.bucket(BUCKET).key(key));
    assertThat(list("", "").contents()).isEmpty();
  }

  @Test
  void if_none_match_writes_once() {
    putIfAbsent("a", "1");
    assertRefused(412, () -> putIfAbsent("a", "2"));
    assertThat(get("a")).isEqualTo("1");
  }

  @Test
  void if_match_writes_over_what_it_names() {
    String etag = put("a", "1").eTag();
    client.putObject(
        request -> request.bucket(BUCKET).key("a").ifMatch(etag), RequestBody.fromString("2"));
    assertRefused(
        412,
        () ->
            client.putObject(
                request -> request.bucket(BUCKET).key("a").ifMatch(etag),
                RequestBody.fromString("3")));
    assertThat(get("a")).isEqualTo("2");
  }

  @Test
  void reads_are_conditional() {
    String etag = put("a", "1").eTag();
    assertRefused(
        304,
        () ->
            client.getObjectAsBytes(request -> request.bucket(BUCKET).key("a").ifNoneMatch(etag)));
    assertRefused(
        412,
        () -> client.headObject(request -> request.bucket(BUCKET).key("a").ifMatch("\"another\"")));
    assertThat(client.headObject(request -> request.bucket(BUCKET).key("a").ifMatch(etag)).eTag())
        .isEqualTo(etag);
  }

  @Test
  void a_wrong_secret_is_refused() {
    try (S3Client stranger = Clients.forR2(server, server.accessKeyId(), "wrong")) {
      assertThatThrownBy(() -> stranger.listObjectsV2(request -> request.bucket(BUCKET)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
    }
  }

  private PutObjectResponse put(String key, String body) {
    return client.putObject(
        request -> request.bucket(BUCKET).key(key), RequestBody.fromString(body));
  }

  private void putIfAbsent(String key, String body) {
    client.putObject(
        request -> request.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(body));
  }

  private String get(String key) {
    return client.getObjectAsBytes(request -> request.bucket(BUCKET).key(key)).asString(UTF_8);
  }

  private ListObjectsV2Response list(String prefix, String delimiter) {
    return client.listObjectsV2(
        request ->
            request
                .bucket(BUCKET)
                .prefix(prefix)
                .delimiter(delimiter.isEmpty() ? null : delimiter));
  }

  private static void assertRefused(
      int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
  }
}
