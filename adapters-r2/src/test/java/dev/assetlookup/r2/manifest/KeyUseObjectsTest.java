package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the uses of keys leave in a bucket, and what they cost. */
class KeyUseObjectsTest {
  private static final ApiKeyId ID = API_KEY.id();
  private static final Instant USED = Instant.parse("2026-10-25T01:30:00Z");

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2KeyStore keys;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    keys = storage.keys(bucket);
    assertThat(keys.addKey(API_KEY)).isTrue();
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private List<String> objects() {
    return server.keys(bucket, KeyUseObjects.USES);
  }

  private void put(String name) {
    server.put(bucket, KeyUseObjects.USES + name, new byte[0], "text/plain", Map.of());
  }

  private void record(Instant use) {
    keys.recordUses(Map.of(ID, use));
  }

  private Map<String, Long> requests(Runnable call) {
    server.clearRequests();
    call.run();
    return server.requests().stream()
        .collect(Collectors.groupingBy(Recorded::operation, Collectors.counting()));
  }

  @Test
  void a_key_has_one_object_however_often_it_is_used() {
    for (int hour = 0; hour < 5; hour++) {
      record(USED.plus(Duration.ofHours(hour)));
      assertThat(objects()).hasSize(1);
    }
    assertThat(keys.lastUses(List.of(ID))).containsOnly(Map.entry(ID, USED.plusSeconds(4 * 3600)));
  }

  @Test
  void a_use_costs_one_list_one_head_and_one_put_and_is_worth_that_once_an_hour() {
    Map<String, Long> first = Map.of("ListObjectsV2", 1L, "HeadObject", 1L, "PutObject", 1L);
    assertThat(requests(() -> record(USED))).isEqualTo(first);
    assertThat(requests(() -> record(USED))).isEqualTo(Map.of("ListObjectsV2", 1L));
    assertThat(requests(() -> record(USED.plusSeconds(1))))
        .containsAllEntriesOf(first)
        .containsEntry("DeleteObject", 1L)
        .hasSize(4);
    assertThat(requests(() -> keys.lastUses(List.of(ID)))).isEqualTo(Map.of("ListObjectsV2", 1L));
    assertThat(requests(() -> keys.lastUses(List.of()))).isEmpty();
    assertThat(keys.betweenUses()).isEqualTo(Duration.ofHours(1));
  }

  /** As two servers leave them that record a use at the same time. */
  @Test
  void of_several_objects_of_a_key_the_latest_counts_and_the_next_use_replaces_all() {
    record(USED);
    String earlier = objects().get(0);
    record(USED.plusSeconds(1));
    put(earlier.substring(KeyUseObjects.USES.length()));
    assertThat(objects()).hasSize(2);
    assertThat(keys.lastUses(List.of(ID))).containsOnly(Map.entry(ID, USED.plusSeconds(1)));
    record(USED.plusSeconds(2));
    assertThat(objects()).hasSize(1);
  }

  @Test
  void an_object_that_is_no_use_is_passed_over() {
    record(USED);
    for (String name : List.of("x", ID + "/", ID + "/x", ID + "/0", ID + "x" + "0".repeat(16))) {
      put(name);
    }
    put(ID + "/ffffffffffffffffffff");
    put(ID + "/7fffffffffffffff/0");
    assertThat(keys.lastUses(List.of(ID))).containsOnly(Map.entry(ID, USED));
  }

  /** A page of a LIST has 1,000 objects. */
  @Test
  void a_key_is_found_behind_very_many_others_with_one_list() {
    record(USED);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    for (int i = 0; i < 1_024; i++) {
      String id = "" + alphabet.charAt(i / 32) + alphabet.charAt(i % 32) + "Z".repeat(14);
      put(id + "/0000000000000001");
    }
    assertThat(requests(() -> assertThat(keys.lastUses(List.of(ID))).hasSize(1)))
        .isEqualTo(Map.of("ListObjectsV2", 1L));
    List<ApiKeyId> ends = List.of(key("77"), ID, key("22"));
    assertThat(keys.lastUses(ends)).hasSize(3);
  }

  private static ApiKeyId key(String start) {
    return new ApiKeyId(start + "Z".repeat(14));
  }

  @Test
  void a_storage_that_refuses_keeps_the_use_before() {
    record(USED);
    server.fault(
        request -> request.operation().equals("PutObject"),
        new Fault.Status(403, "AccessDenied"),
        1_000);
    assertThatThrownBy(() -> record(USED.plusSeconds(1)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(keys.lastUses(List.of(ID))).containsOnly(Map.entry(ID, USED));
  }

  @Test
  void the_key_document_does_not_change() {
    List<String> before = server.keys(bucket, ObjectKeys.API_KEYS);
    record(USED);
    assertThat(server.keys(bucket, ObjectKeys.API_KEYS)).isEqualTo(before);
    assertThat(keys.listKeys(null, null, 10)).hasSize(1);
  }
}
