package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** A storage that fails, answers late or loses answers: each write ends in the right answer. */
@Execution(ExecutionMode.CONCURRENT)
class ManifestFaultsTest {
  private static final int ALWAYS = 1_000;
  private static final Duration SHORT = Duration.ofMillis(800);

  /** For what must succeed when the machine is busy, too. */
  private static final Duration ENOUGH = Duration.ofSeconds(6);

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private S3Client withoutRetries;
  private String bucket;
  private ManifestStores stores;

  private static boolean isPut(Recorded request) {
    return request.operation().equals("PutObject") && request.key().endsWith(".json");
  }

  private static boolean isGet(Recorded request) {
    return request.operation().equals("GetObject");
  }

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    withoutRetries = storage.clientWithoutRetries();
    bucket = storage.freshBucket();
    stores = stores(storage.client(), ManifestStorage.PATIENCE);
  }

  @AfterEach
  void stop() {
    withoutRetries.close();
    storage.close();
  }

  private ManifestStores stores(S3Client client, Duration patience) {
    return new ManifestStores(
        new R2ManifestStore(client, bucket, storage.executor(), patience),
        new R2KeyStore(client, bucket, storage.executor(), patience));
  }

  @ParameterizedTest
  @EnumSource
  void a_write_whose_reply_was_lost_is_done(ManifestWrite write) {
    write.prepare(stores);
    server.fault(ManifestFaultsTest::isPut, new Fault.LostReply(), 1);
    assertDone(write, stores);
  }

  @ParameterizedTest
  @EnumSource
  void a_write_whose_reply_was_lost_is_done_without_another_attempt(ManifestWrite write) {
    write.prepare(stores);
    server.fault(ManifestFaultsTest::isPut, new Fault.LostReply(), 1);
    assertDone(write, stores(withoutRetries, ManifestStorage.PATIENCE));
  }

  @ParameterizedTest
  @EnumSource
  void a_write_whose_replies_are_all_lost_is_done(ManifestWrite write) {
    write.prepare(stores);
    server.fault(ManifestFaultsTest::isPut, new Fault.LostReply(), ALWAYS);
    assertDone(write, stores(storage.client(), ENOUGH));
  }

  static Stream<Arguments> unusableReplies() {
    return both(
        List.of(
            new Fault.LateReply(), new Fault.Drip(), new Fault.CutOff(), new Fault.LostReply()));
  }

  private static Stream<Arguments> both(List<Fault> faults) {
    return Stream.of(ManifestWrite.REPLACE, ManifestWrite.CREATE, ManifestWrite.CHANGE_KEY)
        .flatMap(write -> faults.stream().map(fault -> Arguments.of(write, fault)));
  }

  @ParameterizedTest
  @MethodSource("unusableReplies")
  void a_write_that_was_carried_out_is_done_whatever_became_of_its_reply(
      ManifestWrite write, Fault fault) {
    write.prepare(stores);
    server.fault(ManifestFaultsTest::isPut, fault, ALWAYS);
    assertDone(write, stores(storage.client(), ENOUGH));
  }

  private static void assertDone(ManifestWrite write, ManifestStores stores) {
    assertThat(write.run(stores)).isTrue();
    assertThat(write.isDone(stores)).isTrue();
  }

  static Stream<Arguments> passingFaults() {
    return both(
        List.of(
            new Fault.Status(409, "ConditionalRequestConflict"),
            new Fault.Status(412, "PreconditionFailed"),
            new Fault.Status(429, "TooManyRequests"),
            new Fault.Status(500, "InternalError"),
            new Fault.Status(503, "ServiceUnavailable"),
            new Fault.Reset(),
            new Fault.Hang()));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void a_write_that_failed_at_first_is_done(ManifestWrite write, Fault fault) {
    write.prepare(stores);
    server.fault(ManifestFaultsTest::isPut, fault, 1);
    assertDone(write, stores(storage.client(), ENOUGH));
  }

  static Stream<Arguments> lastingFaults() {
    return Stream.concat(passingFaults(), both(List.of(new Fault.Garbage())));
  }

  @ParameterizedTest
  @MethodSource("lastingFaults")
  void a_write_that_fails_for_good_has_changed_nothing_and_says_that_its_outcome_is_unknown(
      ManifestWrite write, Fault fault) {
    write.prepare(stores);
    List<Listed> before = list();
    server.fault(ManifestFaultsTest::isPut, fault, ALWAYS);
    assertUnavailable(() -> write.run(stores(storage.client(), SHORT)));
    server.clearFaults();
    assertThat(write.isDone(stores)).isFalse();
    assertThat(list()).isEqualTo(before);
    assertDone(write, stores);
  }

  static Stream<Fault> lastingFaultsOfEverything() {
    return Stream.concat(
        lastingFaults().map(arguments -> (Fault) arguments.get()[1]).distinct(),
        Stream.of(
            new Fault.Drip(),
            new Fault.CutOff(),
            new Fault.LostReply(),
            new Fault.LateReply(),
            new Fault.Garbage(404, "text/html", "<html>there is nothing here</html>"),
            new Fault.Garbage(200, "text/xml", "<html>a welcome</html>"),
            new Fault.Status(404, "NoSuchUpload")));
  }

  @ParameterizedTest
  @MethodSource("lastingFaultsOfEverything")
  void a_storage_that_cannot_be_asked_is_never_taken_for_an_empty_one(Fault fault) {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    assertThat(ManifestWrite.ADD_KEY.run(stores)).isTrue();
    server.fault(request -> true, fault, ALWAYS);
    assertNothingAnswers(stores(storage.client(), SHORT), StoreUnavailableException.class);
    server.clearFaults();
    assertEverythingAnswers();
  }

  @Test
  void one_container_that_gives_no_answer_does_not_end_a_scan() {
    R2ManifestStore containers = stores(storage.client(), ENOUGH).containers();
    for (int i = 1; i <= 3; i++) {
      containers.swap(container(ManifestSamples.key(i), 1), Revision.NONE);
    }
    String silent = ObjectKeys.manifest(ManifestSamples.key(2));
    server.fault(
        request -> isGet(request) && request.key().equals(silent),
        new Fault.Status(500, "InternalError"),
        ALWAYS);
    assertThat(containers.scan(null, 10))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Scanned.Whole.class),
            second ->
                assertThat(second)
                    .isInstanceOfSatisfying(
                        Scanned.Broken.class,
                        broken -> assertThat(broken.reason()).contains(silent, "500")),
            third -> assertThat(third.key()).isEqualTo(ManifestSamples.key(3)));
  }

  private void assertNothingAnswers(
      ManifestStores asked, Class<? extends StoreUnavailableException> failure) {
    R2ManifestStore containers = asked.containers();
    List<Runnable> calls =
        List.of(
            () -> containers.find(KEY, ManifestSamples.asset("slide-1").id()),
            () -> containers.findAll(List.of(assetKey(1), assetKey(2))),
            () -> containers.read(KEY),
            () -> containers.list(ACME, ContainerFilter.ALL, null, 10),
            () -> containers.scan(null, 10),
            () -> containers.due(Stage.RELEASE, FOREVER, null, 10),
            () -> containers.swap(container(KEY, 2), new Revision(1)),
            () -> containers.remove(KEY, new Revision(1)),
            () -> asked.keys().findKey(API_KEY.id()),
            () -> asked.keys().listKeys(null, null, 10),
            () -> asked.keys().addKey(API_KEY));
    // At once, because some faults take the whole deadline of each.
    CompletableFuture.allOf(
            calls.stream()
                .map(
                    call ->
                        CompletableFuture.runAsync(
                            () ->
                                assertThatExceptionOfType(failure)
                                    .isThrownBy(call::run)
                                    .isNotInstanceOf(CorruptRecordException.class),
                            storage.executor()))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private void assertEverythingAnswers() {
    assertThat(list()).hasSize(1);
    assertThat(stores.containers().read(KEY)).contains(container(KEY, 1));
    assertThat(stores.keys().findKey(API_KEY.id())).contains(API_KEY);
  }

  private static AssetKey assetKey(int number) {
    return new AssetKey(ManifestSamples.key(number), ManifestSamples.asset("slide-1").id());
  }

  @Test
  void a_read_that_broke_off_is_repeated() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    for (Fault fault :
        List.of(new Fault.CutOff(), new Fault.LostReply(), new Fault.Reset(), new Fault.Drip())) {
      server.fault(ManifestFaultsTest::isGet, fault, 1);
      assertThat(stores(storage.client(), ENOUGH).containers().read(KEY))
          .as(fault.toString())
          .contains(container(KEY, 1));
    }
  }

  @Test
  void revoked_credentials_are_reported_and_given_back_go_on() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    assertThat(ManifestWrite.ADD_KEY.run(stores)).isTrue();
    server.revokeCredential(server.accessKeyId());
    assertNothingAnswers(stores, StoreNotSetUpException.class);
    server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_WRITE);
    assertEverythingAnswers();
  }

  @Test
  void a_credential_that_may_only_read_reads_and_is_told_that_it_cannot_write() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    assertThat(ManifestWrite.ADD_KEY.run(stores)).isTrue();
    server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_ONLY);
    assertEverythingAnswers();
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> ManifestWrite.REPLACE.run(stores))
        .withMessageContaining("lacks the permission");
  }

  @Test
  void a_deleted_bucket_is_reported_and_never_taken_for_an_empty_one() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    server.deleteBucket(bucket);
    assertNothingAnswers(stores, StoreNotSetUpException.class);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> stores.containers().read(KEY))
        .withMessageContaining("there is no bucket " + bucket);
  }

  // Races that are lost and won.

  @Test
  void a_writer_that_was_second_is_stale_and_leaves_nothing() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    Container other = container(KEY, 5);
    server.onRequest(
        ManifestFaultsTest::isPut, () -> assertThat(swapOther(other, 1)).isEqualTo(Swap.DONE));
    assertThat(ManifestWrite.REPLACE.run(stores)).isFalse();
    assertStoredWithItsIndex(other);
  }

  @Test
  void a_creator_that_was_second_is_stale_and_leaves_nothing() {
    Container other = container(KEY, 1, ManifestSamples.CREATED);
    server.onRequest(
        ManifestFaultsTest::isPut, () -> assertThat(swapOther(other, 0)).isEqualTo(Swap.DONE));
    assertThat(ManifestWrite.CREATE.run(stores)).isFalse();
    assertStoredWithItsIndex(other);
  }

  @Test
  void a_write_without_an_answer_is_stale_once_another_one_is_stored() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    Container other = container(KEY, 5);
    server.onRequest(
        ManifestFaultsTest::isPut,
        () -> {
          assertThat(swapOther(other, 1)).isEqualTo(Swap.DONE);
          server.fault(ManifestFaultsTest::isPut, new Fault.Hang(), 1);
        });
    assertThat(ManifestWrite.REPLACE.run(stores(withoutRetries, ENOUGH))).isFalse();
    assertStoredWithItsIndex(other);
  }

  @Test
  void a_write_that_others_have_followed_before_it_was_read_back_is_done() {
    for (int followers : List.of(1, 7, 8)) {
      assertStoredWithItsIndex(writeFollowedBy(followers));
      bucket = storage.freshBucket();
      stores = stores(storage.client(), ManifestStorage.PATIENCE);
    }
  }

  @Test
  void a_write_that_more_have_followed_than_are_remembered_is_never_called_stale() {
    assertUnavailable(() -> writeFollowedBy(9));
  }

  /** A replace whose reply is lost, and whose read back comes after others' writes. */
  private Container writeFollowedBy(int followers) {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    server.fault(ManifestFaultsTest::isPut, new Fault.LostReply(), 1);
    server.onRequest(
        ManifestFaultsTest::isPut,
        () ->
            server.onRequest(
                ManifestFaultsTest::isGet,
                () ->
                    IntStream.range(0, followers)
                        .forEach(
                            i ->
                                assertThat(swapOther(container(KEY, 3 + i), 2 + i))
                                    .isEqualTo(Swap.DONE))));
    ManifestStores lossy = stores(withoutRetries, ManifestStorage.PATIENCE);
    assertThat(lossy.containers().swap(container(KEY, 2), new Revision(1))).isEqualTo(Swap.DONE);
    return container(KEY, 2 + followers);
  }

  private Swap swapOther(Container next, long expected) {
    return stores.containers().swap(next, new Revision(expected));
  }

  @Test
  void of_two_racing_writers_one_wins_and_the_index_is_right_afterwards() {
    Container stored = container(KEY, 1);
    assertThat(swapOther(stored, 0)).isEqualTo(Swap.DONE);
    for (int round = 0; round < 30; round++) {
      long revision = stored.revision().number();
      List<Container> nexts = List.of(container(KEY, revision + 1), container(KEY, revision + 2));
      List<Swap> swaps = nexts.parallelStream().map(next -> swapOther(next, revision)).toList();
      assertThat(swaps).containsOnlyOnce(Swap.DONE);
      stored = nexts.get(swaps.indexOf(Swap.DONE));
      assertStoredWithItsIndex(stored);
    }
  }

  /** The container is found, listed once, due once for each stage, and nothing else is there. */
  private void assertStoredWithItsIndex(Container container) {
    assertThat(stores.containers().read(KEY)).contains(container);
    assertThat(list()).extracting(Listed::position).hasSize(1);
    for (Stage stage : Stage.values()) {
      assertThat(stores.containers().due(stage, FOREVER, null, 10)).hasSize(1);
    }
    assertThat(server.keys(bucket, "")).hasSize(5);
  }

  private List<Listed> list() {
    return stores.containers().list(ACME, ContainerFilter.ALL, null, 10).entries();
  }

  private static void assertUnavailable(Runnable call) {
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(call::run);
  }

  @Test
  void a_part_of_several_that_cannot_be_asked_fails_the_whole_question() {
    assertThat(ManifestWrite.CREATE.run(stores)).isTrue();
    server.fault(
        request -> isGet(request) && request.key().endsWith("2.json"),
        new Fault.Status(503, "ServiceUnavailable"),
        ALWAYS);
    R2ManifestStore impatient = stores(storage.client(), SHORT).containers();
    assertUnavailable(() -> impatient.findAll(List.of(assetKey(1), assetKey(2), assetKey(3))));
    server.clearFaults();
    assertThat(stores.containers().findAll(List.of(assetKey(1), assetKey(2))))
        .hasExactlyElementsOfTypes(Reading.Present.class, Reading.NoSuchContainer.class);
  }
}
