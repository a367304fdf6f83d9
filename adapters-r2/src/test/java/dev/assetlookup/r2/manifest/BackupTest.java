package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.asset;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static dev.assetlookup.r2.manifest.ManifestSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.OtherTime;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.manifest.R2Repair.Counts;
import dev.assetlookup.r2.manifest.R2Repair.Damage;
import dev.assetlookup.r2.manifest.R2Repair.Finding;
import dev.assetlookup.r2.manifest.R2Repair.Mode;
import dev.assetlookup.s3server.Access;
import dev.assetlookup.s3server.Fault;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Copies of a metadata bucket as ordinary tools make them, and what they have lost put back. */
@OtherTime
class BackupTest {
  private static final int CONTAINERS = 5;

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private List<Finding> findings;

  @BeforeEach
  void fill() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    findings = new ArrayList<>();
    R2ManifestStore store = storage.containers(bucket);
    IntStream.rangeClosed(1, CONTAINERS)
        .forEach(
            i -> assertThat(store.swap(container(key(i), 7), Revision.NONE)).isEqualTo(Swap.DONE));
    assertThat(store.remove(key(CONTAINERS), new Revision(7))).isEqualTo(Swap.DONE);
    assertThat(storage.keys(bucket).addKey(API_KEY)).isTrue();
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  /** As `rclone copy` and `aws s3 sync` do to another provider: in any order, without metadata. */
  private String copied(boolean withEmptyObjects) {
    String copy = storage.freshBucket();
    // As far off as a signature may be.
    server.clock(() -> Instant.now().plus(Duration.ofMinutes(10)));
    S3Client client = storage.client();
    List<String> keys = new ArrayList<>(server.keys(bucket, ""));
    Collections.shuffle(keys, new Random(1));
    for (String key : keys) {
      byte[] bytes = client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
      if (withEmptyObjects || bytes.length > 0) {
        client.putObject(
            put -> put.bucket(copy).key(key).contentType("binary/octet-stream"),
            RequestBody.fromBytes(bytes));
      }
    }
    server.clock(() -> Instant.now().plus(Duration.ofHours(40)));
    return copy;
  }

  private Counts run(String bucket, Mode mode) {
    findings.clear();
    return run(bucket, null, mode);
  }

  private Counts run(String bucket, @Nullable OrganizationId only, Mode mode) {
    return new R2Repair(storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE)
        .run(only, mode, findings::add, counts -> {}, () -> false);
  }

  @Test
  void a_copied_bucket_is_the_same_store() {
    String copy = copied(true);
    assertThat(run(copy, Mode.CHECK)).isEqualTo(new Counts(CONTAINERS, 1, 0, 0, 0, 0, 0, true));
    assertWorks(copy);
  }

  @Test
  void a_bucket_copied_without_empty_objects_is_the_same_store_once_it_is_repaired() {
    String copy = copied(false);
    R2ManifestStore store = storage.containers(copy);
    assertThat(store.read(KEY)).contains(container(KEY, 7));
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries()).isEmpty();
    List<String> before = server.keys(copy, "");

    Counts lost = new Counts(CONTAINERS, 1, 4L * (CONTAINERS - 1), 0, 0, 0, 0, true);
    assertThat(run(copy, Mode.CHECK)).isEqualTo(lost);
    assertThat(findings).hasSize(16).extracting(Finding::kind).containsOnly(Damage.LOST_ENTRY);
    assertThat(server.keys(copy, "")).isEqualTo(before);

    assertThat(run(copy, Mode.REPAIR).repaired()).isEqualTo(CONTAINERS - 1);
    assertThat(server.keys(copy, "")).isEqualTo(server.keys(bucket, ""));
    assertThat(run(copy, Mode.CHECK).lostEntries()).isZero();
    assertWorks(copy);
  }

  /** Everything that a store does. */
  private void assertWorks(String copy) {
    R2ManifestStore store = storage.containers(copy);
    R2ManifestStore original = storage.containers(bucket);
    assertThat(store.find(KEY, asset("slide-1").id())).isInstanceOf(Reading.Present.class);
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries())
        .hasSize(CONTAINERS - 1)
        .isEqualTo(original.list(ACME, ContainerFilter.ALL, null, 10).entries());
    for (Stage stage : Stage.values()) {
      assertThat(store.due(stage, FOREVER, null, 10))
          .hasSize(CONTAINERS - 1)
          .isEqualTo(original.due(stage, FOREVER, null, 10));
    }
    assertThat(store.scan(null, 10)).isEqualTo(original.scan(null, 10));

    assertThat(store.swap(container(KEY, 8), new Revision(7))).isEqualTo(Swap.DONE);
    assertThat(store.remove(key(2), new Revision(7))).isEqualTo(Swap.DONE);
    assertThat(store.latestRevision(key(CONTAINERS))).isEqualTo(new Revision(7));
    assertThat(store.swap(container(key(CONTAINERS), 8), Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries())
        .extracting(listed -> listed.position().container())
        .containsExactlyInAnyOrder(
            KEY.container(), key(3).container(), key(4).container(), key(CONTAINERS).container());

    R2KeyStore keys = storage.keys(copy);
    assertThat(keys.findKey(API_KEY.id())).contains(API_KEY);
    assertThat(keys.changeKeyStatus(API_KEY.id(), API_KEY.status(), ManifestSamples.KILLED))
        .isTrue();
    assertThat(keys.listKeys(ACME, null, 10))
        .containsExactly(new ListedKey.Whole(API_KEY.with(ManifestSamples.KILLED)));
    assertThat(run(copy, Mode.CHECK).lostEntries()).isZero();
  }

  @Test
  void what_cannot_be_repaired_is_reported_and_does_not_stop_the_rest() {
    String copy = copied(false);
    put(copy, ObjectKeys.manifest(key(2)), "{}", Map.of());
    put(copy, "keys/AAAAAAAAAAAAAAAA.json", "no JSON", Map.of());
    Counts counts = run(copy, Mode.REPAIR);
    assertThat(counts).isEqualTo(new Counts(CONTAINERS, 2, 12, 0, 2, 0, 3, true));
    assertThat(findings)
        .filteredOn(finding -> finding.kind() == Damage.UNREADABLE)
        .extracting(Finding::object)
        .containsExactly(ObjectKeys.manifest(key(2)), "keys/AAAAAAAAAAAAAAAA.json");
    assertThat(storage.containers(copy).list(ACME, ContainerFilter.ALL, null, 10).entries())
        .hasSize(3);
  }

  @Test
  void a_document_that_fails_for_now_is_reported_and_does_not_stop_the_rest() {
    String copy = copied(false);
    server.fault(
        request ->
            request.operation().equals("PutObject")
                && request.key().contains(key(3).container().uuid().toString()),
        new Fault.Status(400, "InvalidRequest"),
        1_000);
    Counts counts = run(copy, Mode.REPAIR);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(counts.repaired()).isEqualTo(CONTAINERS - 2);
    server.clearFaults();
    assertThat(run(copy, Mode.REPAIR).failed()).isZero();
    assertThat(server.keys(copy, "")).isEqualTo(server.keys(bucket, ""));
  }

  @Test
  void a_check_needs_no_permission_to_write_and_a_repair_says_that_it_does() {
    String copy = copied(false);
    server.addCredential(server.accessKeyId(), server.secretAccessKey(), Access.READ_ONLY);
    assertThat(run(copy, Mode.CHECK).lostEntries()).isEqualTo(16);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> run(copy, Mode.REPAIR));
  }

  @Test
  void what_a_writer_changes_meanwhile_is_not_called_lost() {
    R2ManifestStore store = storage.containers(bucket);
    server.onRequest(
        request -> request.operation().equals("HeadObject"),
        () -> {
          Container next = container(KEY, 8);
          assertThat(store.swap(next, new Revision(7))).isEqualTo(Swap.DONE);
        });
    assertThat(run(bucket, Mode.REPAIR).lostEntries()).isZero();
    assertThat(store.read(KEY)).contains(container(KEY, 8));
  }

  @Test
  void what_an_earlier_version_listed_under_another_spelling_of_its_project_is_moved() {
    String uuid = "0192f3a1-5b6c-7d8e-9f00-112233445566";
    Container container = ofProject(key(9), uuid);
    Bucket objects = new Bucket(storage.client(), bucket, ManifestStorage.PATIENCE);
    Manifests manifests = new Manifests(objects);
    UUID token = UUID.randomUUID();
    List<String> entries =
        IndexKeys.entries(container, List.of(), token).stream()
            .map(entry -> entry.replace("/projects/prj_", "/projects/"))
            .toList();
    new ContainerIndex(objects, manifests, new Parallel(storage.executor(), 4))
        .add(entries, objects.beginWrite());
    manifests.write(
        key(9), Optional.empty(), token, Optional.of(container), entries, objects.beginWrite());
    ContainerFilter project = new ContainerFilter(uuid, Set.of(), Set.of(), Set.of(), null, null);
    R2ManifestStore store = storage.containers(bucket);
    assertThat(store.list(ACME, project, null, 10).entries()).isEmpty();
    assertThat(run(bucket, Mode.CHECK).lostEntries()).isEqualTo(1);
    assertThat(run(bucket, Mode.REPAIR).repaired()).isEqualTo(1);
    assertThat(store.list(ACME, project, null, 10).entries())
        .extracting(Listed::position)
        .containsExactly(new ContainerPosition(container.createdAt(), key(9).container()));
    assertThat(store.read(key(9))).contains(container);
    assertThat(server.keys(bucket, "organizations/" + ACME + "/lists/projects/"))
        .noneMatch(key -> key.contains("/" + uuid + "/"));
    assertThat(run(bucket, Mode.REPAIR).repaired()).isZero();
  }

  private static Container ofProject(ContainerKey key, String projectId) {
    Container one = container(key, 3);
    ContainerDetails details = one.details();
    return new Container(
        key,
        one.revision(),
        one.createdAt(),
        new ContainerDetails(
            projectId,
            details.status(),
            details.format(),
            "carousel",
            details.caption(),
            null,
            details.approvalStatus(),
            null,
            null),
        one.assets(),
        one.superseded(),
        null);
  }

  @Test
  void only_one_organization_is_looked_at_if_one_is_named() {
    String copy = copied(false);
    assertThat(run(copy, new OrganizationId("org_other"), Mode.REPAIR))
        .isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 0, true));
    assertThat(run(copy, ACME, Mode.REPAIR).repaired()).isEqualTo(CONTAINERS - 1);
  }

  @Test
  void a_check_that_is_ended_early_says_so() {
    Counts counts =
        new R2Repair(storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE)
            .run(null, Mode.CHECK, findings::add, done -> {}, () -> true);
    assertThat(counts.complete()).isFalse();
  }

  // A bucket as version 1 wrote it: container 1 of revision 2, container 2 removed, and a key.

  private String bucketOfVersion1(boolean withMetadata) {
    String old = storage.freshBucket();
    try (InputStream in =
        Objects.requireNonNull(BackupTest.class.getResourceAsStream("bucket-of-version-1.tsv"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] parts = line.split("\t", -1);
        if (parts.length == 3) {
          boolean stamped = withMetadata && !parts[1].isEmpty();
          put(old, parts[0], parts[2], stamped ? Map.of("checksum-sha256", parts[1]) : Map.of());
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return old;
  }

  private void put(String into, String key, String text, Map<String, String> metadata) {
    server.put(into, key, text.getBytes(StandardCharsets.UTF_8), "application/json", metadata);
  }

  @Test
  void a_bucket_of_version_1_is_read_and_written_on() {
    String old = bucketOfVersion1(true);
    R2ManifestStore store = storage.containers(old);
    assertThat(store.read(KEY)).contains(container(KEY, 2));
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries())
        .hasExactlyElementsOfTypes(Listed.Row.class);
    assertThat(store.due(Stage.FORGET, FOREVER, null, 10)).extracting(Due::key).contains(KEY);
    assertThat(store.swap(container(KEY, 3), new Revision(2))).isEqualTo(Swap.DONE);
    assertThat(store.read(KEY)).contains(container(KEY, 3));
    R2KeyStore keys = storage.keys(old);
    assertThat(keys.findKey(API_KEY.id())).contains(API_KEY);
    assertThat(keys.changeKeyStatus(API_KEY.id(), API_KEY.status(), ManifestSamples.KILLED))
        .isTrue();
    assertThat(keys.findKey(API_KEY.id())).contains(API_KEY.with(ManifestSamples.KILLED));
  }

  @Test
  void a_container_that_version_1_removed_goes_on_above_every_count() {
    R2ManifestStore store = storage.containers(bucketOfVersion1(true));
    Revision latest = store.latestRevision(key(2));
    assertThat(latest.number()).isGreaterThan(1_000_000_000_000_000L).isLessThan(1L << 53);
    assertThat(store.swap(container(key(2), 3), Revision.NONE)).isEqualTo(Swap.STALE);
    Container next = container(KEY, 3);
    Container again =
        new Container(
            key(2),
            latest.next(),
            next.createdAt(),
            next.details(),
            next.assets(),
            List.of(),
            null);
    assertThat(store.swap(again, Revision.NONE)).isEqualTo(Swap.DONE);
    assertThat(store.remove(key(2), latest.next())).isEqualTo(Swap.DONE);
    assertThat(store.latestRevision(key(2))).isEqualTo(latest.next());
  }

  @Test
  void a_bucket_of_version_1_survives_an_ordinary_backup_once_it_is_renewed() {
    bucket = bucketOfVersion1(true);
    Revision removed = storage.containers(bucket).latestRevision(key(2));
    assertThat(run(bucket, Mode.CHECK)).isEqualTo(new Counts(2, 1, 0, 3, 0, 0, 0, true));
    assertThat(run(bucket, Mode.REPAIR)).isEqualTo(new Counts(2, 1, 0, 3, 0, 0, 3, true));
    assertThat(run(bucket, Mode.CHECK).earlier()).isZero();
    assertThat(findings).isEmpty();

    R2ManifestStore copy = storage.containers(copied(true));
    assertThat(copy.read(KEY)).contains(container(KEY, 2));
    assertThat(copy.latestRevision(key(2))).isEqualTo(removed);
    assertThat(copy.swap(container(KEY, 3), new Revision(2))).isEqualTo(Swap.DONE);
  }

  @Test
  void a_backup_of_version_1_without_metadata_is_taken_only_if_that_is_asked_for() {
    String old = bucketOfVersion1(false);
    R2ManifestStore store = storage.containers(old);
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> store.read(KEY))
        .withMessageContaining("asset-lookup repair --unchecked");
    assertThat(run(old, Mode.REPAIR)).isEqualTo(new Counts(2, 1, 0, 0, 3, 0, 0, true));
    assertThat(run(old, Mode.REPAIR_UNCHECKED)).isEqualTo(new Counts(2, 1, 0, 3, 0, 0, 3, true));
    assertThat(store.scan(null, 10)).containsExactly(new Scanned.Whole(container(KEY, 2)));
    assertThat(storage.keys(old).findKey(API_KEY.id())).contains(API_KEY);
  }

  @Test
  void a_document_of_version_1_that_was_changed_is_never_taken() {
    String old = bucketOfVersion1(true);
    String name = ObjectKeys.manifest(KEY);
    put(old, name, "{\"version\":1}", Map.of("checksum-sha256", "0".repeat(64)));
    assertThat(run(old, Mode.REPAIR_UNCHECKED).unreadable()).isEqualTo(1);
    put(old, name, "{\"version\":1}", Map.of());
    assertThat(run(old, Mode.REPAIR_UNCHECKED).unreadable()).isEqualTo(1);
  }
}
