package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.FOREIGN;
import static dev.assetlookup.r2.objects.MediaFixture.LOCATION;
import static dev.assetlookup.r2.objects.MediaFixture.described;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Ids with a hash do not contain the name of their object: what it costs to find it all the same.
 */
class ObjectsHashedIdsTest {
  private static final Reading NO_SUCH_ASSET = new Reading.NoSuchAsset();
  private static final Reading NO_SUCH_CONTAINER = new Reading.NoSuchContainer();
  private static final String HEAD = "HeadObject";
  private static final String LIST = "ListObjectsV2";
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(10);

  private final MediaFixture fixture = new MediaFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_folder_is_listed_once_for_all_of_its_ids() {
    fixture.put("my video.mp4");
    fixture.put("my song.wav");
    assertThat(costs("my video.mp4")).containsExactly(LIST, HEAD);
    assertThat(costs("my video.mp4")).containsExactly(HEAD);
    assertThat(costs("my song.wav")).containsExactly(HEAD);
    assertThat(find("my song.wav")).isEqualTo(present("my song.wav"));
    assertThat(costs("no such.wav")).isEmpty();
    assertThat(find("no such.wav")).isEqualTo(NO_SUCH_ASSET);
    fixture.age(UNTIL_SEEN);
    assertThat(costs("my video.mp4")).containsExactly(HEAD);
    assertThat(costs("no such.wav")).containsExactly(LIST);
  }

  @Test
  void a_folder_is_listed_once_for_all_who_ask_at_one_time() {
    List<String> names = IntStream.range(0, 1_500).mapToObj(i -> "slide " + i + ".png").toList();
    names.forEach(fixture::put);
    List<AssetKey> asked = names.stream().limit(20).map(name -> asset(name)).toList();
    fixture.server.latency(Duration.ofMillis(100));
    List<String> costs = fixture.operations(() -> fixture.reader.findAll(asked));
    assertThat(Collections.frequency(costs, LIST)).isEqualTo(2);
    assertThat(Collections.frequency(costs, HEAD)).isEqualTo(20);
  }

  @Test
  void a_new_object_is_seen_after_ten_seconds_at_the_latest() {
    assertThat(find("my video.mp4")).isEqualTo(NO_SUCH_CONTAINER);
    fixture.put("my video.mp4");
    fixture.age(UNTIL_SEEN);
    assertThat(find("my video.mp4")).isEqualTo(present("my video.mp4"));
  }

  @Test
  void an_object_that_is_gone_is_absent_at_once_and_listed_for_once() {
    fixture.put("my video.mp4");
    fixture.put("my song.wav");
    find("my song.wav");
    fixture.remove("my video.mp4");
    assertThat(costs("my video.mp4")).containsExactly(HEAD, LIST);
    assertThat(find("my video.mp4")).isEqualTo(NO_SUCH_ASSET);
    assertThat(costs("my video.mp4")).isEmpty();
  }

  @Test
  void a_stranger_learns_nothing_from_what_is_remembered_for_the_owner() {
    fixture.put("my video.mp4");
    assertThat(find("my video.mp4")).isEqualTo(present("my video.mp4"));
    for (String name : List.of("my video.mp4", "no such.mp4")) {
      assertThat(fixture.reader.find(FOREIGN, id(name))).isEqualTo(NO_SUCH_CONTAINER);
    }
    assertThat(costs("my video.mp4")).containsExactly(HEAD);
  }

  @Test
  void the_search_ends_after_ten_thousand_names_and_does_not_say_absent_then() {
    IntStream.range(0, 10_000).forEach(i -> fixture.put("slide " + (10_000 + i) + ".png"));
    assertThat(costs("slide 19999.png")).hasSize(11).endsWith(LIST, HEAD);
    assertThat(find("no such.png")).isEqualTo(NO_SUCH_ASSET);
    fixture.put("z z.png");
    fixture.age(UNTIL_SEEN);
    assertThat(fixture.operations(() -> assertTooMany("z z.png"))).hasSize(10).containsOnly(LIST);
    assertThat(fixture.operations(() -> assertTooMany("no such.png"))).isEmpty();
    assertThat(costs("slide 10000.png")).containsExactly(HEAD);
    assertThat(find("slide 10000.png")).isEqualTo(present("slide 10000.png"));
    assertThat(fixture.reader.find(FOREIGN, id("z z.png"))).isEqualTo(NO_SUCH_CONTAINER);
    assertThat(fixture.reader.findAll(List.of(asset("z z.png"), asset("slide 10001.png"))))
        .satisfiesExactly(
            corrupt -> assertThat(corrupt).isInstanceOf(Reading.Corrupt.class),
            found -> assertThat(found).isEqualTo(present("slide 10001.png")));
  }

  @Test
  void a_listing_that_fails_fails_for_all_who_wait_and_is_not_remembered() {
    fixture.put("my video.mp4");
    fixture.server.fault(MediaFixture::isList, new Fault.Status(500, "InternalError"), 1_000_000);
    R2ObjectsReader impatient = fixture.reader(fixture.media(Duration.ofMillis(300)));
    List<AssetKey> asked =
        Stream.of("my video.mp4", "a b.png", "c d.png").map(this::asset).toList();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> impatient.findAll(asked));
    fixture.server.clearFaults();
    assertThat(impatient.find(CONTAINER, id("my video.mp4"))).isEqualTo(present("my video.mp4"));
  }

  @Test
  void a_bucket_that_is_deleted_is_a_refusal_also_with_a_remembered_folder() {
    fixture.put("my video.mp4");
    fixture.put("my song.wav");
    find("my song.wav");
    fixture.server.deleteBucket(MediaFixture.BUCKET);
    assertThatExceptionOfType(StoreNotSetUpException.class)
        .isThrownBy(() -> find("my video.mp4"))
        .withMessageContaining("there is no bucket media");
  }

  private void assertTooMany(String name) {
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(() -> find(name))
        .withMessageContainingAll("media/" + key(""), "more than 10000 names");
  }

  private List<String> costs(String name) {
    return fixture.operations(() -> find(name));
  }

  private Reading find(String name) {
    return fixture.reader.find(CONTAINER, id(name));
  }

  private static Reading present(String name) {
    return new Reading.Present(new Asset(id(name), described(name).build()), null);
  }

  private AssetKey asset(String name) {
    return new AssetKey(CONTAINER, id(name));
  }

  private static AssetId id(String name) {
    return AssetIds.derive(LOCATION.url(key(name)));
  }
}
