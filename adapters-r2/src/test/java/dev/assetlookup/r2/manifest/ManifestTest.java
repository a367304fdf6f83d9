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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.document.DocumentForm;
import dev.assetlookup.r2.document.Documents;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests as they lie in the bucket, good ones and bad ones. */
class ManifestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MANIFEST =
      "organizations/org_acme/containers/00000000-0000-0001-0000-000000000001.json";
  private static final ContainerKey NEIGHBOUR = key(2);

  private static ManifestStorage<StrictS3Server> storage;

  private StrictS3Server server;
  private String bucket;
  private R2ManifestStore store;

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
    store = storage.containers(bucket);
    create(container(KEY, 1));
    create(container(NEIGHBOUR, 1));
  }

  private void create(Container container) {
    assertThat(store.swap(container, Revision.NONE)).isEqualTo(Swap.DONE);
  }

  @Test
  void a_container_lies_where_the_design_says_and_its_entries_in_the_order_of_the_lists() {
    assertThat(server.keys(bucket, ""))
        .contains(MANIFEST)
        .anyMatch(key -> key.startsWith("due/release/"))
        .anyMatch(key -> key.startsWith("due/forget/"))
        .anyMatch(key -> key.startsWith("organizations/org_acme/lists/all/"))
        .anyMatch(key -> key.startsWith("organizations/org_acme/lists/projects/project-1/"))
        .hasSize(10);
  }

  @Test
  void a_manifest_has_everything_and_leaves_out_what_is_absent() throws IOException {
    JsonNode manifest = JSON.readTree(object().body());
    assertThat(manifest.path("version").intValue()).isEqualTo(2);
    assertThat(UUID.fromString(manifest.path("token").textValue())).isNotNull();
    assertThat(manifest.path("containerId").textValue()).isEqualTo(KEY.container().toString());
    assertThat(manifest.path("createdAt").textValue()).isEqualTo("2026-04-17T13:10:01.000001Z");
    assertThat(manifest.path("assets").path(0).toString())
        .isEqualTo(
            "{\"assetId\":\"slide-1\",\"url\":\"https://media.example.com/slide-1.png\","
                + "\"kind\":\"image\",\"sizeBytes\":2048,\"width\":10}");
    assertThat(manifest.toString()).doesNotContain("null");
  }

  @Test
  void a_manifest_that_was_cut_off_is_refused() {
    S3Object whole = object();
    for (int length = 0; length < whole.body().length; length += 20) {
      put(Arrays.copyOf(whole.body(), length), whole.metadata());
      assertRefused(length <= 95 ? "it is not " : "do not have the checksum");
    }
  }

  @Test
  void a_manifest_of_which_one_character_was_changed_is_refused() {
    S3Object whole = object();
    for (int at = 0; at < whole.body().length; at += 37) {
      byte[] edited = whole.body().clone();
      edited[at] ^= 1;
      put(edited, whole.metadata());
      assertRefused("");
    }
  }

  @Test
  void a_manifest_that_was_formatted_anew_is_refused() throws IOException {
    put(JSON.readTree(object().body()).toPrettyString());
    assertRefused("it was changed after it was written");
  }

  @Test
  void a_manifest_needs_nothing_but_its_bytes() {
    server.put(bucket, MANIFEST, object().body(), "application/octet-stream", Map.of());
    assertThat(store.read(KEY)).contains(container(KEY, 1));
    assertThat(store.swap(container(KEY, 2), new Revision(1))).isEqualTo(Swap.DONE);
  }

  @Test
  void a_manifest_of_a_newer_version_is_refused_and_never_replaced() {
    ObjectNode manifest = manifest();
    put("{\"version\":3,\"revision\":1,\"what\":[");
    for (Runnable call :
        List.<Runnable>of(
            () -> store.latestRevision(KEY),
            () -> store.swap(container(KEY, 2), new Revision(1)),
            () -> store.swap(container(KEY, 2), Revision.NONE),
            () -> store.remove(KEY, new Revision(1)))) {
      assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(call::run);
    }
    assertReadRefused("it is not JSON");
    manifest.put("version", 3);
    put(manifest.toString());
    assertReadRefused("it is of version 3, which a newer asset-lookup wrote");
  }

  @Test
  void a_program_of_version_1_finds_the_checksum_where_it_looks_first() {
    assertThat(object().metadata()).isEqualTo(digestOf(object().body()));
  }

  @Test
  void the_manifest_of_another_container_is_refused() {
    S3Object other = Objects.requireNonNull(server.object(bucket, ObjectKeys.manifest(NEIGHBOUR)));
    put(other.body(), other.metadata());
    assertRefused("it is the manifest of another container");
  }

  @Test
  void the_manifest_of_another_organization_is_refused() {
    ContainerKey foreign = new ContainerKey(new OrganizationId("org_other"), KEY.container());
    create(container(foreign, 1));
    S3Object other = Objects.requireNonNull(server.object(bucket, ObjectKeys.manifest(foreign)));
    assertThat(store.remove(foreign, new Revision(1))).isEqualTo(Swap.DONE);
    put(other.body(), other.metadata());
    assertRefused("it is the manifest of another container");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "token         | 1",
        "token         | null",
        "formerTokens  | {}",
        "formerTokens  | [1]",
        "revision      | 0",
        "revision      | -1",
        "revision      | 1.5",
        "revision      | 9223372036854775808",
        "revision      | '1'",
        "createdAt     | 1",
        "createdAt     | 'yesterday'",
        "createdAt     | '1969-12-31T23:59:59Z'",
        "deletedAt     | '2026-04-17T13:10:00Z'",
        "deletedAt     | null",
        "details       | []",
        "details       | {}",
        "details       | {'status':'done','approvalStatus':'pending'}",
        "details       | {'status':'COMPLETED','approvalStatus':'pending'}",
        "details       | {'status':'completed','approvalStatus':'pending','projectId':'a/b'}",
        "assets        | {}",
        "assets        | [1]",
        "assets        | [{}]",
        "assets        | [{'assetId':'a/b','url':'https://a.example/b.png','kind':'image'}]",
        "assets        | [{'assetId':'a','url':'nowhere','kind':'image'}]",
        "assets        | [{'assetId':'a','url':'https://a.example/b.png'}]",
        "assets        |"
            + " [{'assetId':'a','url':'https://a.example/b.png','kind':'image','width':0}]",
        "assets        |"
            + " [{'assetId':'a','url':'https://a.example/b.png','kind':'image','width':2147483648}]",
        "superseded    | [{}]",
        "superseded    | [[]]",
        "removed       | 'true'",
        "index         | [1]",
        "index         |"
            + " ['organizations/org_acme/containers/00000000-0000-0001-0000-000000000002.json']",
        "index         | ['organizations/org_other/lists/all/1-2-3']",
      })
  void a_manifest_with_a_wrong_value_is_refused(String field, String value) {
    edit(manifest -> manifest.set(field, json(value.replace('\'', '"'))));
    assertRefused("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "formerTokens",
        "organizationId",
        "containerId",
        "revision",
        "createdAt",
        "details",
        "assets",
        "superseded",
        "index"
      })
  void a_manifest_without_a_required_field_is_refused(String field) {
    edit(manifest -> manifest.remove(field));
    assertRefused(field.equals("details") ? "details is not an object" : field + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'1'", "0", "1.0", "2", "null", "9223372036854775808"})
  void a_manifest_of_no_version_that_there_ever_was_is_refused(String version) {
    ObjectNode manifest = manifest();
    manifest.set("version", json(version.replace('\'', '"')));
    put(manifest.toString());
    assertRefused("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "null", "\"text\"", "{} {}", "{}x", "{\"a\":1,\"a\":1}"})
  void what_is_not_one_object_is_refused(String text) {
    put(text);
    assertRefused("");
  }

  @Test
  void a_field_that_stands_there_twice_is_refused() {
    String text = manifest().toString();
    put(sealed(text.replace("\"revision\":1,", "\"revision\":1,\"revision\":1,")), Map.of());
    assertRefused("it is not JSON");
  }

  @Test
  void a_manifest_that_is_too_long_is_refused_unread() {
    Bucket asked = new Bucket(storage.client(), bucket, ManifestStorage.PATIENCE);
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> new Documents(asked, 100).read(MANIFEST, asked.begin()))
        .withMessageContaining(bucket + "/" + MANIFEST)
        .withMessageContaining("longer than 100 bytes");
    Documents enough = new Documents(asked, object().body().length);
    assertThat(enough.read(MANIFEST, asked.begin())).isPresent();
  }

  /** Nothing reads it, and it can be replaced by who asks for its revision. */
  private void assertRefused(String reason) {
    assertReadRefused(reason);
    assertThat(store.latestRevision(KEY).number()).isGreaterThan(1_000_000_000L);
    assertThat(store.swap(container(KEY, 2), new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(store.swap(container(KEY, 2), Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(store.remove(KEY, new Revision(1))).isEqualTo(Swap.STALE);
  }

  /** What is asked of the container alone fails and names it; all else is answered as ever. */
  private void assertReadRefused(String reason) {
    for (Runnable call :
        List.<Runnable>of(() -> store.find(KEY, asset("slide-1").id()), () -> store.read(KEY))) {
      assertThatExceptionOfType(CorruptRecordException.class)
          .isThrownBy(call::run)
          .withMessageContaining(bucket + "/" + MANIFEST)
          .withMessageContaining(reason);
    }
    assertThat(store.findAll(List.of(first(KEY), first(NEIGHBOUR))))
        .hasExactlyElementsOfTypes(Reading.Corrupt.class, Reading.Present.class);
    List<Listed> listed = store.list(ACME, ContainerFilter.ALL, null, 10).entries();
    assertThat(listed).hasExactlyElementsOfTypes(Listed.Row.class, Listed.Broken.class);
    assertThat(listed.get(1).position())
        .isEqualTo(new ContainerPosition(CREATED.plusSeconds(1), KEY.container()));
    assertThat(store.scan(null, 10))
        .hasExactlyElementsOfTypes(Scanned.Broken.class, Scanned.Whole.class)
        .first()
        .extracting(Scanned::key)
        .isEqualTo(KEY);
    assertThat(store.due(Stage.RELEASE, FOREVER, null, 10))
        .extracting(Due::key)
        .contains(KEY, NEIGHBOUR);
  }

  private static AssetKey first(ContainerKey key) {
    return new AssetKey(key, asset("slide-1").id());
  }

  @Test
  void a_removed_container_leaves_a_small_object_that_says_so_and_no_entries() throws IOException {
    assertThat(store.remove(KEY, new Revision(1))).isEqualTo(Swap.DONE);
    JsonNode tombstone = JSON.readTree(object().body());
    assertThat(tombstone.path("removed").booleanValue()).isTrue();
    assertThat(tombstone.has("assets")).isFalse();
    assertThat(tombstone.toString()).doesNotContain("slide", "caption");
    assertThat(server.keys(bucket, "")).hasSize(6);
    assertThat(store.scan(null, 1)).extracting(Scanned::key).containsExactly(NEIGHBOUR);
    assertThat(tombstone.path("revision").longValue()).isEqualTo(1);
    assertThat(store.latestRevision(KEY)).isEqualTo(new Revision(1));
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(server.keys(bucket, "")).hasSize(6);
    create(container(KEY, 2));
    assertThat(server.keys(bucket, "")).hasSize(10);
    assertThat(store.read(KEY)).contains(container(KEY, 2));
  }

  @Test
  void fields_that_are_not_known_are_kept_as_long_as_what_they_belong_to() throws IOException {
    edit(
        manifest -> {
          manifest.put("future", 1.50);
          manifest.withObject("/details").put("mood", "calm");
          ((ObjectNode) manifest.path("assets").path(0)).put("altText", "First \uD83D\uDE80");
          ((ObjectNode) manifest.path("assets").path(1)).put("altText", "Second");
          ((ObjectNode) manifest.path("superseded").path(0)).put("reason", "a typing error");
          ((ObjectNode) manifest.path("superseded").path(1)).put("reason", "of another one");
        });
    Container before = container(KEY, 1);
    Container next =
        new Container(
            KEY,
            new Revision(2),
            before.createdAt(),
            before.details(),
            List.of(asset("slide-3"), asset("slide-1")),
            List.of(
                before.superseded().get(0),
                ManifestSamples.superseded(asset("slide-2"), 2, Media.HELD)),
            null);
    assertThat(store.swap(next, new Revision(1))).isEqualTo(Swap.DONE);
    assertThat(store.read(KEY)).contains(next);
    JsonNode manifest = JSON.readTree(object().body());
    assertThat(manifest.path("future").doubleValue()).isEqualTo(1.5);
    assertThat(manifest.at("/details/mood").textValue()).isEqualTo("calm");
    assertThat(manifest.at("/assets/0").has("altText")).isFalse();
    assertThat(manifest.at("/assets/1/altText").textValue()).isEqualTo("First \uD83D\uDE80");
    assertThat(manifest.at("/superseded/0/reason").textValue()).isEqualTo("a typing error");
    assertThat(manifest.at("/superseded/1").has("reason")).isFalse();
    assertThat(manifest.at("/superseded/1/asset/altText").textValue()).isEqualTo("Second");
    assertThat(manifest.path("formerTokens")).hasSize(1);

    assertThat(store.remove(KEY, new Revision(2))).isEqualTo(Swap.DONE);
    create(container(KEY, 3));
    assertThat(new String(object().body(), StandardCharsets.UTF_8))
        .doesNotContain("future", "calm", "altText", "typing");
  }

  @Test
  void a_container_of_10_000_assets_is_one_manifest_and_its_last_asset_one_read() {
    List<Asset> assets =
        IntStream.range(0, Container.MAX_ASSETS).mapToObj(i -> asset("slide-" + i)).toList();
    Container large =
        new Container(
            key(3), new Revision(1), CREATED, container(KEY, 1).details(), assets, List.of(), null);
    create(large);
    server.clearRequests();
    assertThat(store.find(key(3), assets.get(9_999).id()))
        .isEqualTo(new Reading.Present(assets.get(9_999), null));
    assertThat(server.requests()).hasSize(1);
  }

  private S3Object object() {
    return Objects.requireNonNull(server.object(bucket, MANIFEST));
  }

  /** Changes the manifest as another program could have written it. */
  private void edit(Consumer<ObjectNode> change) {
    ObjectNode manifest = manifest();
    change.accept(manifest);
    put(sealed(manifest.toString()), Map.of());
  }

  /** What the manifest holds beside the members of its form. */
  private ObjectNode manifest() {
    try {
      ObjectNode manifest = (ObjectNode) JSON.readTree(object().body());
      manifest.remove(List.of("version", "checksumSha256"));
      return manifest;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] sealed(String object) {
    return DocumentForm.seal(object.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes, digestOf(bytes));
  }

  private void put(byte[] bytes, Map<String, String> metadata) {
    server.put(bucket, MANIFEST, bytes, "application/json", metadata);
  }

  private static Map<String, String> digestOf(byte[] bytes) {
    return Map.of("checksum-sha256", Sha256.of(bytes).hex());
  }
}
