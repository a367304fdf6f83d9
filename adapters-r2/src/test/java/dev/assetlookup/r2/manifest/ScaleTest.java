package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.CREATED;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.document.DocumentForm;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buckets with so much in them that reading it takes longer than the patience for one request. */
class ScaleTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2ManifestStore store;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    store = new R2ManifestStore(storage.client(), bucket, storage.executor(), PATIENCE);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private void put(Container container) {
    UUID token = UUID.randomUUID();
    List<String> entries = IndexKeys.entries(container, List.of(), token);
    entries.forEach(entry -> server.put(bucket, entry, new byte[0], "x/y", Map.of()));
    put(
        ObjectKeys.manifest(container.key()),
        token,
        ManifestJson.write(container, entries, Optional.empty()));
  }

  private void put(String key, UUID token, ObjectNode fields) {
    ObjectNode node = JSON.createObjectNode().put("token", token.toString());
    node.putArray("formerTokens");
    node.setAll(fields);
    try {
      byte[] bytes = DocumentForm.seal(JSON.writeValueAsBytes(node));
      server.put(bucket, key, bytes, "application/json", Map.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Container container(ContainerKey key, int number, @Nullable String format) {
    return new Container(
        key,
        new Revision(1),
        CREATED.plusSeconds(number),
        new ContainerDetails(
            null,
            ContainerStatus.COMPLETED,
            format,
            null,
            null,
            null,
            ApprovalStatus.NOT_REQUIRED,
            null,
            null),
        List.of(ManifestSamples.asset("slide-1")),
        List.of(),
        null);
  }

  private long requests(String operation) {
    return server.requests().stream().filter(r -> r.operation().equals(operation)).count();
  }

  @Test
  void a_list_whose_filter_matches_little_comes_to_its_end_and_reads_each_manifest_once() {
    for (int i = 0; i < 10_000; i++) {
      put(container(ManifestSamples.key(i), i, i % 4_000 == 7 ? "reel" : "story"));
    }
    ContainerFilter reels =
        new ContainerFilter(null, Set.of(), Set.of("reel"), Set.of(), null, null);
    List<ContainerId> found = new ArrayList<>();
    ContainerPosition after = null;
    int calls = 0;
    do {
      long before = requests("GetObject");
      Page page = store.list(ACME, reels, after, 20);
      assertThat(requests("GetObject") - before).isLessThanOrEqualTo(ContainerList.LOOKED_AT + 100);
      page.entries().forEach(entry -> found.add(entry.position().container()));
      after = page.next();
      calls++;
    } while (after != null);
    assertThat(found)
        .containsExactly(
            ManifestSamples.key(8_007).container(),
            ManifestSamples.key(4_007).container(),
            ManifestSamples.key(7).container());
    assertThat(calls).isBetween(10, 11);
    assertThat(requests("GetObject")).isEqualTo(10_000);
  }

  @Test
  void keys_of_one_organization_are_found_among_thousands_of_others() {
    R2KeyStore keys = new R2KeyStore(storage.client(), bucket, storage.executor(), PATIENCE);
    assertThat(keys.addKey(API_KEY)).isTrue();
    String last = "ZZZZZZZZZZZZZZZZ";
    byte[] document =
        Objects.requireNonNull(server.object(bucket, ObjectKeys.apiKey(API_KEY.id()))).body();
    for (int i = 0; i < 3_000; i++) {
      putKey(document, keyId(i), "org_other");
    }
    putKey(document, last, ACME.value());
    List<ApiKeyId> found = new ArrayList<>();
    List<ListedKey> page = keys.listKeys(ACME, null, 10);
    while (!page.isEmpty()) {
      page.forEach(key -> found.add(key.id()));
      page = keys.listKeys(ACME, found.get(found.size() - 1), 10);
    }
    assertThat(found).containsExactly(API_KEY.id(), new ApiKeyId(last));
  }

  /** In the order of the numbers. */
  private static String keyId(int number) {
    StringBuilder id = new StringBuilder("K");
    for (char digit : String.format("%15s", Integer.toString(number, 6)).toCharArray()) {
      id.append(digit == ' ' ? '2' : (char) (digit + 2));
    }
    return id.toString();
  }

  private void putKey(byte[] document, String id, String organization) {
    try {
      ObjectNode fields = (ObjectNode) JSON.readTree(new String(document, StandardCharsets.UTF_8));
      fields.remove(List.of("version", DocumentForm.CHECKSUM, "token", "formerTokens"));
      fields.put("keyId", id).put("organizationId", organization);
      put(ObjectKeys.apiKey(new ApiKeyId(id)), UUID.randomUUID(), fields);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void many_organizations_and_removed_containers_are_scanned_in_order_and_in_few_lists() {
    List<ContainerKey> expected = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      ContainerKey key =
          new ContainerKey(
              new OrganizationId("org-" + (i % 10) + (i % 3 == 0 ? "-" : ".") + i),
              new ContainerId(new UUID(7, i)));
      put(container(key, i, null));
      expected.add(key);
    }
    for (int i = 0; i < 2_200; i++) {
      ContainerKey key =
          new ContainerKey(new OrganizationId("org-5"), new ContainerId(new UUID(8, i)));
      put(ObjectKeys.manifest(key), UUID.randomUUID(), ManifestJson.removed(key, new Revision(3)));
    }
    expected.sort(null);
    List<ContainerKey> found = new ArrayList<>();
    List<Scanned> page = store.scan(null, 100);
    while (!page.isEmpty()) {
      page.forEach(entry -> found.add(entry.key()));
      page = store.scan(found.get(found.size() - 1), 100);
    }
    assertThat(found).isEqualTo(expected);
    assertThat(requests("ListObjectsV2")).isLessThan(250);
  }

  @Test
  void a_limit_without_a_bound_is_one_page_and_only_an_empty_one_is_the_end() {
    for (int i = 0; i < 2_500; i++) {
      put(ManifestSamples.container(ManifestSamples.key(i), 1 + i));
    }
    List<Due> due = new ArrayList<>();
    List<Due> page = store.due(Stage.RELEASE, FOREVER, null, Integer.MAX_VALUE);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(Bucket.PAGE);
      due.addAll(page);
      page = store.due(Stage.RELEASE, FOREVER, due.get(due.size() - 1), Integer.MAX_VALUE);
    }
    assertThat(due).hasSize(2_500).isSorted().doesNotHaveDuplicates();
  }
}
