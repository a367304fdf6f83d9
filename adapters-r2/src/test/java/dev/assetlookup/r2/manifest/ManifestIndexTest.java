package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.CREATED;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.asset;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static dev.assetlookup.r2.manifest.ManifestSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.OtherTime;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.Recorded;
import dev.assetlookup.s3server.StrictS3Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** The lists beside the manifests: what they cost, and what becomes of them when writes fail. */
@OtherTime
class ManifestIndexTest {
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

  private void create(Container container) {
    assertThat(store.swap(container, Revision.NONE)).isEqualTo(Swap.DONE);
  }

  private void createMany(int count) {
    IntStream.rangeClosed(1, count).forEach(i -> create(container(key(i), 1)));
    server.clearRequests();
  }

  // What calls cost.

  @Test
  void a_find_is_one_get() {
    createMany(1);
    store.find(KEY, asset("slide-1").id());
    assertThat(requests()).isEqualTo(Map.of("GetObject", 1L));
    server.clearRequests();
    store.find(key(2), asset("slide-1").id());
    assertThat(requests()).isEqualTo(Map.of("GetObject", 1L));
  }

  @Test
  void a_find_of_several_is_one_get_for_each_container() {
    createMany(20);
    List<AssetKey> pairs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pairs.add(new AssetKey(key(1 + i % 20), asset(i < 50 ? "slide-1" : "held").id()));
    }
    // As long as a thread may take to begin.
    server.latency(Duration.ofMillis(100));
    assertThat(store.findAll(pairs)).hasSize(100);
    assertThat(requests()).isEqualTo(Map.of("GetObject", 20L));
    assertThat(server.mostAtOnce()).isGreaterThan(1);
  }

  @Test
  void a_page_of_a_list_is_one_list_and_a_get_for_each_row() {
    createMany(30);
    for (ContainerFilter filter : List.of(ContainerFilter.ALL, project("project-1"))) {
      assertThat(store.list(ACME, filter, null, 10).entries()).hasSize(10);
      assertThat(requests()).isEqualTo(Map.of("ListObjectsV2", 1L, "GetObject", 10L));
      server.clearRequests();
    }
  }

  @Test
  void a_list_of_one_project_reads_no_other_project() {
    createMany(10);
    assertThat(store.list(ACME, project("project-2"), null, 10).entries()).isEmpty();
    assertThat(requests()).isEqualTo(Map.of("ListObjectsV2", 1L));
  }

  @Test
  void a_list_of_some_time_reads_no_other_time() {
    for (int i = 1; i <= 10; i++) {
      create(container(key(i), 1, CREATED.plusSeconds(i)));
    }
    server.clearRequests();
    ContainerFilter filter =
        new ContainerFilter(
            null, Set.of(), Set.of(), Set.of(), CREATED.plusSeconds(4), CREATED.plusSeconds(6));
    assertThat(store.list(ACME, filter, null, 10).entries()).hasSize(3);
    assertThat(requests()).isEqualTo(Map.of("ListObjectsV2", 1L, "GetObject", 3L));
  }

  @Test
  void what_is_due_is_one_list() {
    createMany(10);
    assertThat(store.due(Stage.RELEASE, FOREVER, null, 5)).hasSize(5);
    assertThat(requests()).isEqualTo(Map.of("ListObjectsV2", 1L));
  }

  @Test
  void a_scan_within_an_organization_is_one_list_and_a_get_for_each_container() {
    createMany(10);
    assertThat(store.scan(key(2), 4)).hasSize(4);
    assertThat(requests()).isEqualTo(Map.of("ListObjectsV2", 1L, "GetObject", 4L));
  }

  @Test
  void a_replace_writes_the_entries_that_change_and_deletes_those_that_they_replace() {
    createMany(1);
    Container before = container(KEY, 1);
    Container next =
        new Container(
            KEY,
            new Revision(2),
            before.createdAt(),
            details("project-2"),
            before.assets(),
            before.superseded(),
            null);
    assertThat(store.swap(next, new Revision(1))).isEqualTo(Swap.DONE);
    assertThat(requests()).isEqualTo(Map.of("GetObject", 1L, "PutObject", 2L, "DeleteObject", 1L));
  }

  private Map<String, Long> requests() {
    return server.requests().stream()
        .collect(Collectors.groupingBy(Recorded::operation, Collectors.counting()));
  }

  // What a failed write leaves behind.

  @Test
  void what_a_crash_leaves_behind_is_listed_by_nobody_and_swept_when_it_is_old() {
    create(container(key(2), 1));
    crash(() -> store.swap(container(KEY, 1), Revision.NONE));
    assertThat(server.keys(bucket, "")).hasSize(5 + 4);
    assertThat(listed()).containsExactly(key(2).container());
    assertThat(store.due(Stage.RELEASE, FOREVER, null, 10)).hasSize(2);

    R2ManifestStore later = storeAt(Duration.ofMinutes(59));
    assertThat(later.due(Stage.RELEASE, FOREVER, null, 10)).hasSize(2);
    assertThat(later.list(ACME, ContainerFilter.ALL, null, 10).entries()).hasSize(1);
    assertThat(server.keys(bucket, "")).hasSize(5 + 4);

    sweepAndAssertLeft(key(2));
  }

  @Test
  void a_replace_that_crashed_leaves_the_container_where_it_was() {
    create(container(KEY, 1, CREATED));
    crash(() -> store.swap(container(KEY, 2, CREATED.plusSeconds(99)), new Revision(1)));
    List<Listed> rows = store.list(ACME, ContainerFilter.ALL, null, 10).entries();
    assertThat(rows)
        .extracting(Listed::position)
        .containsExactly(new ContainerPosition(CREATED, KEY.container()));
    // Also if the entries stand on different pages.
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 1).entries()).isEqualTo(rows);
    assertThat(store.list(ACME, ContainerFilter.ALL, rows.get(0).position(), 1).entries())
        .isEmpty();
    sweepAndAssertLeft(KEY);
  }

  @Test
  void an_entry_that_strayed_lists_its_container_in_its_own_place() {
    create(container(KEY, 1, CREATED));
    create(container(key(2), 1, CREATED.plusSeconds(50)));
    crash(() -> store.swap(container(KEY, 2, CREATED.plusSeconds(99)), new Revision(1)));
    assertThat(listed()).containsExactly(key(2).container(), KEY.container());
    List<Listed> first = store.list(ACME, ContainerFilter.ALL, null, 1).entries();
    List<Listed> second =
        store.list(ACME, ContainerFilter.ALL, first.get(0).position(), 1).entries();
    assertThat(Stream.concat(first.stream(), second.stream()))
        .extracting(listed -> listed.position().container())
        .containsExactly(key(2).container(), KEY.container());
  }

  @Test
  void old_entries_that_could_not_be_deleted_are_harmless_and_swept() {
    create(container(KEY, 1, CREATED));
    server.fault(
        request -> request.operation().equals("DeleteObject"),
        new Fault.Status(501, "NotImplemented"),
        1_000);
    assertThat(store.swap(container(KEY, 2, CREATED.plusSeconds(9)), new Revision(1)))
        .isEqualTo(Swap.DONE);
    server.clearFaults();
    assertThat(server.keys(bucket, "")).hasSize(9);
    assertThat(listed()).containsExactly(KEY.container());
    sweepAndAssertLeft(KEY);
  }

  @Test
  void what_is_due_of_a_container_that_cannot_be_read_is_reported_and_stays() {
    create(container(KEY, 1));
    server.put(bucket, ObjectKeys.manifest(KEY), new byte[] {1}, "text/plain", Map.of());
    R2ManifestStore later = storeAt(Duration.ofHours(2));
    assertThat(later.due(Stage.FORGET, FOREVER, null, 10))
        .extracting(Due::key)
        .containsExactly(KEY);
    assertThat(server.keys(bucket, "")).hasSize(5);
  }

  @Test
  void a_reader_that_may_not_delete_reads_all_the_same() {
    create(container(key(2), 1));
    crash(() -> store.swap(container(KEY, 1), Revision.NONE));
    server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_ONLY);
    R2ManifestStore later = storeAt(Duration.ofHours(2));
    assertThat(later.list(ACME, ContainerFilter.ALL, null, 10).entries()).hasSize(1);
    assertThat(later.due(Stage.RELEASE, FOREVER, null, 10))
        .extracting(Due::key)
        .containsExactly(key(2));
  }

  /** A write whose process ends after the entries, before the manifest. */
  private void crash(Runnable write) {
    server.fault(
        request -> request.operation().equals("PutObject") && request.key().endsWith(".json"),
        new Fault.Status(501, "NotImplemented"),
        1_000);
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(write::run);
    server.clearFaults();
  }

  /** Two hours later: the lists have one container alone, and no other entries. */
  private void sweepAndAssertLeft(ContainerKey left) {
    R2ManifestStore later = storeAt(Duration.ofHours(2));
    assertThat(later.list(ACME, ContainerFilter.ALL, null, 10).entries())
        .extracting(listed -> listed.position().container())
        .containsExactly(left.container());
    assertThat(later.list(ACME, project("project-1"), null, 10).entries()).hasSize(1);
    for (Stage stage : Stage.values()) {
      assertThat(later.due(stage, FOREVER, null, 10)).extracting(Due::key).containsExactly(left);
    }
    assertThat(server.keys(bucket, "")).hasSize(5);
  }

  /** The store, once the server's clock is that much later; our own clock does not matter. */
  private R2ManifestStore storeAt(Duration later) {
    server.clock(() -> Instant.now().plus(later));
    return store;
  }

  private List<Object> listed() {
    return store.list(ACME, ContainerFilter.ALL, null, 10).entries().stream()
        .<Object>map(listed -> listed.position().container())
        .toList();
  }

  // Names that a path would read otherwise, and foreign objects.

  @Test
  void organizations_and_projects_named_as_steps_of_a_path_are_names() {
    List<OrganizationId> organizations =
        Stream.of("-", ".", "..", "...", ".a", "0", "a", "a-", "a.", "a0")
            .map(OrganizationId::new)
            .toList();
    Map<ContainerKey, Container> all =
        organizations.stream()
            .map(organization -> inProject(organization, organization.value()))
            .collect(Collectors.toMap(Container::key, Function.identity()));
    all.values().forEach(this::create);
    for (Container container : all.values()) {
      OrganizationId organization = container.key().organization();
      assertThat(store.read(container.key())).contains(container);
      assertThat(store.list(organization, ContainerFilter.ALL, null, 10).entries()).hasSize(1);
      assertThat(store.list(organization, project(organization.value()), null, 10).entries())
          .hasSize(1);
    }
    List<ContainerKey> inOrder = all.keySet().stream().sorted().toList();
    assertThat(store.scan(null, 100)).extracting(Scanned::key).isEqualTo(inOrder);
    for (int i = 0; i < inOrder.size() - 1; i++) {
      assertThat(store.scan(inOrder.get(i), 1))
          .extracting(Scanned::key)
          .containsExactly(inOrder.get(i + 1));
    }
    List<Due> due = store.due(Stage.RELEASE, FOREVER, null, 100);
    assertThat(due).extracting(Due::key).isEqualTo(inOrder);
    for (int i = 0; i < due.size() - 1; i++) {
      assertThat(store.due(Stage.RELEASE, FOREVER, due.get(i), 1)).containsExactly(due.get(i + 1));
    }
    assertThat(server.keys(bucket, "organizations/./")).isEmpty();
    assertThat(server.keys(bucket, "organizations/%2E%2E/")).hasSize(3);
  }

  @Test
  void foreign_objects_in_the_bucket_are_passed_over() {
    create(container(KEY, 1));
    for (String key :
        List.of(
            "README.txt",
            "organizations/a b/containers/x.json",
            "organizations/org%2Eacme/containers/00000000-0000-0001-0000-000000000001.json",
            "organizations/org_acme/containers/notes.json",
            "organizations/org_acme/containers/00000000-0000-0001-0000-00000000000A.json",
            "organizations/org_acme/containers/.json",
            "organizations/org_acme/lists/all/0",
            "organizations/org_acme/lists/all/zzzz",
            "organizations/org_acme/lists/projects/project-1/0/1",
            "due/release/0",
            "due/release/0000000000000000!a!b!c",
            "keys/short.json",
            "keys/")) {
      server.put(bucket, key, new byte[] {1}, "text/plain", Map.of());
    }
    assertThat(listed()).containsExactly(KEY.container());
    assertThat(store.list(ACME, project("project-1"), null, 10).entries()).hasSize(1);
    assertThat(store.scan(null, 10)).extracting(Scanned::key).containsExactly(KEY);
    assertThat(store.due(Stage.RELEASE, FOREVER, null, 10)).hasSize(1);
    assertThat(storage.keys(bucket).listKeys(null, null, 10)).isEmpty();
  }

  @Test
  void a_scan_passes_over_more_removed_containers_than_a_page_has() {
    IntStream.rangeClosed(1, 130).forEach(i -> create(container(key(i), 1)));
    IntStream.rangeClosed(2, 129)
        .forEach(i -> assertThat(store.remove(key(i), new Revision(1))).isEqualTo(Swap.DONE));
    assertThat(store.scan(null, 2)).extracting(Scanned::key).containsExactly(key(1), key(130));
    assertThat(store.scan(key(1), 2)).extracting(Scanned::key).containsExactly(key(130));
  }

  // What belongs to the embedder.

  @Test
  void stores_make_no_request_when_constructed() {
    S3Client client = storage.client();
    assertThat(new R2ManifestStore(client, "none", storage.executor(), Duration.ofSeconds(1)))
        .isNotNull();
    assertThat(new R2KeyStore(client, "none", storage.executor(), Duration.ofSeconds(1)))
        .isNotNull();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void a_deadline_is_more_than_nothing_and_at_most_ten_minutes() {
    for (Duration illegal :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(10).plusNanos(1))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(
              () -> new R2ManifestStore(storage.client(), "b", storage.executor(), illegal));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new R2KeyStore(storage.client(), "b", storage.executor(), illegal));
    }
  }

  private static ContainerFilter project(String projectId) {
    return new ContainerFilter(projectId, Set.of(), Set.of(), Set.of(), null, null);
  }

  private static ContainerDetails details(String projectId) {
    return new ContainerDetails(
        projectId,
        ContainerStatus.COMPLETED,
        null,
        null,
        null,
        null,
        ApprovalStatus.NOT_REQUIRED,
        null,
        null);
  }

  private static Container inProject(OrganizationId organization, String projectId) {
    Container container = container(KEY, 1);
    return new Container(
        new ContainerKey(organization, KEY.container()),
        container.revision(),
        container.createdAt(),
        details(projectId),
        container.assets(),
        container.superseded(),
        null);
  }
}
