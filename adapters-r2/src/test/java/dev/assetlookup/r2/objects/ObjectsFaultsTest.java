package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.BUCKET;
import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.described;
import static dev.assetlookup.r2.objects.MediaFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storage in trouble is no absence, and when it is over the answers are right again. */
@Execution(ExecutionMode.CONCURRENT)
class ObjectsFaultsTest {
  private static final int FOR_GOOD = 1_000_000;
  private static final Reading PRESENT =
      new Reading.Present(new Asset(id("slide-1"), described("slide-1.png").build()), null);

  private final MediaFixture fixture = new MediaFixture();
  // Shorter than any silence of the server that the client would put up with.
  private final R2ObjectsReader impatient = fixture.reader(fixture.media(Duration.ofSeconds(3)));

  /** The first requests of a JVM take longer than the impatient reader waits. */
  @BeforeAll
  static void warmUp() {
    try (MediaFixture first = new MediaFixture()) {
      first.put("slide-1.png");
      assertRight(first.reader);
    }
  }

  @BeforeEach
  void putAnAsset() {
    fixture.put("slide-1.png");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  static Stream<Fault> passing() {
    return Stream.of(
        new Fault.Status(500, "InternalError"),
        new Fault.Status(503, "SlowDown"),
        new Fault.Status(429, "TooManyRequests"),
        new Fault.Reset(),
        new Fault.LostReply());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void trouble_that_passes_is_not_noticed(Fault fault) {
    fixture.server.fault(MediaFixture::isList, fault, 1);
    fixture.server.fault(MediaFixture::isHead, fault, 1);
    assertRight(fixture.reader);
    fixture.server.fault(MediaFixture::isHead, fault, 1);
    assertRight(fixture.reader);
  }

  static Stream<Fault> lasting() {
    return Stream.concat(
        passing(),
        Stream.of(
            new Fault.Hang(),
            new Fault.LateReply(),
            new Fault.Drip(),
            new Fault.CutOff(),
            new Fault.Garbage(),
            new Fault.Garbage(200, "application/xml", "<Error/>"),
            new Fault.Garbage(404, "text/plain", "no such page"),
            new Fault.Status(400, "ExpiredToken"),
            new Fault.Status(301, "PermanentRedirect")));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void lasting_trouble_is_no_answer_and_leaves_nothing_behind(Fault fault) {
    fixture.server.fault(any -> true, fault, FOR_GOOD);
    assertNoAnswer(() -> impatient.find(CONTAINER, id("slide-1")));
    recover();
    assertRight(impatient);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void lasting_trouble_with_a_remembered_object_is_no_answer(Fault fault) {
    assertRight(impatient);
    fixture.server.fault(any -> true, fault, FOR_GOOD);
    assertNoAnswer(() -> impatient.findAll(List.of(new AssetKey(CONTAINER, id("slide-1")))));
    recover();
    assertRight(impatient);
  }

  @Test
  void trouble_with_one_object_of_a_container_is_no_answer_for_the_container() {
    fixture.put("slide-2.png");
    Predicate<Recorded> second =
        request -> MediaFixture.isHead(request) && request.key().endsWith("slide-2.png");
    fixture.server.fault(second, new Fault.Status(500, "InternalError"), FOR_GOOD);
    assertNoAnswer(() -> impatient.read(CONTAINER));
    fixture.server.fault(MediaFixture::isList, new Fault.Garbage(), 1);
    assertNoAnswer(() -> impatient.read(CONTAINER));
    assertThat(impatient.find(CONTAINER, id("slide-1"))).isEqualTo(PRESENT);
    recover();
    assertThat(impatient.read(CONTAINER).orElseThrow().assets()).hasSize(2);
  }

  @Test
  void a_slow_server_is_waited_for() {
    fixture.server.latency(Duration.ofMillis(100));
    assertRight(impatient);
  }

  @Test
  void calls_are_given_up_when_their_time_is_over_and_not_begun_anew() {
    assertRight(fixture.reader);
    fixture.server.clearRequests();
    fixture.server.fault(MediaFixture::isHead, new Fault.Hang(), FOR_GOOD);
    MediaBucket bucket = fixture.media(Duration.ofSeconds(1));
    StoreUnavailableException e =
        catchThrowableOfType(
            StoreUnavailableException.class,
            () -> fixture.reader(bucket).find(CONTAINER, id("slide-1")));
    assertThat(e).hasMessageContaining("no answer in time");
    assertThat(fixture.server.requests().stream().filter(MediaFixture::isHead))
        .hasSizeBetween(1, 2);
  }

  @Test
  void revoked_credentials_are_a_refusal_that_ends_with_new_ones() {
    assertRight(fixture.reader);
    fixture.server.revokeCredential(fixture.server.accessKeyId());
    assertRefused("access key id is not known");
    fixture.server.addCredential(fixture.server.accessKeyId(), "another secret", Access.READ_ONLY);
    assertRefused("secret access key");
    fixture.server.addCredential(
        fixture.server.accessKeyId(),
        fixture.server.secretAccessKey(),
        java.util.Map.of("another-bucket", Access.READ_WRITE));
    assertRefused("lacks the permission");
    fixture.server.addCredential(
        fixture.server.accessKeyId(), fixture.server.secretAccessKey(), Access.READ_ONLY);
    assertRight(fixture.reader);
  }

  @Test
  void a_bucket_that_is_deleted_is_a_refusal_also_with_remembered_objects() {
    assertRight(fixture.reader);
    fixture.server.deleteBucket(BUCKET);
    assertRefused("there is no bucket media");
    fixture.server.createBucket(BUCKET);
    assertThat(fixture.reader.find(CONTAINER, id("slide-1"))).isEqualTo(new Reading.NoSuchAsset());
    fixture.put("slide-1.png");
    assertRight(fixture.reader);
  }

  @Test
  void a_bucket_that_is_deleted_between_list_and_head_is_a_refusal() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> fixture.reader.find(CONTAINER, id("slide-1")),
            () -> fixture.reader.find(CONTAINER, id("slide-2")),
            () -> fixture.reader.read(CONTAINER))) {
      fixture.server.onRequest(MediaFixture::isHead, () -> fixture.server.deleteBucket(BUCKET));
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(call)
          .withMessageContaining("there is no bucket media");
      fixture.server.createBucket(BUCKET);
      fixture.put("slide-1.png");
    }
  }

  private void recover() {
    fixture.server.clearFaults();
    fixture.server.release();
  }

  static void assertRight(R2ObjectsReader reader) {
    assertThat(reader.find(CONTAINER, id("slide-1"))).isEqualTo(PRESENT);
    assertThat(reader.read(CONTAINER).orElseThrow().assets())
        .extracting(Asset::id)
        .containsExactly(id("slide-1"));
  }

  private void assertRefused(String why) {
    for (String known : List.of("slide-1", "slide-2")) {
      assertThatExceptionOfType(StoreNotSetUpException.class)
          .isThrownBy(() -> fixture.reader.find(CONTAINER, id(known)))
          .withMessageContaining(why);
    }
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> fixture.reader.read(CONTAINER))
        .withMessageContaining(why);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(fixture.media::probe)
        .withMessageContaining(why);
  }

  private static void assertNoAnswer(ThrowingCallable call) {
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(call)
        .isNotInstanceOf(CorruptRecordException.class);
  }
}
