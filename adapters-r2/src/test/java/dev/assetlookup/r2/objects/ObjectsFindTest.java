package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.BUCKET;
import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.FOREIGN;
import static dev.assetlookup.r2.objects.MediaFixture.STAMP;
import static dev.assetlookup.r2.objects.MediaFixture.bytes;
import static dev.assetlookup.r2.objects.MediaFixture.described;
import static dev.assetlookup.r2.objects.MediaFixture.id;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which object answers a lookup, and what that costs. */
@Isolated("counts what the reader logs")
class ObjectsFindTest {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final String HEAD = "HeadObject";
  private static final String LIST = "ListObjectsV2";
  private static final Instant NOON = Instant.parse("2026-04-17T12:00:00Z");
  private static final Map<String, String> OTHERS_STAMP = Map.of("organization-id", "org_other");

  private final MediaFixture fixture = new MediaFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_lookup_costs_a_list_and_a_head_and_while_it_is_remembered_a_head() {
    fixture.put("slide-1.png");
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD);
    assertThat(costs("slide-1")).containsExactly(HEAD);
    assertThat(costs("slide-1")).containsExactly(HEAD);
    fixture.forget();
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD);
  }

  @Test
  void an_absent_id_costs_one_list_in_a_container_that_was_found_lately() {
    fixture.put("slide-1.png");
    assertThat(costs("slide-2")).containsExactly(LIST, LIST, HEAD);
    assertThat(costs("slide-2")).containsExactly(LIST);
    fixture.forget();
    find("slide-1");
    assertThat(costs("slide-2")).containsExactly(LIST);
  }

  @Test
  void an_absent_container_costs_two_lists() {
    assertThat(costs("slide-1")).containsExactly(LIST, LIST);
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_CONTAINER);
  }

  @Test
  void a_lookup_lists_no_more_than_the_names_that_begin_with_the_id() {
    IntStream.range(0, 1_000).forEach(i -> fixture.put("slide-" + i + ".png"));
    fixture.put("slide-1-thumbnail.png");
    fixture.server.clearRequests();
    assertPresent("slide-1", "slide-1.png");
    assertThat(fixture.server.requests().get(0).query())
        .containsEntry("prefix", key("slide-1"))
        .containsEntry("delimiter", "/")
        .containsEntry("max-keys", "10");
    assertThat(fixture.server.requests()).hasSize(2);
  }

  @Test
  void names_that_begin_alike_do_not_hide_an_asset() {
    IntStream.range(0, 30).forEach(i -> fixture.put("slide-1-" + i + ".png"));
    IntStream.range(0, 30).forEach(i -> fixture.put("slide-1." + i + ".png"));
    IntStream.range(0, 30).forEach(i -> fixture.put("slide-1.d" + i + "/x.png"));
    fixture.put("slide-1.webp");
    assertThat(costs("slide-1")).containsExactly(LIST, LIST, HEAD);
    assertPresent("slide-1", "slide-1.webp");
    assertPresent("slide-1.7", "slide-1.7.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my video.mp4", "Zoë.png", "a&b+c=d%41.png", "日本.webp", "slide#1?.png",
            "x~0123456789abcdef.png",
        "-.png", "no extension", "plain", "v1.2", ".hidden", "a'b(c)*!.png"
      })
  void every_file_is_found_by_the_id_of_its_url(String name) {
    fixture.put("another.png");
    fixture.put(name);
    AssetId id = AssetIds.derive(MediaFixture.LOCATION.url(key(name)));
    assertThat(fixture.reader.find(CONTAINER, id))
        .isEqualTo(new Reading.Present(new Asset(id, described(name).build()), null));
    assertThat(fixture.reader.read(CONTAINER).orElseThrow().assets())
        .contains(new Asset(id, described(name).build()));
    assertThat(costs(id.value())).containsExactly(HEAD);
  }

  @Test
  void an_id_with_a_hash_that_no_file_has_is_absent() {
    fixture.put("my video.mp4");
    assertThat(find("my-video~0123456789abcdef")).isEqualTo(NO_SUCH_ASSET);
  }

  @Test
  void of_several_objects_with_one_id_the_newest_counts() {
    putAt(NOON, "slide-1.webp");
    putAt(NOON.minusMillis(1), "slide-1.jpg");
    putAt(NOON.minusSeconds(1), "slide-1");
    List<String> logged = WarningLog.during(() -> assertPresent("slide-1", "slide-1.webp"));
    assertThat(logged)
        .containsExactly(
            "several objects have one asset id in media/" + key("") + ", such as slide-1");
    putAt(NOON.plusMillis(1), "slide-1");
    fixture.forget();
    assertThat(WarningLog.during(() -> assertPresent("slide-1", "slide-1"))).isEmpty();
  }

  @Test
  void of_equally_old_objects_with_one_id_the_smallest_key_counts() {
    putAt(NOON, "slide-1.webp");
    putAt(NOON, "slide-1.jpg");
    putAt(NOON, "slide-1.png");
    assertPresent("slide-1", "slide-1.jpg");
  }

  @Test
  void a_remembered_object_that_is_gone_is_looked_for_again() {
    fixture.put("slide-1.png");
    find("slide-1");
    fixture.remove("slide-1.png");
    fixture.put("slide-1.webp");
    assertPresent("slide-1", "slide-1.webp");
    fixture.remove("slide-1.webp");
    assertThat(costs("slide-1")).containsExactly(HEAD, LIST);
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_ASSET);
    fixture.forget();
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_CONTAINER);
  }

  @Test
  void an_object_that_replaces_a_remembered_one_counts_at_the_latest_when_it_is_forgotten() {
    putAt(NOON, "slide-1.png");
    find("slide-1");
    putAt(NOON.plusSeconds(1), "slide-1.webp");
    fixture.forget();
    assertPresent("slide-1", "slide-1.webp");
  }

  @Test
  void new_metadata_of_the_same_bytes_are_seen_at_once() {
    fixture.put("slide-1.png");
    assertPresent("slide-1", "slide-1.png");
    fixture.put("slide-1.png", Map.of("organization-id", "org_acme", "width", "1080"));
    assertThat(find("slide-1"))
        .isEqualTo(
            new Reading.Present(
                new Asset(id("slide-1"), described("slide-1.png").width(1080).build()), null));
    fixture.put("slide-1.png", OTHERS_STAMP);
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_ASSET);
    fixture.put("slide-1.png");
    assertPresent("slide-1", "slide-1.png");
  }

  @Test
  void an_object_that_goes_between_list_and_head_is_looked_for_once_more() {
    fixture.put("slide-1.png");
    fixture.server.onRequest(
        MediaFixture::isHead,
        () -> {
          fixture.remove("slide-1.png");
          fixture.put("slide-1.webp");
        });
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD, LIST, HEAD);
    assertPresent("slide-1", "slide-1.webp");
  }

  @Test
  void an_object_that_goes_again_and_again_is_absent() {
    fixture.put("slide-0.png");
    find("slide-0");
    fixture.put("slide-1.png");
    fixture.server.onRequest(MediaFixture::isHead, () -> fixture.remove("slide-1.png"));
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD, LIST);
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_ASSET);

    fixture.put("slide-1.png");
    fixture.server.onRequest(
        MediaFixture::isHead,
        () -> {
          fixture.remove("slide-1.png");
          fixture.put("slide-1.webp");
          fixture.server.onRequest(MediaFixture::isHead, () -> fixture.remove("slide-1.webp"));
        });
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD, LIST, HEAD);
    assertThat(find("slide-1")).isEqualTo(NO_SUCH_ASSET);
  }

  @Test
  void a_stranger_learns_nothing_and_does_not_make_the_owner_pay() {
    fixture.put("slide-1.png");
    fixture.put("corrupt.png", Map.of("organization-id", "org_acme", "width", "wide"));
    find("slide-1");
    for (String id : List.of("slide-1", "corrupt", "slide-2")) {
      assertThat(fixture.reader.find(FOREIGN, id(id))).as(id).isEqualTo(NO_SUCH_CONTAINER);
    }
    assertThat(costs("slide-1")).containsExactly(HEAD);
  }

  @Test
  void asking_about_a_foreign_folder_has_a_bound() {
    IntStream.range(0, 100).forEach(i -> fixture.put("slide-" + i + ".png"));
    assertThat(fixture.operations(() -> fixture.reader.find(FOREIGN, id("absent"))))
        .containsExactly(LIST, LIST, HEAD, HEAD, HEAD);
  }

  @Test
  void owners_that_share_a_folder_each_find_their_own() {
    putAt(NOON, "slide-1.png");
    fixture.server.clock(InstantSource.fixed(NOON.plusSeconds(1)));
    fixture.put("slide-1.webp", OTHERS_STAMP);
    realClock();
    assertPresent("slide-1", "slide-1.png");
    AssetKey others = new AssetKey(FOREIGN, id("slide-1"));
    assertThat(fixture.reader.findAll(List.of(others)))
        .containsExactly(
            new Reading.Present(new Asset(id("slide-1"), described("slide-1.webp").build()), null));
    assertThat(fixture.reader.find(FOREIGN, id("slide-2"))).isEqualTo(NO_SUCH_ASSET);
  }

  @Test
  void what_is_not_valid_is_corrupt_and_harms_no_neighbour() {
    fixture.put("slide-1.png");
    fixture.put("wrong.png", Map.of("organization-id", "org_acme", "duration-ms", "NaN"));
    fixture.put("unstamped.png", Map.of());
    assertCorrupt(CONTAINER, "wrong", "media/" + key("wrong.png"), "duration-ms");
    assertCorrupt(CONTAINER, "unstamped", "media/" + key("unstamped.png"), "organization-id");
    assertCorrupt(FOREIGN, "unstamped", "media/" + key("unstamped.png"), "organization-id");
    List<Reading> readings =
        fixture.reader.findAll(
            List.of(
                new AssetKey(CONTAINER, id("wrong")),
                new AssetKey(CONTAINER, id("slide-1")),
                new AssetKey(FOREIGN, id("wrong"))));
    assertThat(readings.get(0)).isInstanceOf(Reading.Corrupt.class);
    assertThat(readings.subList(1, 3))
        .containsExactly(
            new Reading.Present(new Asset(id("slide-1"), described("slide-1.png").build()), null),
            NO_SUCH_CONTAINER);
  }

  @Test
  void metadata_that_are_not_ascii_are_read() {
    fixture.put(
        "slide-1.png",
        Map.of(
            "organization-id", "org_acme",
            "thumbnail-url", "https://cdn.example.com/Zoë.jpg",
            "título", "日本"));
    assertThat(find("slide-1"))
        .isEqualTo(
            new Reading.Present(
                new Asset(
                    id("slide-1"),
                    described("slide-1.png")
                        .thumbnailUrl(new MediaUrl("https://cdn.example.com/Zo%C3%AB.jpg"))
                        .build()),
                null));
  }

  @Test
  void eight_kilobytes_of_metadata_are_read() {
    fixture.put("slide-1.png", Map.of("organization-id", "org_acme", "comment", "x".repeat(8_100)));
    assertPresent("slide-1", "slide-1.png");
    fixture.put("slide-1.png", Map.of("organization-id", "x".repeat(8_100)));
    assertCorrupt(CONTAINER, "slide-1", "organization-id");
  }

  @Test
  void metadata_that_the_client_cannot_read_are_corrupt_and_those_of_neighbours_are_not() {
    fixture.put("slide-1.png", Map.of("organization-id", "org_acme", "a", "x".repeat(10_000)));
    fixture.put("slide-2.png");
    assertCorrupt(CONTAINER, "slide-1", "slide-1.png", "too long to be read");
    assertPresent("slide-2", "slide-2.png");
    assertThat(fixture.reader.read(CONTAINER).orElseThrow().assets()).hasSize(1);
  }

  @Test
  void a_corrupt_object_that_is_mended_is_found_at_once() {
    fixture.put("slide-1.png", Map.of());
    assertCorrupt(CONTAINER, "slide-1", "slide-1.png", "organization-id");
    fixture.put("slide-1.png");
    assertPresent("slide-1", "slide-1.png");
  }

  @Test
  void hostile_keys_hide_nothing() {
    for (String name :
        List.of(
            "..",
            ".",
            "a/b.png",
            "Cafe\u0301.png",
            "\u0001\u001b.png",
            "a\u0000.png",
            "a\n.png",
            "")) {
      fixture.put(name);
    }
    String folder = "public-media/content-container/";
    for (String key :
        List.of(folder + "x/media/a.png", folder + "../media/a.png", folder, "a.png")) {
      fixture.server.put(BUCKET, key, bytes(), "image/png", STAMP);
    }
    fixture.put("a.png");
    assertPresent("a", "a.png");
    assertThat(find("Cafe")).isEqualTo(NO_SUCH_ASSET);
    assertThat(fixture.reader.read(CONTAINER).orElseThrow().assets())
        .extracting(asset -> asset.id().value())
        .containsExactly("a");
  }

  @Test
  void a_container_is_found_by_its_lower_case_uuid_alone() {
    String upper = CONTAINER.container().uuid().toString().toUpperCase(java.util.Locale.ROOT);
    fixture.server.put(
        BUCKET,
        "public-media/content-container/" + upper + "/media/a.png",
        bytes(),
        "image/png",
        STAMP);
    assertThat(find("a")).isEqualTo(NO_SUCH_CONTAINER);
  }

  @Test
  void ids_that_could_leave_the_folder_never_reach_a_key() {
    for (String id : List.of("..", ".", "", "a/b", "a%2Fb", "../x", "a\u0000", "é")) {
      assertThat(AssetId.parse(id)).as(id).isEmpty();
    }
    assertThat(ContainerId.parse("../../../../other-folder/aaaaaaaaaaaa")).isEmpty();
    assertThat(find("...")).isEqualTo(NO_SUCH_CONTAINER);
  }

  @Test
  void an_asset_among_ten_thousand_is_found_as_fast() {
    IntStream.range(0, 10_000).forEach(i -> fixture.put("slide-" + i + ".png"));
    assertThat(costs("slide-1")).containsExactly(LIST, HEAD);
    assertThat(costs("slide-9999")).containsExactly(LIST, HEAD);
    assertThat(costs("slide")).containsExactly(LIST, LIST);
    assertThat(costs("slide-10000")).containsExactly(LIST);
  }

  private void putAt(Instant time, String name) {
    fixture.server.clock(InstantSource.fixed(time));
    fixture.put(name);
    realClock();
  }

  private void realClock() {
    fixture.server.clock(InstantSource.system());
  }

  private List<String> costs(String id) {
    return fixture.operations(() -> find(id));
  }

  private Reading find(String id) {
    return fixture.reader.find(CONTAINER, id(id));
  }

  private void assertPresent(String id, String name) {
    assertThat(find(id))
        .isEqualTo(new Reading.Present(new Asset(id(id), described(name).build()), null));
  }

  private void assertCorrupt(ContainerKey container, String id, String... words) {
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> fixture.reader.find(container, id(id)))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
  }
}
