package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are right for manifests, and some that are not. */
class ConditionProbeTest {
  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2ManifestStore store;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    store = storage.containers(bucket);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  @Test
  void a_server_that_observes_conditions_is_right_and_nothing_is_left_there() {
    store.probe();
    assertThat(server.keys(bucket, "")).isEmpty();
  }

  @Test
  void a_server_that_ignores_conditions_is_refused_with_what_to_do_and_nothing_is_left_there() {
    server.ignoreConditions(true);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(store::probe)
        .withMessageContaining("ignores If-None-Match")
        .withMessageContaining("storage.type jdbc");
    assertThat(server.keys(bucket, "")).isEmpty();
  }

  @Test
  void a_server_that_ignores_if_match_alone_is_refused() {
    server.onRequest(
        request -> request.header("If-Match") != null, () -> server.ignoreConditions(true));
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(store::probe)
        .withMessageContaining("ignores If-Match");
  }

  @Test
  void credentials_that_may_only_read_are_right_for_reading() {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_ONLY);
    store.probe();
    assertThat(store.read(KEY)).contains(container(KEY, 1));
  }

  @Test
  void a_missing_bucket_is_reported() {
    server.deleteBucket(bucket);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(store::probe)
        .withMessageContaining("there is no bucket " + bucket);
  }

  @Test
  void a_server_that_loses_an_answer_is_right_all_the_same() {
    server.fault(request -> request.method().equals("PUT"), new Fault.LostReply(), 1);
    new R2ManifestStore(storage.client(), bucket, storage.executor(), Duration.ofSeconds(20))
        .probe();
    assertThat(server.keys(bucket, "")).isEmpty();
  }
}
