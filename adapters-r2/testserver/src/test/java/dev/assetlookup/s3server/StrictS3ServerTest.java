package dev.assetlookup.s3server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the strict server does beyond {@link S3Contract}. */
final class StrictS3ServerTest {
  private static final String BUCKET = "media";
  private static final Duration SOON = Duration.ofMillis(300);

  private final StrictS3Server server = StrictS3Server.start();
  private final S3Client client = Clients.forR2(server);

  @BeforeEach
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @AfterEach
  void stopServer() {
    client.close();
    server.close();
  }

  @Nested
  final class Writers {

    @Test
    void of_those_who_create_at_once_one_wins() throws Exception {
      for (int round = 0; round < 20; round++) {
        String key = "k" + round;
        assertThat(winners(request -> request.key(key).ifNoneMatch("*"))).isEqualTo(1);
      }
    }

    @Test
    void of_those_who_replace_at_once_one_wins() throws Exception {
      for (int round = 0; round < 20; round++) {
        String etag = put("k", "round " + round).eTag();
        assertThat(winners(request -> request.key("k").ifMatch(etag))).isEqualTo(1);
      }
    }

    private int winners(Consumer<PutObjectRequest.Builder> condition) throws Exception {
      int writers = 8;
      CyclicBarrier start = new CyclicBarrier(writers);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        RequestBody body = RequestBody.fromString("writer " + i);
        calls.add(
            () -> {
              start.await();
              return succeeds(
                  () ->
                      client.putObject(request -> condition.accept(request.bucket(BUCKET)), body));
            });
      }
      int winners = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
        for (Future<Boolean> won : threads.invokeAll(calls)) {
          winners += won.get() ? 1 : 0;
        }
      }
      return winners;
    }

    private boolean succeeds(Runnable call) {
      try {
        call.run();
        return true;
      } catch (S3Exception e) {
        assertThat(e.statusCode()).isEqualTo(412);
        return false;
      }
    }

    @Test
    void if_match_on_an_absent_key_is_412() {
      assertRefused(
          412,
          "PreconditionFailed",
          () ->
              client.putObject(
                  request -> request.bucket(BUCKET).key("a").ifMatch("\"1\""),
                  RequestBody.empty()));
    }

    @Test
    void a_delete_is_unconditional() {
      put("a", "1");
      client.deleteObject(request -> request.bucket(BUCKET).key("a").ifMatch("\"another\""));
      assertThat(server.object(BUCKET, "a")).isNull();
    }

    @Test
    void two_writes_within_a_second_are_too_many() {
      Instant now = Instant.now();
      server.oneWritePerSecond(true);
      server.clock(InstantSource.fixed(now));
      put("a", "1");
      put("b", "1");
      assertRefused(429, "TooManyRequests", () -> put("a", "2"));
      server.clock(InstantSource.fixed(now.plusSeconds(1)));
      put("a", "3");
    }
  }

  @Nested
  final class Keys {

    @Test
    void an_unknown_key_is_401() {
      assertListRefused(401, "Unauthorized", "unknown", server.secretAccessKey());
    }

    @Test
    void a_revoked_key_is_unknown() {
      put("a", "1");
      server.revokeCredential(server.accessKeyId());
      assertRefused(401, "Unauthorized", () -> put("a", "2"));
    }

    @Test
    void a_wrong_secret_is_403() {
      assertListRefused(403, "SignatureDoesNotMatch", server.accessKeyId(), "wrong");
    }

    @Test
    void a_reader_does_not_write() {
      server.addCredential("reader", "secret", Access.READ_ONLY);
      put("a", "1");
      try (S3Client reader = Clients.forR2(server, "reader", "secret")) {
        assertThat(reader.headObject(request -> request.bucket(BUCKET).key("a")).eTag())
            .isNotEmpty();
        assertRefused(
            403,
            "AccessDenied",
            () -> reader.deleteObject(request -> request.bucket(BUCKET).key("a")));
        assertRefused(
            403,
            "AccessDenied",
            () ->
                reader.putObject(request -> request.bucket(BUCKET).key("b"), RequestBody.empty()));
      }
      assertThat(server.keys(BUCKET, "")).containsExactly("a");
    }

    @Test
    void a_key_of_one_bucket_is_for_no_other() {
      server.createBucket("other");
      server.addCredential("own", "secret", Map.of("other", Access.READ_WRITE));
      assertListRefused(403, "AccessDenied", "own", "secret");
      try (S3Client own = Clients.forR2(server, "own", "secret")) {
        assertThat(own.listObjectsV2(request -> request.bucket("other")).contents()).isEmpty();
      }
    }

    // By the signer alone: the SDK's client remembers the server's time for the whole JVM.
    @ParameterizedTest
    @CsvSource({"-16,403", "-14,200", "14,200", "16,403"})
    void a_clock_may_be_15_minutes_off(long minutes, String status) throws Exception {
      server.clock(() -> Instant.now().plus(Duration.ofMinutes(minutes)));
      String answer = SignedPut.of(server, BUCKET, "a", "1", true).send("1");
      assertThat(answer).startsWith(status);
      assertThat(answer.contains("RequestTimeTooSkewed")).isEqualTo(status.equals("403"));
    }

    @Test
    void the_region_is_auto_or_an_alias() {
      try (S3Client elsewhere =
          Clients.forR2(server, settings -> settings.region(Region.EU_CENTRAL_1))) {
        assertRefused(
            400,
            "InvalidRegionName",
            () -> elsewhere.listObjectsV2(request -> request.bucket(BUCKET)));
      }
      try (S3Client alias = Clients.forR2(server, settings -> settings.region(Region.US_EAST_1))) {
        assertThat(alias.listObjectsV2(request -> request.bucket(BUCKET)).contents()).isEmpty();
      }
    }

    @Test
    void a_payload_may_be_unsigned() throws Exception {
      SignedPut put = SignedPut.of(server, BUCKET, "a", "body", false);
      assertThat(put.send("body")).startsWith("200");
      assertThat(put.send("other")).startsWith("200");
      assertThat(stored("a").body()).asString(UTF_8).isEqualTo("other");
    }

    @Test
    void a_signed_payload_is_held_against_its_hash() throws Exception {
      SignedPut put = SignedPut.of(server, BUCKET, "a", "body", true);
      assertThat(put.send("other")).startsWith("400").contains("XAmzContentSHA256Mismatch");
      assertThat(server.keys(BUCKET, "")).isEmpty();
      assertThat(put.send("body")).startsWith("200");
    }

    private void assertListRefused(int status, String code, String id, String secret) {
      try (S3Client stranger = Clients.forR2(server, id, secret)) {
        assertRefused(
            status, code, () -> stranger.listObjectsV2(request -> request.bucket(BUCKET)));
      }
    }
  }

  @Nested
  final class Forms {

    @Test
    void aws_chunked_is_501() {
      try (S3Client careless = Clients.asTheSdkComes(server)) {
        assertRefused(
            501,
            "NotImplemented",
            () ->
                careless.putObject(
                    request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("1")));
      }
      assertThat(server.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void a_checksum_that_nobody_asked_for_is_501() {
      try (S3Client careless =
          Clients.forR2(
              server,
              settings ->
                  settings.requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED))) {
        assertRefused(
            501,
            "NotImplemented",
            () ->
                careless.putObject(
                    request -> request.bucket(BUCKET).key("a"), RequestBody.fromString("1")));
      }
    }

    @Test
    void expect_100_continue_gets_no_interim_answer() throws Exception {
      try (Socket socket = connect()) {
        write(
            socket,
            """
            PUT /media/a HTTP/1.1\r
            Host: 127.0.0.1\r
            Expect: 100-continue\r
            Content-Length: 1\r
            \r
            """);
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        write(socket, "x");
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 400");
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET /media/a HTTP/1.1\r\nHost: media.localhost\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: media.127.0.0.1\r\n\r\n",
          "PUT /media/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        })
    void virtual_hosts_and_chunked_transfer_are_501(String request) throws Exception {
      assertThat(answerTo(request)).startsWith("HTTP/1.1 501");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET /media/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /media/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET /media/%FF HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "nonsense\r\n\r\n"
        })
    void an_unsigned_or_malformed_request_is_400(String request) throws Exception {
      assertThat(answerTo(request)).startsWith("HTTP/1.1 400");
    }

    @Test
    void what_is_not_served_is_501_and_named() {
      put("a", "1");
      assertNotServed("ListBuckets", client::listBuckets);
      assertNotServed("CreateBucket", () -> client.createBucket(r -> r.bucket("new")));
      assertNotServed("ListObjects", () -> client.listObjects(r -> r.bucket(BUCKET)));
      assertNotServed(
          "CopyObject",
          () ->
              client.copyObject(
                  r ->
                      r.sourceBucket(BUCKET)
                          .sourceKey("a")
                          .destinationBucket(BUCKET)
                          .destinationKey("b")));
      assertNotServed(
          "CreateMultipartUpload",
          () -> client.createMultipartUpload(r -> r.bucket(BUCKET).key("b")));
      assertNotServed(
          "GetObjectTagging", () -> client.getObjectTagging(r -> r.bucket(BUCKET).key("a")));
      assertNotServed(
          "Range", () -> client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a").range("bytes=0-")));
      assertNotServed(
          "x-amz-tagging",
          () ->
              client.putObject(r -> r.bucket(BUCKET).key("b").tagging("a=b"), RequestBody.empty()));
      assertThat(server.keys(BUCKET, "")).containsExactly("a");
    }

    private void assertNotServed(String what, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(501);
                assertThat(e.awsErrorDetails().errorMessage()).contains(what);
              });
    }

    @Test
    void digests_are_verified() {
      String wrong = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
      assertRefused(400, "BadDigest", () -> putWith(request -> request.checksumSHA256(wrong)));
      assertRefused(
          400,
          "BadDigest",
          () -> putWith(request -> request.contentMD5("XUFAKrxLKna5cZ2REBfFkg==")));
      assertThat(server.keys(BUCKET, "")).isEmpty();
      putWith(request -> request.contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="));
      putWith(request -> request.checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
    }

    private void putWith(Consumer<PutObjectRequest.Builder> digest) {
      client.putObject(
          request -> digest.accept(request.bucket(BUCKET).key("a")), RequestBody.empty());
    }

    private String answerTo(String request) throws IOException {
      try (Socket socket = connect()) {
        write(socket, request);
        return firstLine(socket);
      }
    }

    private Socket connect() throws IOException {
      return new Socket(server.endpoint().getHost(), server.endpoint().getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(UTF_8));
      out.flush();
    }

    private static String firstLine(Socket socket) throws IOException {
      socket.setSoTimeout(5000);
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }

  @Nested
  final class StoredObjects {

    @Test
    void metadata_may_have_8192_bytes() {
      Map<String, String> most = Map.of("a", "v".repeat(4095), "b", "v".repeat(4095));
      client.putObject(withMetadata(most), RequestBody.empty());
      assertThat(client.headObject(r -> r.bucket(BUCKET).key("a")).metadata()).isEqualTo(most);
      Map<String, String> more = Map.of("a", "v".repeat(4095), "b", "v".repeat(4096));
      assertRefused(
          400, "MetadataTooLarge", () -> client.putObject(withMetadata(more), RequestBody.empty()));
    }

    private static PutObjectRequest withMetadata(Map<String, String> metadata) {
      return PutObjectRequest.builder().bucket(BUCKET).key("a").metadata(metadata).build();
    }

    @Test
    void a_key_may_have_1024_bytes() {
      put("é".repeat(512), "1");
      assertRefused(400, "KeyTooLongError", () -> put("é".repeat(512) + "a", "1"));
    }

    @Test
    void two_spellings_of_a_key_are_one_object() {
      String composed = "caf\u00e9";
      String decomposed = "cafe\u0301";
      put(composed, "1");
      put(decomposed, "2");
      assertThat(stored(composed).body()).asString(UTF_8).isEqualTo("2");
      assertThat(keysOf(list(request -> request.prefix(composed)))).containsExactly(decomposed);
    }

    @Test
    void encoded_words_are_decoded_before_storing() {
      client.putObject(
          withMetadata(Map.of("title", "=?utf-8?B?Y2Fmw6k=?= =?UTF-8?Q?_cr=C3=A8me?= and =?x?")),
          RequestBody.empty());
      assertThat(stored("a").metadata()).containsEntry("title", "café crème and =?x?");
    }

    @Test
    void text_beyond_ascii_goes_out_in_encoded_words() {
      String title = "日本語のとても長いタイトル 😀".repeat(5);
      server.put(BUCKET, "a", new byte[0], "image/png", Map.of("title", title, "naïve", "1"));
      HeadObjectResponse head = client.headObject(r -> r.bucket(BUCKET).key("a"));
      String words = String.valueOf(head.metadata().get("title"));
      assertThat(words).matches("[ -~]+");
      assertThat(words.split(" ")).allMatch(word -> word.length() <= 75);
      assertThat(EncodedWords.decode(words)).isEqualTo(title);
      assertThat(head.missingMeta()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a/../b", "./a", "../../a", "a//b", "/a", "a\u0001\n\r\tb", "a%2Fb", "."})
    void hostile_keys_are_keys(String key) {
      put(key, key);
      assertThat(server.keys(BUCKET, "")).containsExactly(key);
      assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String())
          .isEqualTo(key);
      assertThat(keysOf(list(r -> r.prefix(key).encodingType(EncodingType.URL))))
          .containsExactly(key);
    }

    @Test
    void a_listing_is_in_the_order_of_utf8() {
      List<String> keys = List.of("a", "é", "\uff5e", "😀");
      keys.reversed().forEach(key -> put(key, ""));
      assertThat(keysOf(list(request -> {}))).containsExactlyElementsOf(keys);
    }

    @Test
    void a_page_has_1000_keys_at_most() {
      IntStream.range(0, 1001)
          .forEach(i -> server.put(BUCKET, "k" + i, new byte[0], "text/plain", Map.of()));
      ListObjectsV2Response first = list(request -> request.maxKeys(5000));
      assertThat(first.contents()).hasSize(1000);
      assertThat(first.isTruncated()).isTrue();
      ListObjectsV2Response second =
          list(request -> request.continuationToken(first.nextContinuationToken()));
      assertThat(second.contents()).hasSize(1);
      assertThat(second.isTruncated()).isFalse();
    }

    @Test
    void pages_go_on_behind_a_common_prefix() {
      List.of("a/1", "a/2", "b", "c/1", "c/\udbff\udfff1").forEach(key -> put(key, ""));
      List<String> listed = new ArrayList<>();
      client
          .listObjectsV2Paginator(r -> r.bucket(BUCKET).delimiter("/").maxKeys(1))
          .forEach(
              page -> {
                page.contents().forEach(object -> listed.add(object.key()));
                page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(listed::add);
              });
      assertThat(listed).containsExactly("a/", "b", "c/");
    }

    @Test
    void a_bucket_can_go_while_the_server_runs() {
      put("a", "1");
      server.deleteBucket(BUCKET);
      assertThatThrownBy(() -> list(request -> {})).isInstanceOf(NoSuchBucketException.class);
      assertThatThrownBy(() -> client.headObject(r -> r.bucket(BUCKET).key("a")))
          .isInstanceOf(NoSuchKeyException.class);
    }
  }

  @Nested
  final class FaultsAndRecords {

    @Test
    void a_status_is_answered_and_nothing_done() {
      server.fault(request -> request.key().equals("a"), new Fault.Status(503, "SlowDown"), 2);
      assertRefused(503, "SlowDown", () -> put("a", "1"));
      assertRefused(503, "SlowDown", () -> put("a", "1"));
      assertThat(server.keys(BUCKET, "")).isEmpty();
      put("a", "1");
    }

    @Test
    void a_reset_closes_at_once_and_nothing_is_done() {
      server.fault(request -> true, new Fault.Reset(), 1);
      assertThatThrownBy(() -> put("a", "1"))
          .isInstanceOf(SdkClientException.class)
          .hasRootCauseInstanceOf(SocketException.class)
          .hasStackTraceContaining("Connection reset");
      assertThat(server.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void a_lost_reply_is_of_a_request_that_was_carried_out() {
      server.fault(request -> true, new Fault.LostReply(), 1);
      assertThatThrownBy(() -> put("a", "1")).isInstanceOf(SdkClientException.class);
      assertThat(stored("a").body()).asString(UTF_8).isEqualTo("1");
    }

    @Test
    void a_hanging_request_is_not_carried_out() {
      server.fault(request -> true, new Fault.Hang(), 1);
      assertTimesOut(
          impatient -> impatient.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.empty()));
      assertThat(server.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void closing_ends_what_hangs() throws Exception {
      CountDownLatch arrived = new CountDownLatch(1);
      server.fault(request -> true, new Fault.Hang(), 1);
      server.onRequest(request -> true, arrived::countDown);
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<PutObjectResponse> put = thread.submit(() -> put("a", "1"));
        arrived.await();
        server.close();
        assertThatThrownBy(put::get).hasCauseInstanceOf(SdkClientException.class);
      }
    }

    @Test
    void a_late_reply_waits_for_its_release() throws Exception {
      server.fault(request -> request.method().equals("PUT"), new Fault.LateReply(), 2);
      assertTimesOut(
          impatient -> impatient.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.empty()));
      assertThat(server.keys(BUCKET, "")).containsExactly("a");

      CountDownLatch arrived = new CountDownLatch(1);
      server.onRequest(request -> true, arrived::countDown);
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        Future<PutObjectResponse> put = thread.submit(() -> put("b", "1"));
        arrived.await();
        server.release();
        assertThat(put.get().eTag()).isNotEmpty();
      }
    }

    @Test
    void a_dripping_body_times_out() {
      put("a", "a body of some length");
      server.fault(request -> true, new Fault.Drip(), 1);
      assertTimesOut(impatient -> impatient.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")));
    }

    @Test
    void a_body_that_is_cut_off_is_noticed() {
      put("a", "a body of some length");
      server.fault(request -> true, new Fault.CutOff(), 1);
      assertThatThrownBy(() -> client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")))
          .isInstanceOf(SdkClientException.class)
          .hasStackTraceContaining("Premature end of Content-Length");
    }

    @Test
    void garbage_is_not_s3() {
      server.fault(request -> true, new Fault.Garbage(), 2);
      assertThat(client.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")).asUtf8String())
          .contains("<!doctype html>");
      assertThatThrownBy(() -> list(request -> {})).isInstanceOf(SdkClientException.class);
    }

    @Test
    void an_action_runs_once_before_its_request() {
      put("a", "1");
      server.onRequest(
          request -> request.operation().equals("HeadObject"), () -> server.remove(BUCKET, "a"));
      assertThat(list(request -> {}).contents()).hasSize(1);
      assertThatThrownBy(() -> client.headObject(r -> r.bucket(BUCKET).key("a")))
          .isInstanceOf(NoSuchKeyException.class);
      put("a", "2");
      assertThatCode(() -> client.headObject(r -> r.bucket(BUCKET).key("a")))
          .doesNotThrowAnyException();
    }

    @Test
    void cleared_faults_do_not_come() {
      server.fault(request -> true, new Fault.Reset(), Integer.MAX_VALUE);
      server.clearFaults();
      put("a", "1");
    }

    @Test
    void latency_holds_nobody_else_up() throws Exception {
      server.latency(SOON);
      int clients = 40;
      try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        threads.invokeAll(
            IntStream.range(0, clients)
                .<Callable<PutObjectResponse>>mapToObj(i -> () -> put("k" + i, ""))
                .toList());
      }
      assertThat(server.mostAtOnce()).isGreaterThan(8);
      assertThat(server.keys(BUCKET, "")).hasSize(clients);
    }

    @Test
    void requests_are_recorded_as_they_came() {
      put("a b", "1");
      list(request -> request.prefix("a "));
      List<Recorded> recorded = server.requests();
      assertThat(recorded)
          .extracting(Recorded::operation)
          .containsExactly("PutObject", "ListObjectsV2");
      Recorded put = recorded.get(0);
      assertThat(put.method()).isEqualTo("PUT");
      assertThat(put.bucket()).isEqualTo(BUCKET);
      assertThat(put.key()).isEqualTo("a b");
      assertThat(put.header("content-length")).isEqualTo("1");
      assertThat(put.header("absent")).isNull();
      assertThat(recorded.get(1).query()).containsEntry("prefix", "a ");

      server.recording(false);
      server.clearRequests();
      put("b", "1");
      assertThat(server.requests()).isEmpty();
    }

    private void assertTimesOut(Consumer<S3Client> call) {
      try (S3Client impatient =
          Clients.forR2(
              server,
              settings ->
                  settings.httpClientBuilder(Apache5HttpClient.builder().socketTimeout(SOON)))) {
        assertThatThrownBy(() -> call.accept(impatient))
            .isInstanceOf(SdkClientException.class)
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  private PutObjectResponse put(String key, String body) {
    return client.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(body));
  }

  private S3Object stored(String key) {
    S3Object object = server.object(BUCKET, key);
    assertThat(object).as(key).isNotNull();
    return Objects.requireNonNull(object);
  }

  private ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> settings) {
    return client.listObjectsV2(request -> settings.accept(request.bucket(BUCKET)));
  }

  private static List<String> keysOf(ListObjectsV2Response page) {
    return page.contents().stream().map(object -> object.key()).toList();
  }

  private static void assertRefused(int status, String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }
}
