package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static dev.assetlookup.r2.manifest.ManifestSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that may be out of date by ten seconds, and what they ask the bucket for. */
class RememberedManifestsTest {
  private static final Duration MOST = Duration.ofSeconds(10);
  private static final AssetId SLIDE = new AssetId("slide-1");
  private static final AssetId HELD = new AssetId("held");
  private static final long BYTES = 1 << 20;

  private static ManifestStorage<StrictS3Server> storage;

  // Its numbers may be any, and turn negative here.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - MOST.toNanos() / 2);

  private StrictS3Server server;
  private String bucket;
  private RememberedManifests remembered;
  private AssetReader reader;
  private ContainerStore store;
  private ContainerStore elsewhere;

  @BeforeAll
  static void start() {
    storage = ManifestStorage.strict();
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @BeforeEach
  void fill() {
    server = storage.server();
    bucket = storage.freshBucket();
    elsewhere = storage.containers(bucket);
    remember(BYTES);
    assertThat(elsewhere.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    server.clearRequests();
    server.clearFaults();
  }

  private void remember(long bytes) {
    remembered = storage.containers(bucket).remembering(MOST, bytes, nanos::get);
    reader = remembered.reader();
    store = remembered.store();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private long revision() {
    return reader.read(KEY).map(read -> read.revision().number()).orElse(0L);
  }

  private S3Object stored() {
    return Objects.requireNonNull(server.object(bucket, ObjectKeys.manifest(KEY)));
  }

  private static void replace(ContainerStore writer, long revision) {
    assertThat(writer.swap(container(KEY, revision), new Revision(revision - 1)))
        .isEqualTo(Swap.DONE);
  }

  /** What the bucket was asked for since this was asked last. */
  private List<Recorded> requests() {
    List<Recorded> requests = server.requests();
    server.clearRequests();
    return requests;
  }

  /** With an answer that no patience mends. */
  private void failReads() {
    server.fault(RememberedManifestsTest::isGet, new Fault.Status(400, "BadRequest"), 1_000);
  }

  private static boolean isPut(Recorded request) {
    return request.operation().equals("PutObject") && request.key().endsWith(".json");
  }

  private static boolean isGet(Recorded request) {
    return request.operation().equals("GetObject");
  }

  @Test
  void what_was_read_within_the_time_costs_no_request() {
    assertThat(reader.find(KEY, SLIDE)).isInstanceOf(Reading.Present.class);
    assertThat(requests()).hasSize(1).allMatch(request -> request.header("If-None-Match") == null);
    pass(MOST.minusNanos(1));
    assertThat(reader.find(KEY, SLIDE)).isInstanceOf(Reading.Present.class);
    assertThat(reader.find(KEY, HELD)).isInstanceOf(Reading.Present.class);
    assertThat(reader.find(KEY, new AssetId("none"))).isInstanceOf(Reading.NoSuchAsset.class);
    assertThat(reader.read(KEY)).contains(container(KEY, 1));
    assertThat(requests()).isEmpty();
  }

  @Test
  void what_is_older_is_asked_for_by_its_tag_and_kept_if_it_is_unchanged() {
    Container first = reader.read(KEY).orElseThrow();
    String etag = stored().etag();
    requests();
    pass(MOST);
    assertThat(reader.read(KEY)).containsSame(first);
    assertThat(requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(isGet(request)).isTrue();
              assertThat(request.header("If-None-Match")).isEqualTo(etag);
            });
  }

  @Test
  void what_is_unchanged_is_good_for_the_time_again() {
    revision();
    pass(MOST);
    revision();
    requests();
    pass(MOST.minusNanos(1));
    revision();
    assertThat(requests()).isEmpty();
    pass(Duration.ofNanos(1));
    revision();
    assertThat(requests()).hasSize(1);
  }

  @Test
  void a_change_of_another_process_is_seen_after_the_time_and_not_before() {
    revision();
    replace(elsewhere, 2);
    pass(MOST.minusNanos(1));
    assertThat(revision()).isEqualTo(1);
    requests();
    pass(Duration.ofNanos(1));
    assertThat(revision()).isEqualTo(2);
    assertThat(revision()).isEqualTo(2);
    assertThat(requests()).hasSize(1);
  }

  @Test
  void what_another_process_removes_is_absent_after_the_time() {
    revision();
    assertThat(elsewhere.remove(KEY, new Revision(1))).isEqualTo(Swap.DONE);
    assertThat(revision()).isEqualTo(1);
    pass(MOST);
    assertThat(reader.find(KEY, SLIDE)).isInstanceOf(Reading.NoSuchContainer.class);
    requests();
    assertThat(reader.read(KEY)).isEmpty();
    assertThat(requests()).isEmpty();
  }

  @Test
  void absence_is_remembered_for_the_time_and_no_longer() {
    assertThat(reader.read(key(2))).isEmpty();
    elsewhere.swap(container(key(2), 1), Revision.NONE);
    requests();
    pass(MOST.minusNanos(1));
    assertThat(reader.find(key(2), SLIDE)).isInstanceOf(Reading.NoSuchContainer.class);
    assertThat(requests()).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(reader.find(key(2), SLIDE)).isInstanceOf(Reading.Present.class);
  }

  @Test
  void another_organizations_container_of_the_same_id_is_absent() {
    revision();
    ContainerKey foreign = new ContainerKey(new OrganizationId("org_other"), KEY.container());
    assertThat(reader.find(foreign, SLIDE)).isInstanceOf(Reading.NoSuchContainer.class);
  }

  @Test
  void the_time_counts_from_before_the_bucket_was_asked() {
    server.onRequest(RememberedManifestsTest::isGet, () -> pass(MOST.minusNanos(1)));
    revision();
    requests();
    pass(Duration.ofNanos(1));
    revision();
    assertThat(requests()).hasSize(1);
  }

  @Test
  void whether_a_superseded_asset_still_resolves_is_decided_at_each_request() {
    Instant superseded = container(KEY, 1).superseded().get(0).supersededAt();
    AtomicReference<Instant> now = new AtomicReference<>(superseded.plusSeconds(59));
    FindAsset find =
        new ReadOnlyLookup(
            reader, now::get, new Supersession(Duration.ofMinutes(1), Duration.ofDays(1)));
    Caller caller = Caller.of(ACME.value(), Scope.CONTENT_READ);
    assertThat(find.find(caller, KEY.container(), HELD)).isInstanceOf(FindAsset.Result.Found.class);
    requests();
    now.set(superseded.plusSeconds(60));
    assertThat(find.find(caller, KEY.container(), HELD))
        .isNotInstanceOf(FindAsset.Result.Found.class);
    assertThat(requests()).isEmpty();
  }

  @Test
  void of_several_only_what_is_not_remembered_is_asked_for() {
    elsewhere.swap(container(key(2), 1), Revision.NONE);
    revision();
    requests();
    List<AssetKey> assets =
        List.of(
            new AssetKey(KEY, SLIDE),
            new AssetKey(key(2), SLIDE),
            new AssetKey(KEY, new AssetId("none")),
            new AssetKey(key(2), HELD));
    List<Reading> readings = reader.findAll(assets);
    assertThat(readings).isEqualTo(elsewhere.findAll(assets));
    assertThat(requests())
        .filteredOn(request -> request.header("If-None-Match") == null)
        .filteredOn(request -> request.key().equals(ObjectKeys.manifest(key(2))))
        .hasSize(2);
    assertThat(reader.findAll(assets)).isEqualTo(readings);
    assertThat(requests()).isEmpty();
  }

  @Test
  void without_an_answer_nothing_older_is_given_and_afterwards_the_tag_still_counts() {
    Container first = reader.read(KEY).orElseThrow();
    failReads();
    pass(MOST.minusNanos(1));
    assertThat(revision()).isEqualTo(1);
    pass(Duration.ofNanos(1));
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> reader.read(KEY));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> reader.find(KEY, SLIDE));
    server.clearFaults();
    assertThat(reader.read(KEY)).containsSame(first);
  }

  @Test
  void what_is_corrupt_is_said_each_time_and_not_remembered() {
    revision();
    byte[] whole = stored().body();
    put(new byte[] {'{'});
    pass(MOST);
    assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> reader.read(KEY));
    assertThat(reader.findAll(List.of(new AssetKey(KEY, SLIDE))))
        .singleElement()
        .isInstanceOf(Reading.Corrupt.class);
    put(whole);
    assertThat(revision()).isEqualTo(1);
  }

  private void put(byte[] body) {
    server.put(bucket, ObjectKeys.manifest(KEY), body, "application/json", Map.of());
  }

  /** What this process does to a container, as its writers do. */
  enum OwnWrite {
    REPLACE {
      @Override
      void run(ContainerStore store) {
        replace(store, 2);
      }
    },
    REMOVE {
      @Override
      void run(ContainerStore store) {
        assertThat(store.remove(KEY, new Revision(1))).isEqualTo(Swap.DONE);
      }
    };

    abstract void run(ContainerStore store);
  }

  @ParameterizedTest
  @EnumSource
  void a_write_of_this_process_is_seen_at_once(OwnWrite write) {
    revision();
    write.run(store);
    assertThat(reader.read(KEY)).isEqualTo(elsewhere.read(KEY));
  }

  @Test
  void a_container_that_was_absent_is_seen_as_soon_as_this_process_creates_it() {
    assertThat(reader.read(key(2))).isEmpty();
    store.swap(container(key(2), 1), Revision.NONE);
    assertThat(reader.read(key(2))).isPresent();
  }

  @Test
  void a_write_whose_outcome_is_unknown_is_seen_if_it_happened() {
    revision();
    server.fault(RememberedManifestsTest::isPut, new Fault.LostReply(), 1);
    server.onAnswer(RememberedManifestsTest::isPut, this::failReads);
    assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> replace(store, 2));
    server.clearFaults();
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void a_writer_that_finds_out_that_it_is_late_makes_readers_ask_again() {
    revision();
    replace(elsewhere, 2);
    assertThat(store.swap(container(KEY, 2), new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(revision()).isEqualTo(2);
    replace(elsewhere, 3);
    assertThat(store.read(KEY)).contains(container(KEY, 3));
    assertThat(revision()).isEqualTo(3);
  }

  /** How a read that is under way asks. */
  enum Before {
    NOTHING_WAS_READ {
      @Override
      void prepare(RememberedManifestsTest test) {}
    },
    IT_WAS_READ_LONG_AGO {
      @Override
      void prepare(RememberedManifestsTest test) {
        test.revision();
        test.pass(MOST);
      }
    };

    abstract void prepare(RememberedManifestsTest test);
  }

  @ParameterizedTest
  @EnumSource
  void a_read_under_way_does_not_bring_back_what_a_write_has_replaced(Before before)
      throws Exception {
    before.prepare(this);
    Future<Long> old;
    try (Held held = new Held()) {
      old = held.read(this::revision);
      replace(store, 2);
    }
    assertThat(old.get()).isEqualTo(1);
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void a_read_that_begins_after_a_write_does_not_join_one_that_began_before() throws Exception {
    Future<Long> old;
    try (Held held = new Held()) {
      old = held.read(this::revision);
      replace(store, 2);
      assertThat(revision()).isEqualTo(2);
    }
    assertThat(old.get()).isEqualTo(1);
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void a_read_does_not_join_one_that_began_too_long_ago() throws Exception {
    Future<Long> old;
    try (Held held = new Held()) {
      old = held.read(this::revision);
      replace(elsewhere, 2);
      pass(MOST);
      assertThat(revision()).isEqualTo(2);
    }
    assertThat(old.get()).isEqualTo(1);
    requests();
    assertThat(revision()).isEqualTo(2);
    assertThat(requests()).isEmpty();
  }

  @Test
  void all_who_ask_for_a_container_at_the_same_time_share_one_request() throws Exception {
    List<Future<Long>> reads = new ArrayList<>();
    try (Held held = new Held()) {
      reads.add(held.read(this::revision));
      for (int i = 0; i < 10; i++) {
        reads.add(held.join(this::revision));
      }
    }
    for (Future<Long> read : reads) {
      assertThat(read.get()).isEqualTo(1);
    }
    assertThat(requests()).hasSize(1);
  }

  @Test
  void a_failure_is_that_of_all_who_waited_and_of_nobody_after_them() throws Exception {
    server.fault(RememberedManifestsTest::isGet, new Fault.Status(403, "AccessDenied"), 1);
    List<Future<Long>> reads = new ArrayList<>();
    try (Held held = new Held()) {
      reads.add(held.read(this::revision));
      reads.add(held.join(this::revision));
      reads.add(held.join(this::revision));
    }
    for (Future<Long> read : reads) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(read::get)
          .withCauseInstanceOf(StoreNotSetUpException.class);
    }
    assertThat(requests()).hasSize(1);
    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void a_large_container_is_read_each_time_and_each_reader_gets_what_it_asks_for()
      throws Exception {
    Container large = LargeManifestsTest.large(800, 2);
    assertThat(elsewhere.swap(large, new Revision(1))).isEqualTo(Swap.DONE);
    Future<Reading> first;
    Future<Reading> second;
    try (Held held = new Held()) {
      first = held.read(() -> reader.find(KEY, new AssetId("a0")));
      second = held.join(() -> reader.find(KEY, new AssetId("a799")));
    }
    assertThat(first.get()).isEqualTo(new Reading.Present(LargeManifestsTest.longAsset(0), null));
    assertThat(second.get())
        .isEqualTo(new Reading.Present(LargeManifestsTest.longAsset(799), null));
    assertThat(remembered.bytes()).isZero();
    requests();
    assertThat(reader.read(KEY)).contains(large);
    assertThat(requests()).hasSize(2);
  }

  @Test
  void what_is_remembered_has_a_bound() {
    remember(64 << 10);
    IntStream.range(0, 60)
        .forEach(
            number -> {
              elsewhere.swap(container(key(number), 1), Revision.NONE);
              assertThat(reader.read(key(number))).isPresent();
            });
    assertThat(remembered.bytes()).isBetween(32L << 10, 64L << 10);
    requests();
    IntStream.range(0, 60).forEach(number -> reader.read(key(number)));
    assertThat(requests()).hasSizeBetween(20, 59);
  }

  @Test
  void ids_that_somebody_makes_up_take_no_room_from_containers() {
    remember(64 << 10);
    revision();
    IntStream.range(1_000, 1_100).forEach(number -> reader.read(key(number)));
    assertThat(remembered.bytes()).isLessThanOrEqualTo(64 << 10);
    requests();
    revision();
    assertThat(requests()).isEmpty();
  }

  @Test
  void writers_lists_and_sweeps_read_what_is_there() {
    revision();
    replace(elsewhere, 2);
    elsewhere.swap(container(key(2), 1), Revision.NONE);
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10))
        .isEqualTo(elsewhere.list(ACME, ContainerFilter.ALL, null, 10));
    assertThat(store.due(Stage.RELEASE, FOREVER, null, 10))
        .isEqualTo(elsewhere.due(Stage.RELEASE, FOREVER, null, 10));
    assertThat(store.scan(null, 10)).isEqualTo(elsewhere.scan(null, 10));
    assertThat(store.latestRevision(KEY)).isEqualTo(new Revision(2));
    assertThat(store.find(KEY, SLIDE)).isEqualTo(elsewhere.find(KEY, SLIDE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "PT24H0.000000001S"})
  void a_staleness_is_more_than_zero_and_at_most_a_day(Duration most) {
    R2ManifestStore manifests = storage.containers(bucket);
    assertThatIllegalArgumentException().isThrownBy(() -> manifests.remembering(most, BYTES));
  }

  @Test
  void there_is_room_for_a_few_containers_at_least() {
    R2ManifestStore manifests = storage.containers(bucket);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manifests.remembering(MOST, (64 << 10) - 1));
    assertThat(manifests.remembering(MOST, 64 << 10).reader().read(KEY)).isPresent();
  }

  @Test
  void by_the_clock_of_the_machine_a_day_has_not_passed() {
    reader = storage.containers(bucket).remembering(Duration.ofDays(1), BYTES).reader();
    revision();
    requests();
    revision();
    assertThat(requests()).isEmpty();
  }

  /** Holds the answer to the next GET, which says how it was when it came, until it is released. */
  private final class Held implements AutoCloseable {
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Held() {
      server.onAnswer(
          RememberedManifestsTest::isGet,
          () -> {
            answered.countDown();
            await(released);
          });
    }

    /** Begins a read, which is under way when this returns. */
    <T> FutureTask<T> read(Callable<T> reading) {
      FutureTask<T> read = begin(reading);
      await(answered);
      return read;
    }

    /** Begins a read that waits for another one when this returns, unless it has ended by then. */
    <T> FutureTask<T> join(Callable<T> reading) {
      FutureTask<T> read = begin(reading);
      Thread thread = threads.get(threads.size() - 1);
      while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
        Thread.onSpinWait();
      }
      return read;
    }

    private <T> FutureTask<T> begin(Callable<T> reading) {
      FutureTask<T> read = new FutureTask<>(reading);
      Thread thread = new Thread(read);
      threads.add(thread);
      thread.start();
      return read;
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Lets the answer go, and waits for all who read. */
    @Override
    public void close() {
      released.countDown();
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
