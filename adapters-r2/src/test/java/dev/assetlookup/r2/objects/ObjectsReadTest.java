package dev.assetlookup.r2.objects;

import static dev.assetlookup.r2.objects.MediaFixture.BUCKET;
import static dev.assetlookup.r2.objects.MediaFixture.CONTAINER;
import static dev.assetlookup.r2.objects.MediaFixture.FOREIGN;
import static dev.assetlookup.r2.objects.MediaFixture.MEMORY;
import static dev.assetlookup.r2.objects.MediaFixture.STAMP;
import static dev.assetlookup.r2.objects.MediaFixture.described;
import static dev.assetlookup.r2.objects.MediaFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.store.CorruptRecordException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Objects of a folder, read as one container. */
@Isolated("counts what the reader logs")
class ObjectsReadTest {
  private static final Instant NOON = Instant.parse("2026-04-17T12:00:00Z");
  private static final Map<String, String> OTHERS_STAMP = Map.of("organization-id", "org_other");

  private final MediaFixture fixture = new MediaFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_assets_are_in_the_natural_order_of_their_names() {
    for (String name :
        List.of("b.png", "slide-10.png", "Slide-3.png", "slide-2.png", "slide-02.png")) {
      fixture.put(name);
    }
    assertThat(names()).containsExactly("b", "slide-02", "slide-2", "Slide-3", "slide-10");
  }

  @Test
  void the_times_of_a_container_are_those_of_its_objects() {
    putAt(NOON.plusMillis(7), "slide-1.png");
    putAt(NOON.minusMillis(1), "slide-2.png");
    putAt(NOON, "slide-3.png");
    Container container = read();
    assertThat(container.createdAt()).isEqualTo(NOON.minusMillis(1));
    assertThat(container.revision()).isEqualTo(new Revision(NOON.toEpochMilli() + 7));
    assertThat(container.details()).isEqualTo(ContainerDetails.COMPLETED);
    assertThat(container.superseded()).isEmpty();
  }

  @Test
  void an_object_that_is_stamped_anew_changes_container_and_revision() {
    putAt(NOON, "slide-1.png");
    Revision before = read().revision();
    fixture.server.clock(InstantSource.fixed(NOON.plusMillis(1)));
    fixture.put("slide-1.png", Map.of("organization-id", "org_acme", "height", "1920"));
    fixture.server.clock(InstantSource.system());
    assertThat(read().revision().number()).isGreaterThan(before.number());
    assertThat(read().assets())
        .extracting(asset -> asset.descriptor().height())
        .containsExactly(1920);
  }

  @Test
  void of_several_objects_with_one_id_the_newest_is_in_the_container() {
    putAt(NOON, "slide-1.png");
    putAt(NOON.plusMillis(1), "slide-1.webp");
    putAt(NOON, "slide-1");
    List<String> logged =
        WarningLog.during(
            () ->
                assertThat(read().assets())
                    .extracting(Asset::descriptor)
                    .containsExactly(described("slide-1.webp").build()));
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0)).contains("slide-1");
  }

  @Test
  void what_cannot_be_read_is_left_out_and_reported_once() {
    fixture.put("bad.png", Map.of("organization-id", "org_acme", "width", "-1"));
    fixture.put("slide-1.png");
    List<String> logged =
        WarningLog.during(
            () -> {
              assertThat(names()).containsExactly("slide-1");
              assertThat(names()).containsExactly("slide-1");
            });
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0)).contains("media/" + key(""), "bad.png", "width");
  }

  @Test
  void objects_without_an_owner_are_left_out_wherever_they_are() {
    IntStream.range(0, 20).forEach(i -> fixture.put("a-" + i + ".png", Map.of()));
    fixture.put("slide-1.png");
    assertThat(names()).containsExactly("slide-1");
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(
            () -> {
              fixture.remove("slide-1.png");
              read();
            })
        .withMessageContaining("media/" + key(""));
  }

  @Test
  void a_stranger_reads_nothing_where_an_owner_shows_late() {
    IntStream.range(0, 20).forEach(i -> fixture.put("a-" + i + ".png", Map.of()));
    fixture.put("slide-1.png");
    assertThat(fixture.reader.read(FOREIGN)).isEmpty();
  }

  @Test
  void a_corrupt_object_does_not_let_an_older_one_of_its_id_come_back() {
    putAt(NOON, "slide-1.png");
    fixture.put("slide-1.webp", Map.of("organization-id", "org_acme", "width", "-1"));
    fixture.put("slide-2.png");
    assertThat(names()).containsExactly("slide-2");
  }

  @Test
  void an_owner_whose_objects_are_all_corrupt_has_an_empty_container() {
    fixture.put("bad.png", Map.of("organization-id", "org_acme", "width", "-1"));
    assertThat(names()).isEmpty();
    assertThat(fixture.reader.read(FOREIGN)).isEmpty();
  }

  @Test
  void another_owners_objects_are_no_part_of_a_container() {
    fixture.put("slide-1.png");
    fixture.put("slide-2.png", OTHERS_STAMP);
    assertThat(names()).containsExactly("slide-1");
  }

  @Test
  void a_foreign_container_is_absent_and_costs_little() {
    IntStream.range(0, 100).forEach(i -> fixture.put("slide-" + i + ".png"));
    assertThat(fixture.operations(() -> assertThat(fixture.reader.read(FOREIGN)).isEmpty()))
        .hasSize(4);
  }

  @Test
  void an_object_that_goes_while_the_container_is_read_is_left_out() {
    fixture.put("slide-1.png");
    fixture.put("slide-2.png");
    fixture.server.onRequest(MediaFixture::isHead, () -> fixture.remove("slide-2.png"));
    assertThat(names()).containsExactly("slide-1");
  }

  @Test
  void a_container_whose_objects_all_go_while_it_is_read_is_absent() {
    fixture.put("slide-1.png");
    fixture.server.onRequest(MediaFixture::isHead, () -> fixture.remove("slide-1.png"));
    assertThat(fixture.reader.read(CONTAINER)).isEmpty();
  }

  @Test
  void ten_thousand_objects_are_read_and_one_more_is_too_many() {
    IntStream.range(0, Container.MAX_ASSETS).forEach(i -> fixture.put("slide-" + i + ".png"));
    fixture.server.clearRequests();
    Container container = read();
    assertThat(container.assets())
        .extracting(asset -> asset.id().value())
        .containsExactlyElementsOf(
            IntStream.range(0, Container.MAX_ASSETS).mapToObj(i -> "slide-" + i).toList());
    assertThat(fixture.server.requests().stream().filter(MediaFixture::isList)).hasSize(10);
    assertThat(fixture.server.mostAtOnce()).isBetween(2, 64);

    fixture.put("one-more.png");
    assertThatExceptionOfType(CorruptRecordException.class)
        .isThrownBy(this::read)
        .withMessageContaining("more than 10000 objects");
    assertThat(fixture.reader.read(FOREIGN)).isEmpty();
  }

  @Test
  void a_reader_whose_executor_refuses_work_reads_all_the_same() {
    IntStream.range(0, 20).forEach(i -> fixture.put("slide-" + i + ".png"));
    MediaBucket alone =
        new MediaBucket(
            fixture.client,
            MediaFixture.LOCATION,
            java.time.Duration.ofSeconds(30),
            task -> {
              throw new java.util.concurrent.RejectedExecutionException();
            });
    assertThat(new R2ObjectsReader(alone, MEMORY).read(CONTAINER).orElseThrow().assets())
        .hasSize(20);
  }

  @Test
  void the_times_of_objects_that_no_container_can_have_are_corrupt() {
    putAt(Instant.parse("1969-12-31T23:59:59Z"), "slide-1.png");
    assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(this::read);
  }

  private void putAt(Instant time, String name) {
    fixture.server.clock(InstantSource.fixed(time));
    fixture.server.put(BUCKET, key(name), MediaFixture.bytes(), "image/png", STAMP);
    fixture.server.clock(InstantSource.system());
  }

  /** Its containers are in no project. */
  @Test
  void to_who_is_bound_to_projects_nothing_is_there() {
    fixture.put("slide-1.png");
    ReadOnlyLookup lookup = new ReadOnlyLookup(fixture.reader);
    Caller all = new Caller(CONTAINER.organization(), Set.of(Scope.CONTENT_READ));
    Caller bound = all.within(Projects.only("a"));
    AssetId asset = MediaFixture.id("slide-1");
    assertThat(lookup.find(all, CONTAINER.container(), asset).toOptional()).isPresent();
    assertThat(lookup.find(bound, CONTAINER.container(), asset))
        .isEqualTo(new FindAsset.Result.ContainerNotFound());
    assertThat(lookup.read(bound, CONTAINER.container()))
        .isEqualTo(new ReadContainer.Result.NotFound());
  }

  private Container read() {
    return fixture.reader.read(CONTAINER).orElseThrow();
  }

  private List<String> names() {
    return read().assets().stream().map(asset -> asset.id().value()).toList();
  }
}
