package dev.assetlookup.r2.manifest;

import static dev.assetlookup.r2.manifest.ManifestSamples.ACME;
import static dev.assetlookup.r2.manifest.ManifestSamples.API_KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.FOREVER;
import static dev.assetlookup.r2.manifest.ManifestSamples.KEY;
import static dev.assetlookup.r2.manifest.ManifestSamples.container;
import static dev.assetlookup.r2.manifest.ManifestSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.r2.OtherTime;
import dev.assetlookup.r2.document.DocumentForm;
import dev.assetlookup.s3server.S3Object;
import dev.assetlookup.s3server.StrictS3Server;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is reported, harms no neighbour, and is replaced whole. */
@OtherTime
class BrokenDocumentsTest {
  private static final ApiKeyId OTHER = new ApiKeyId("AAAAAAAAAAAAAAAA");

  private ManifestStorage<StrictS3Server> storage;
  private StrictS3Server server;
  private String bucket;
  private R2ManifestStore store;
  private R2KeyStore keys;

  @BeforeEach
  void start() {
    storage = ManifestStorage.strict();
    server = storage.server();
    bucket = storage.freshBucket();
    store = storage.containers(bucket);
    keys = storage.keys(bucket);
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  private void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void put(String key, byte[] bytes, Map<String, String> metadata) {
    server.put(bucket, key, bytes, "application/json", metadata);
  }

  private S3Object object(String key) {
    return Objects.requireNonNull(server.object(bucket, key));
  }

  private static Container at(Revision revision) {
    Container sample = container(KEY, 1);
    return new Container(
        KEY,
        revision,
        sample.createdAt(),
        sample.details(),
        sample.assets(),
        sample.superseded(),
        null);
  }

  // Containers.

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{}", "{\"version\":2,\"revision\":1}", "{\"version\":1}"})
  void a_container_that_cannot_be_read_is_replaced_whole(String text) {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    put(ObjectKeys.manifest(KEY), text);
    assertIsReplaced();
  }

  @Test
  void a_container_whose_values_are_not_valid_is_replaced_whole() {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    put(
        ObjectKeys.manifest(KEY),
        DocumentForm.seal(
            "{\"token\":\"a\",\"formerTokens\":[\"b\"],\"assets\":7}"
                .getBytes(StandardCharsets.UTF_8)),
        Map.of());
    assertIsReplaced();
  }

  @Test
  void a_container_whose_metadata_are_too_long_to_be_read_is_replaced_whole() {
    assertThat(store.swap(container(KEY, 1), Revision.NONE)).isEqualTo(Swap.DONE);
    String name = ObjectKeys.manifest(KEY);
    put(name, object(name).body(), Map.of("note", "x".repeat(20_000)));
    assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.read(KEY));
    assertIsReplaced();
  }

  private void assertIsReplaced() {
    Revision latest = store.latestRevision(KEY);
    assertThat(store.latestRevision(KEY)).isEqualTo(latest);
    assertThat(store.swap(at(latest), latest)).isEqualTo(Swap.STALE);
    assertThat(store.swap(at(latest.next()), Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(store.swap(at(latest.next()), latest)).isEqualTo(Swap.DONE);
    assertThat(store.swap(at(latest.next()), latest)).isEqualTo(Swap.STALE);
    assertThat(store.read(KEY)).contains(at(latest.next()));
    assertThat(store.latestRevision(KEY)).isEqualTo(latest.next());
    assertThat(store.list(ACME, ContainerFilter.ALL, null, 10).entries())
        .hasExactlyElementsOfTypes(Listed.Row.class);
    // The entries of what was replaced are garbage, and go as all garbage does.
    server.clock(() -> Instant.now().plus(Duration.ofHours(2)));
    store.list(ACME, ContainerFilter.ALL, null, 10);
    store.list(
        ACME, new ContainerFilter("project-1", Set.of(), Set.of(), Set.of(), null, null), null, 10);
    for (Stage stage : Stage.values()) {
      assertThat(store.due(stage, FOREVER, null, 10)).extracting(Due::key).containsExactly(KEY);
    }
    assertThat(server.keys(bucket, "")).hasSize(5);
  }

  @Test
  void a_container_that_cannot_be_read_is_removed_by_who_expects_its_revision() {
    put(ObjectKeys.manifest(KEY), "no JSON");
    Revision latest = store.latestRevision(KEY);
    assertThat(store.remove(KEY, new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(store.remove(KEY, latest)).isEqualTo(Swap.DONE);
    assertThat(store.read(KEY)).isEmpty();
    assertThat(store.latestRevision(KEY)).isEqualTo(latest);
  }

  @Test
  void a_revision_that_a_broken_container_states_is_never_gone_below() {
    Revision high = new Revision(9_000_000_000_000_000L);
    put(ObjectKeys.manifest(KEY), "{\"revision\":" + high + ",");
    assertThat(store.latestRevision(KEY)).isEqualTo(high);
    put(ObjectKeys.manifest(KEY), "{\"revision\":" + Long.MAX_VALUE + ",");
    assertThat(store.latestRevision(KEY))
        .satisfies(revision -> assertThat(revision.number()).isLessThan(high.number()));
  }

  @Test
  void of_several_that_replace_a_broken_container_one_wins() {
    put(ObjectKeys.manifest(KEY), "no JSON");
    Revision latest = store.latestRevision(KEY);
    List<Swap> swaps =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> store.swap(at(latest.next()), latest))
            .toList();
    assertThat(swaps).containsOnlyOnce(Swap.DONE);
    assertThat(store.read(KEY)).contains(at(latest.next()));
  }

  @Test
  void no_revision_is_used_twice_by_writers_that_create_replace_and_remove() {
    ConcurrentLinkedQueue<Revision> used = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 4).parallel().forEach(writer -> write(writer, used));
    assertThat(used).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  private void write(int writer, ConcurrentLinkedQueue<Revision> used) {
    for (int round = 0; round < 25; round++) {
      Optional<Container> stored = store.read(KEY);
      Revision expected = stored.map(Container::revision).orElse(Revision.NONE);
      if (stored.isPresent() && (round + writer) % 2 == 0) {
        store.remove(KEY, expected);
      } else {
        Revision next = stored.isPresent() ? expected.next() : store.latestRevision(KEY).next();
        try {
          if (store.swap(at(next), expected) == Swap.DONE) {
            used.add(next);
          }
        } catch (OutcomeUnknownException e) {
          // Legal, if many writes came between.
        }
      }
    }
  }

  @Test
  void foreign_names_beside_the_containers_do_not_stop_a_scan_or_a_repair() {
    assertThat(store.swap(container(key(1), 1), Revision.NONE)).isEqualTo(Swap.DONE);
    for (String foreign :
        List.of("organizations/", "organizations//", "organizations/x", "organizations/a b/c/d")) {
      put(foreign, "x");
    }
    assertThat(store.scan(null, 10)).hasSize(1);
    R2Repair repair =
        new R2Repair(storage.client(), bucket, storage.executor(), ManifestStorage.PATIENCE);
    assertThat(
            repair
                .run(null, R2Repair.Mode.CHECK, found -> {}, counts -> {}, () -> false)
                .containers())
        .isEqualTo(1);
  }

  // API keys.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{\"version\":3}",
        "{\"version\":2}",
        "{\"version\":1,\"token\":\"a\",\"formerTokens\":[]}",
        "too long",
        "metadata",
        "another",
        "edited"
      })
  void a_key_that_cannot_be_read_stands_in_its_place_and_hides_no_other(String how) {
    assertThat(keys.addKey(API_KEY)).isTrue();
    breakKey(OTHER, how);
    assertThat(keys.listKeys(null, null, 10))
        .hasExactlyElementsOfTypes(ListedKey.Broken.class, ListedKey.Whole.class)
        .extracting(ListedKey::id)
        .containsExactly(OTHER, API_KEY.id());
    assertThat(keys.listKeys(null, null, 1)).extracting(ListedKey::id).containsExactly(OTHER);
    assertThat(keys.listKeys(null, OTHER, 1))
        .extracting(ListedKey::id)
        .containsExactly(API_KEY.id());
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> keys.findKey(OTHER))
        .withMessageContaining(bucket + "/keys/" + OTHER);
    assertThat(keys.addKey(new KeyOf(OTHER).key())).isFalse();
    assertThat(keys.findKey(API_KEY.id())).contains(API_KEY);
  }

  private void breakKey(ApiKeyId id, String how) {
    String name = ObjectKeys.apiKey(id);
    byte[] whole = object(ObjectKeys.apiKey(API_KEY.id())).body();
    switch (how) {
      case "too long" -> put(name, new byte[(1 << 20) + 1], Map.of());
      case "metadata" -> put(name, whole, Map.of("note", "x".repeat(20_000)));
      case "another" -> put(name, whole, Map.of());
      case "edited" ->
          put(
              name,
              new String(whole, StandardCharsets.UTF_8)
                  .replace("content:read", "content:writ")
                  .replace(API_KEY.id().value(), id.value()));
      default -> put(name, how);
    }
  }

  private record KeyOf(ApiKeyId id) {
    ApiKey key() {
      KeyTerms terms = API_KEY.terms().toBuilder().organizationName(null).name(null).build();
      return new ApiKey(id, terms, API_KEY.createdAt(), API_KEY.status());
    }
  }

  @Test
  void a_broken_key_is_listed_for_its_owner_alone_if_it_states_one() {
    assertThat(keys.addKey(API_KEY)).isTrue();
    breakKey(OTHER, "edited");
    assertThat(keys.listKeys(ACME, null, 10)).hasSize(2);
    assertThat(keys.listKeys(new OrganizationId("org_other"), null, 10)).isEmpty();
    put(ObjectKeys.apiKey(OTHER), "no JSON");
    assertThat(keys.listKeys(new OrganizationId("org_other"), null, 10))
        .hasExactlyElementsOfTypes(ListedKey.Broken.class);
  }

  @Test
  void keys_are_minted_and_an_organization_is_killed_beside_a_broken_key() {
    put(ObjectKeys.apiKey(OTHER), "no JSON");
    ManageKeys management = ManageKeys.over(keys, InstantSource.system(), new SecureRandom());
    ManageKeys.Minted minted = management.mint(MintRequest.of(ACME, Scope.CONTENT_READ));
    assertThat(keys.findKey(minted.key().id())).contains(minted.key());
    ManageKeys.Listing killed = management.killOrganization(ACME);
    assertThat(killed.keys()).hasSize(1);
    assertThat(killed.keys().get(0).status().organizationKilled()).isTrue();
    assertThat(killed.unreadable()).extracting(ListedKey.Broken::id).containsExactly(OTHER);
  }
}
