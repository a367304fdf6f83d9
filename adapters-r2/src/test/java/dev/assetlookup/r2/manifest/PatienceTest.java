package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How long a storage in trouble is asked again, and what is said when that was in vain. */
@Execution(ExecutionMode.CONCURRENT)
class PatienceTest {
  private static final int FOR_GOOD = 1_000_000;
  // The client of old gave up after three.
  private static final int A_BURST = 4;

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2ManifestStore store;
  private R2ManifestStore impatient;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    store = new R2ManifestStore(storage.client(), bucket, storage.executor(), patience());
    impatient =
        new R2ManifestStore(storage.client(), bucket, storage.executor(), Duration.ofSeconds(2));
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private static Duration patience() {
    return ManifestStorage.PATIENCE;
  }

  private static boolean isManifest(Recorded request) {
    return request.operation().equals("PutObject") && request.key().endsWith(".json");
  }

  private long requests() {
    return server.requests().size();
  }

  @Test
  void a_writer_who_is_faster_than_a_write_a_second_is_slowed_down_and_not_refused() {
    server.oneWritePerSecond(true);
    // A request takes 90 ms of the server's time, so that a swap takes less than a second of it.
    Instant start = Instant.now();
    server.clock(() -> start.plusMillis(90 * requests()));
    for (int revision = 1; revision <= 6; revision++) {
      assertThat(store.swap(container(KEY, revision), new Revision(revision - 1)))
          .isEqualTo(Swap.DONE);
    }
    assertThat(server.requests().stream().filter(PatienceTest::isManifest)).hasSizeGreaterThan(6);
  }

  static Stream<Fault> passing() {
    return Stream.of(
        new Fault.Status(429, "TooManyRequests"),
        new Fault.Status(500, "InternalError"),
        new Fault.Later(0),
        new Fault.Reset());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void a_burst_of_failures_is_not_noticed_by_readers_and_writers(Fault fault) {
    server.fault(PatienceTest::isManifest, fault, A_BURST);
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    server.fault(request -> request.operation().equals("GetObject"), fault, A_BURST);
    assertThat(store.read(KEY)).contains(container(KEY, 1));
    server.fault(request -> request.operation().equals("ListObjectsV2"), fault, A_BURST);
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void an_outage_longer_than_the_patience_is_reported_with_its_time_its_attempts_and_its_cause(
      Fault fault) {
    server.fault(request -> true, fault, FOR_GOOD);
    String cause = fault instanceof Fault.Status status ? status.code() : "";
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> impatient.read(KEY))
        .withMessageContaining(cause)
        .withMessageMatching("(?s).*, after \\d+ attempts within 2s");
    assertThat(requests()).isGreaterThan(1);
  }

  @Test
  void a_write_that_was_turned_away_has_not_happened_and_one_without_an_answer_may_have() {
    R2ManifestStore writer =
        new R2ManifestStore(storage.client(), bucket, storage.executor(), Duration.ofSeconds(6));
    server.fault(PatienceTest::isManifest, new Fault.Status(429, "TooManyRequests"), FOR_GOOD);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> writer.swap(container(KEY, 1), Revision.NONE))
        .isNotInstanceOf(OutcomeUnknownException.class)
        .withMessageContaining("429 TooManyRequests");
    server.clearFaults();
    server.fault(PatienceTest::isManifest, new Fault.Reset(), FOR_GOOD);
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> writer.swap(container(KEY, 1), Revision.NONE));
    server.clearFaults();
    server.fault(request -> request.key().startsWith("due/"), new Fault.Reset(), FOR_GOOD);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .as("an entry of the index is not the container")
        .isThrownBy(() -> writer.swap(container(KEY, 1), Revision.NONE))
        .isNotInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void a_server_that_asks_for_more_time_than_there_is_is_not_asked_again() {
    server.fault(request -> true, new Fault.Later(3_600), FOR_GOOD);
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> store.read(KEY))
        .withMessageContaining("503 SlowDown");
    assertThat(requests()).isEqualTo(1);
  }
}
