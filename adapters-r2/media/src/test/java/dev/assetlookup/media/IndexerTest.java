package dev.assetlookup.media;

import static dev.assetlookup.media.MediaSite.ACME;
import static dev.assetlookup.media.MediaSite.BUCKET;
import static dev.assetlookup.media.MediaSite.METADATA;
import static dev.assetlookup.media.MediaSite.OTHER;
import static dev.assetlookup.media.MediaSite.acme;
import static dev.assetlookup.media.MediaSite.head;
import static dev.assetlookup.media.MediaSite.heads;
import static dev.assetlookup.media.MediaSite.id;
import static dev.assetlookup.media.MediaSite.key;
import static dev.assetlookup.media.MediaSite.lists;
import static dev.assetlookup.media.MediaSite.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.s3server.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class IndexerTest {
  private static final String SHA_1 = "1".repeat(64);
  private static final MediaUrl ELSEWHERE = new MediaUrl("https://cdn.example.org/intro.mp4");
  private static final Revision ONCE = new Revision(1);

  private MediaSite site = MediaSite.inMemory();
  private final List<String> problems = new ArrayList<>();
  private final List<ContainerId> done = new ArrayList<>();

  @AfterEach
  void close() {
    site.close();
  }

  private IndexCounts index() {
    return index(ACME, null, () -> false);
  }

  private IndexCounts index(
      OrganizationId organization, @Nullable ContainerId after, BooleanSupplier ended) {
    Indexer.Listener report =
        new Indexer.Listener() {
          @Override
          public void problem(String what, String reason) {
            problems.add(what + ": " + reason);
          }

          @Override
          public void done(ContainerId container, IndexCounts counts) {
            done.add(container);
          }
        };
    return new Indexer(site.media, site.store, site.publishing(), organization, report)
        .run(after, ended);
  }

  private static Map<String, Long> counts(long objects, String ending, long containers) {
    return counts(objects, Map.of(ending, containers));
  }

  private static Map<String, Long> counts(long objects, Map<String, Long> others) {
    Map<String, Long> counts = new HashMap<>();
    for (String name :
        List.of("created", "replaced", "unchanged", "deleted", "othersObjects", "problems")) {
      counts.put(name, others.getOrDefault(name, 0L));
    }
    counts.put("objects", objects);
    counts.put("folderMarkers", 0L);
    return counts;
  }

  private static List<ContainerId> ids(int... containers) {
    return IntStream.of(containers).mapToObj(MediaSite::id).toList();
  }

  @Nested
  class What_is_found {
    @Test
    void a_new_container_has_its_described_objects_in_natural_order() {
      site.server.clock(() -> Instant.parse("2026-01-02T03:04:05Z"));
      site.put(ACME, 1, "slide-10.png", "width", "1080", "checksum-sha256", SHA_1);
      site.server.clock(() -> Instant.parse("2026-02-03T04:05:06Z"));
      site.put(ACME, 1, "slide-9.png", "kind", "cover", "thumbnail-url", url(1, "t.png").value());
      site.server.clock(InstantSource.system());

      assertThat(index().byName()).isEqualTo(counts(2, "created", 1));
      Container stored = site.stored(1);
      assertThat(stored.createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
      assertThat(stored.assets())
          .extracting(asset -> asset.id().value())
          .containsExactly("slide-9", "slide-10");
      assertThat(stored.assets().get(0).descriptor())
          .isEqualTo(
              AssetDescriptor.at(url(1, "slide-9.png"))
                  .kind(new Kind("cover"))
                  .thumbnailUrl(url(1, "t.png"))
                  .mimeType(new MimeType("image/png"))
                  .sizeBytes(11L)
                  .build());
      assertThat(stored.assets().get(1).descriptor())
          .isEqualTo(
              AssetDescriptor.at(url(1, "slide-10.png"))
                  .mimeType(new MimeType("image/png"))
                  .sizeBytes(12L)
                  .width(1080)
                  .checksumSha256(new Sha256(SHA_1))
                  .build());
      assertThat(done).isEqualTo(ids(1));
      assertThat(problems).isEmpty();
    }

    @Test
    void of_a_folder_of_several_owners_each_gets_its_own_and_hears_of_no_other() {
      site.put(ACME, 1, "a.png");
      site.put(OTHER, 1, "b.png");
      site.put(OTHER, 1, "c.png", "width", "wide");
      site.put(OTHER, 2, "d.png");
      assertThat(index().byName()).isEqualTo(counts(4, Map.of("created", 1L, "othersObjects", 3L)));
      assertThat(problems).isEmpty();
      assertThat(site.urls(1)).containsExactly(url(1, "a.png").value());
      assertThat(site.store.read(acme(2))).isEmpty();
      assertThat(site.store.read(new ContainerKey(OTHER, id(1)))).isEmpty();

      assertThat(index(OTHER, null, () -> false).byName())
          .isEqualTo(counts(4, Map.of("created", 2L, "othersObjects", 1L, "problems", 1L)));
      assertThat(problems).singleElement().asString().startsWith(key(1, "c.png") + ": width");
    }

    @Test
    void what_cannot_be_described_is_reported_with_its_key_and_breaks_nothing() {
      site.put(ACME, 1, "good.png");
      site.put(ACME, 1, "size.png", "width", "-1");
      site.put(ACME, 1, "words.png", "kind", "=?utf-8?Q?Caf=C3=A9?=");
      site.put(ACME, 1, "long.png", "thumbnail-url", "https://x/" + "a".repeat(8_000));
      site.put(new OrganizationId("a"), 1, "owner.png", "organization-id", "../etc");
      site.putUnstamped(1, "unstamped.png");
      String folder = "public-media/content-container/" + id(1).uuid() + "/media/";
      for (String stranger :
          List.of(
              folder + "sub/x.png",
              folder + "x\ny.png",
              folder + "..",
              folder + "e\u0301.png",
              folder
                      .toUpperCase(Locale.ROOT)
                      .replace("PUBLIC-MEDIA/CONTENT-CONTAINER", "public-media/content-container")
                  + "x.png",
              "public-media/content-container/x.png")) {
        site.server.put(
            BUCKET, stranger, new byte[1], "image/png", Map.of("organization-id", "org_acme"));
      }
      site.server.put(BUCKET, "elsewhere/x.png", new byte[1], "image/png", Map.of());

      IndexCounts counts = index();
      assertThat(site.urls(1)).containsExactly(url(1, "good.png").value());
      assertThat(counts.problems()).isEqualTo(problems.size());
      assertThat(problems)
          .hasSize(11)
          .anyMatch(problem -> problem.startsWith(key(1, "size.png") + ": width: "))
          .anyMatch(problem -> problem.startsWith(key(1, "words.png") + ": kind: "))
          .anyMatch(problem -> problem.startsWith(key(1, "long.png") + ": thumbnail-url: "))
          .anyMatch(problem -> problem.startsWith(key(1, "owner.png") + ": organization-id: "))
          .contains(key(1, "unstamped.png") + ": organization-id is missing")
          .contains(folder + "sub/x.png: names no file of a container")
          .contains(folder + "x\ny.png: names no file of a container");
    }

    @Test
    void an_unstamped_thumbnail_is_no_problem() {
      site.put(ACME, 1, "a.mp4", "thumbnail-url", url(1, "told.jpg").value());
      site.putUnstamped(1, "told.jpg");
      site.put(OTHER, 2, "a.mp4", "thumbnail-url", url(2, "others.jpg").value());
      site.putUnstamped(2, "others.jpg");
      site.putUnstamped(3, "recorded.jpg");
      site.publish(
          ACME, 3, AssetDescriptor.at(ELSEWHERE).thumbnailUrl(url(3, "recorded.jpg")).build());
      index();
      assertThat(problems).isEmpty();
      assertThat(site.urls(1)).containsExactly(url(1, "a.mp4").value());
    }

    @Test
    void an_object_that_is_deleted_between_list_and_head_is_passed_over() {
      site.put(ACME, 1, "a.png");
      site.put(ACME, 1, "b.png");
      site.server.onRequest(head(1, "a.png"), () -> site.server.remove(BUCKET, key(1, "a.png")));
      assertThat(index().isComplete()).isTrue();
      assertThat(problems).isEmpty();
      assertThat(site.urls(1)).containsExactly(url(1, "b.png").value());
    }

    @Test
    void every_object_is_seen_once_also_where_utf_8_and_utf_16_sort_apart() {
      site.put(ACME, 1, "\uFF5E.png");
      IntStream.range(0, 1_200).forEach(n -> site.put(ACME, 1, "\uD83D\uDE00" + n + ".png"));
      assertThat(index().byName()).isEqualTo(counts(1_201, "created", 1));
      assertThat(site.stored(1).assets()).hasSize(1_201);
      assertThat(site.count(lists())).isEqualTo(2);
    }
  }

  @Nested
  class What_is_recorded {
    @Test
    void a_second_run_changes_nothing() {
      site.put(ACME, 1, "a.png");
      site.put(ACME, 2, "b.png", "expires-at", "2099-01-01T00:00:00.123456789Z");
      index();
      assertThat(index().byName()).isEqualTo(counts(2, "unchanged", 2));
      assertThat(site.stored(1).revision()).isEqualTo(ONCE);
      assertThat(site.stored(2).revision()).isEqualTo(ONCE);
    }

    @Test
    void what_an_object_says_replaces_what_is_recorded_and_the_rest_stays() {
      site.publish(
          ACME,
          1,
          AssetDescriptor.at(url(1, "a.png"))
              .kind(new Kind("cover"))
              .width(1)
              .height(2)
              .thumbnailUrl(url(1, "thumbnail.png"))
              .build());
      site.put(ACME, 1, "a.png", "width", "10");
      assertThat(index().byName()).isEqualTo(counts(1, "replaced", 1));
      assertThat(site.stored(1).assets().getFirst().descriptor())
          .isEqualTo(
              AssetDescriptor.at(url(1, "a.png"))
                  .kind(new Kind("cover"))
                  .mimeType(new MimeType("image/png"))
                  .sizeBytes(5L)
                  .width(10)
                  .height(2)
                  .thumbnailUrl(url(1, "thumbnail.png"))
                  .build());
    }

    @Test
    void of_other_bytes_nothing_that_was_known_of_the_former_stays() {
      site.publish(
          ACME,
          1,
          AssetDescriptor.at(url(1, "a.bin"))
              .mimeType(new MimeType("video/mp4"))
              .sizeBytes(1_000L)
              .durationMs(2_000L)
              .height(3)
              .checksumSha256(new Sha256(SHA_1))
              .build());
      site.put(ACME, 1, "a.bin", "width", "10");
      index();
      assertThat(problems).isEmpty();
      assertThat(site.stored(1).assets().getFirst().descriptor())
          .isEqualTo(
              AssetDescriptor.at(url(1, "a.bin"))
                  .kind(Kind.IMAGE)
                  .mimeType(new MimeType("image/png"))
                  .sizeBytes(5L)
                  .width(10)
                  .build());
    }

    @Test
    void what_does_not_fit_what_is_recorded_is_reported_and_the_rest_is_refreshed() {
      site.publish(
          ACME,
          1,
          AssetDescriptor.at(url(1, "a.mp4")).durationMs(2_000L).build(),
          AssetDescriptor.at(url(1, "b.png")).build());
      site.put(ACME, 1, "a.mp4", "kind", "image");
      site.put(ACME, 1, "b.png", "width", "10");
      index();
      assertThat(problems).singleElement().asString().startsWith(url(1, "a.mp4").value());
      assertThat(site.stored(1).assets())
          .extracting(asset -> asset.descriptor().durationMs(), asset -> asset.descriptor().width())
          .containsExactly(tuple(2_000L, null), tuple(null, 10));
    }

    @Test
    void a_recorded_url_meets_its_object_also_in_another_spelling() {
      MediaUrl spelled = new MediaUrl(url(1, "a+b.png").value().replace("%2B", "+") + "?v=2");
      site.publish(ACME, 1, AssetDescriptor.at(spelled).build());
      site.put(ACME, 1, "a+b.png", "width", "10");
      index();
      assertThat(site.urls(1)).containsExactly(spelled.value());
      assertThat(site.stored(1).assets().getFirst().descriptor().width()).isEqualTo(10);
    }

    @Test
    void assets_without_objects_stay_and_new_ones_follow() {
      site.publish(
          ACME,
          1,
          AssetDescriptor.at(ELSEWHERE).build(),
          AssetDescriptor.at(url(1, "missing.png")).build(),
          AssetDescriptor.at(url(1, "z.png")).build());
      site.put(ACME, 1, "z.png");
      site.put(ACME, 1, "a.png");
      index();
      assertThat(site.urls(1))
          .containsExactly(
              ELSEWHERE.value(),
              url(1, "missing.png").value(),
              url(1, "z.png").value(),
              url(1, "a.png").value());
    }

    @Test
    void what_was_superseded_or_deleted_does_not_come_back() {
      site.put(ACME, 1, "old.png");
      site.put(ACME, 1, "new.png");
      site.put(ACME, 2, "gone.png");
      site.publish(ACME, 1, "old.png");
      site.publish(ACME, 1, "new.png");
      site.publish(ACME, 2, "gone.png");
      site.delete(2);
      site.sweep();
      assertThat(index().byName()).isEqualTo(counts(3, Map.of("replaced", 1L, "deleted", 1L)));
      assertThat(site.urls(1)).containsExactly(url(1, "new.png").value());
      assertThat(site.stored(2).isDeleted()).isTrue();
    }

    @Test
    void a_new_thumbnail_supersedes_the_recorded_one() {
      site.put(ACME, 1, "a.png", "thumbnail-url", url(1, "new.jpg").value());
      site.publish(
          ACME, 1, AssetDescriptor.at(url(1, "a.png")).thumbnailUrl(url(1, "old.jpg")).build());
      index();
      assertThat(site.stored(1).assets().getFirst().descriptor().thumbnailUrl())
          .isEqualTo(url(1, "new.jpg"));
      assertThat(site.stored(1).superseded()).hasSize(1);
      assertThat(index().byName()).isEqualTo(counts(1, "unchanged", 1));
    }
  }

  @Nested
  class As_it_goes {
    /** Ends once so many containers are done. */
    private BooleanSupplier after(int containers) {
      return () -> done.size() >= containers;
    }

    @Test
    void ended_early_it_goes_on_behind_the_last_container_and_does_nothing_twice() {
      IntStream.range(0, 30).forEach(n -> site.put(ACME, n, "a.png"));
      IndexCounts first = index(ACME, null, after(7));
      assertThat(first.isComplete()).isFalse();
      assertThat(done).isEqualTo(ids(0, 1, 2, 3, 4, 5, 6));
      site.server.clearRequests();
      assertThat(index(ACME, done.getLast(), () -> false).isComplete()).isTrue();
      assertThat(done).isEqualTo(ids(IntStream.range(0, 30).toArray()));
      assertThat(site.count(heads())).isEqualTo(23);
      assertThat(IntStream.range(0, 30).mapToObj(site::stored))
          .extracting(Container::revision)
          .containsOnly(ONCE);
    }

    @Test
    void one_that_is_ended_at_its_last_container_is_complete() {
      site.put(ACME, 1, "a.png");
      AtomicInteger asked = new AtomicInteger();
      assertThat(index(ACME, null, () -> asked.incrementAndGet() > 2).isComplete()).isTrue();
    }

    @Test
    void a_bucket_that_refuses_for_a_while_loses_nothing() {
      IntStream.range(0, 50).forEach(n -> site.put(ACME, n, "a.png"));
      site.server.fault(heads(), new Fault.Status(503, "SlowDown"), 20);
      site.server.fault(lists(), new Fault.Status(500, "InternalError"), 1);
      site.server.fault(heads(), new Fault.Reset(), 5);
      assertThat(index().byName()).isEqualTo(counts(50, "created", 50));
    }

    @Test
    void a_bucket_that_goes_away_ends_it_and_what_was_published_stays() {
      IntStream.range(0, 1_001).forEach(n -> site.put(ACME, n, "a.png"));
      site.server.onRequest(head(1_000, "a.png"), () -> site.server.deleteBucket(BUCKET));
      assertThatThrownBy(IndexerTest.this::index)
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContaining("no bucket " + BUCKET);
      assertThat(done).hasSize(999);
      assertThat(done).allMatch(id -> site.store.read(new ContainerKey(ACME, id)).isPresent());
    }

    @Test
    void a_key_that_is_revoked_ends_it() {
      IntStream.range(0, 100).forEach(n -> site.put(ACME, n, "a.png"));
      site.server.onRequest(heads(), () -> site.server.revokeCredential(site.server.accessKeyId()));
      assertThatThrownBy(IndexerTest.this::index)
          .isInstanceOf(StoreNotSetUpException.class)
          .hasMessageContaining("access key id is not known");
    }

    @Test
    void a_container_of_too_many_objects_is_reported_and_its_neighbours_are_published() {
      IntStream.range(0, Container.MAX_ASSETS + 1).forEach(n -> site.put(ACME, 2, n + ".png"));
      site.put(ACME, 1, "a.png");
      site.put(ACME, 3, "a.png");
      assertThat(index().byName())
          .isEqualTo(counts(Container.MAX_ASSETS + 3, Map.of("created", 2L, "problems", 1L)));
      assertThat(problems).containsExactly(id(2) + ": has more than 10,000 objects");
      assertThat(done).isEqualTo(ids(1, 2, 3));
      assertThat(site.store.read(acme(2))).isEmpty();
    }

    @Test
    void a_large_bucket_is_one_list_for_a_thousand_objects_and_a_bounded_number_of_heads_at_once() {
      // Ten thousand in all are as many as a container may have.
      IntStream.range(0, 12_000)
          .forEach(n -> site.put(n % 6 == 0 ? OTHER : ACME, 0, "slide-" + n + ".png"));
      IntStream.rangeClosed(1, 200)
          .forEach(n -> Stream.of("a", "b", "c", "d").forEach(f -> site.put(ACME, n, f + ".png")));
      assertThat(index().byName())
          .isEqualTo(counts(12_800, Map.of("created", 201L, "othersObjects", 2_000L)));
      assertThat(site.stored(0).assets()).hasSize(10_000);
      assertThat(done).hasSize(201).isSorted();
      assertThat(site.count(lists())).isEqualTo(13);
      assertThat(site.count(heads())).isEqualTo(12_800);
      assertThat(site.server.mostAtOnce()).isBetween(2, 64);
    }
  }

  @Nested
  class Over_manifests {
    Over_manifests() {
      site.close();
      site = MediaSite.overManifests();
    }

    private void assertPublished(int n, String... files) {
      assertThat(site.urls(n))
          .isEqualTo(Stream.of(files).map(file -> url(n, file).value()).toList());
    }

    @Test
    void a_second_run_writes_nothing() {
      IntStream.range(0, 20).forEach(n -> site.put(ACME, n, "a.png"));
      assertThat(index().byName()).isEqualTo(counts(20, "created", 20));
      assertPublished(19, "a.png");
      site.server.clearRequests();
      assertThat(index().byName()).isEqualTo(counts(20, "unchanged", 20));
      assertThat(site.methods()).containsOnly("GET", "HEAD");
    }

    @Test
    void a_publisher_that_comes_between_keeps_what_it_published() {
      site.put(ACME, 1, "a.png");
      site.server.onRequest(
          request -> request.method().equals("PUT"),
          () -> site.publish(ACME, 1, AssetDescriptor.at(ELSEWHERE).build()));
      assertThat(index().byName()).isEqualTo(counts(1, "replaced", 1));
      assertThat(site.urls(1)).containsExactly(ELSEWHERE.value(), url(1, "a.png").value());
    }

    @Test
    void a_manifest_that_cannot_be_read_is_reported_and_its_neighbours_are_published() {
      IntStream.range(1, 4).forEach(n -> site.put(ACME, n, "a.png"));
      String manifest = "organizations/org_acme/containers/" + id(2).uuid() + ".json";
      site.server.put(METADATA, manifest, MediaSite.bytes("{"), "application/json", Map.of());
      assertThat(index().byName()).isEqualTo(counts(3, Map.of("created", 2L, "problems", 1L)));
      assertThat(problems).singleElement().asString().startsWith(id(2) + ": ").contains(manifest);
      assertPublished(3, "a.png");
    }

    @Test
    void what_gives_no_answer_is_reported_and_its_neighbours_are_published() {
      IntStream.range(0, 60).forEach(n -> site.put(ACME, n, "a.png"));
      site.server.fault(head(20, "a.png"), new Fault.Status(400, "Odd"), 1_000);
      site.server.fault(
          request -> request.key().contains(id(40).uuid() + ".json"),
          new Fault.Status(400, "Odd"),
          1_000);
      assertThat(index().byName()).isEqualTo(counts(60, Map.of("created", 58L, "problems", 2L)));
      assertThat(problems).hasSize(2).allMatch(problem -> problem.contains("it answered 400"));
      assertThat(problems.getFirst()).startsWith(key(20, "a.png"));
      assertThat(problems.getLast()).startsWith(id(40).toString());
    }

    @Test
    void a_store_that_goes_away_ends_it_and_a_later_run_finishes() {
      IntStream.range(0, 60).forEach(n -> site.put(ACME, n, "a.png"));
      site.server.onRequest(
          request -> request.key().contains(id(40).uuid() + ".json"),
          () ->
              site.server.fault(
                  request -> request.bucket().equals(METADATA),
                  new Fault.Status(400, "Odd"),
                  1_000));
      assertThatThrownBy(IndexerTest.this::index).isInstanceOf(StoreUnavailableException.class);
      assertThat(done).isEqualTo(ids(IntStream.range(0, done.size()).toArray()));
      assertThat(done).hasSizeLessThan(41);
      site.server.clearFaults();
      index(ACME, done.getLast(), () -> false);
      assertThat(IntStream.range(0, 60).mapToObj(site::stored))
          .extracting(Container::revision)
          .containsOnly(ONCE);
    }
  }
}
