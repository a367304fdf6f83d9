package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ANY;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetIds;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer.Field;
import dev.assetlookup.core.publish.PublishContainer.Problem;
import dev.assetlookup.core.publish.PublishContainer.Result;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingTest {
  private final World world = new World();

  @Test
  void without_the_write_scope_nothing_is_published_and_nothing_is_asked() {
    ContainerStore untouchable = new UnreachableStore();
    AssetLookup publishing = AssetLookup.over(untouchable).clock(world.clock).build();
    for (Set<Scope> granted :
        List.of(
            Set.<Scope>of(),
            Set.of(Scope.CONTENT_READ),
            Set.of(new Scope("org:admin")),
            Set.of(new Scope("content")))) {
      Caller caller = new Caller(World.ACME, granted);
      assertThat(publishing.publish(caller, set("a.png"), ANY))
          .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_WRITE));
    }
  }

  @Test
  void the_scope_comes_before_the_rules_of_the_set() {
    ContainerDraft bad = set(asset("a.png"), asset("a.png"));
    assertThat(world.publishing.publish(new Caller(World.ACME, Set.of()), bad, ANY))
        .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_WRITE));
  }

  @Test
  void all_data_scopes_include_writing() {
    Caller caller = new Caller(World.ACME, Set.of(Scope.ALL_DATA));
    assertThat(world.publishing.publish(caller, set("a.png"), ANY))
        .isInstanceOf(Result.Published.class);
  }

  @Test
  void the_first_publish_creates() {
    assertThat(world.publish(set("b.png", "a.png")))
        .isInstanceOfSatisfying(
            Result.Published.class,
            result -> {
              assertThat(result.created()).isTrue();
              assertThat(result.container()).isEqualTo(world.stored());
            });
    Container stored = world.stored();
    assertThat(stored.revision()).isEqualTo(new Revision(1));
    assertThat(stored.createdAt()).isEqualTo(START);
    assertThat(stored.superseded()).isEmpty();
    assertThat(stored.assets()).extracting(a -> a.id().value()).containsExactly("b", "a");
  }

  @Test
  void an_empty_set_can_be_published() {
    assertThat(world.idsOf(set(new AssetDraft[0]))).isEmpty();
  }

  @Test
  void each_publish_raises_the_revision_and_keeps_what_it_superseded() {
    world.published(set("a.png", "b.png"));
    world.clock.advance(Duration.ofSeconds(5));
    Container second = world.published(set("b.png", "c.png"));
    assertThat(second.revision()).isEqualTo(new Revision(2));
    assertThat(second.superseded()).hasSize(1);
    SupersededAsset superseded = second.superseded().get(0);
    assertThat(superseded.asset().id()).hasToString("a");
    assertThat(superseded.supersededIn()).isEqualTo(new Revision(2));
    assertThat(superseded.supersededAt()).isEqualTo(START.plusSeconds(5));
    assertThat(superseded.withdrawn()).isFalse();
  }

  @Test
  void a_new_descriptor_of_the_same_url_supersedes_nothing() {
    world.published(set("a.png"));
    AssetDraft wider = new AssetDraft(null, AssetDescriptor.at(url("a.png")).width(1080).build());
    Container second = world.published(set(wider));
    assertThat(second.superseded()).isEmpty();
    assertThat(second.assets().get(0).id()).hasToString("a");
  }

  @Test
  void publishing_what_is_stored_writes_nothing() {
    Container first = world.published(set("a.png", "b.png"));
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.publish(set("a.png", "b.png"))).isEqualTo(new Result.Unchanged(first));
    assertThat(world.stored()).isEqualTo(first);
  }

  @Test
  void another_order_is_another_set_but_the_ids_stay() {
    world.published(set("x/a.png", "y/a.png", "b.png"));
    List<MediaUrl> urls = List.of(url("x/a.png"), url("y/a.png"), url("b.png"));
    List<String> before = urls.stream().map(u -> world.currentIdOf(u).value()).toList();
    Container second = world.published(set("b.png", "y/a.png", "x/a.png"));
    assertThat(urls.stream().map(u -> world.currentIdOf(u).value()).toList()).isEqualTo(before);
    assertThat(second.superseded()).isEmpty();
    assertThat(second.assets())
        .extracting(a -> a.descriptor().url())
        .containsExactly(url("b.png"), url("y/a.png"), url("x/a.png"));
  }

  @Test
  void the_first_of_two_urls_with_one_name_has_the_name() {
    assertThat(world.idsOf(set("x/a.png", "y/a.png")))
        .containsExactly("a", AssetIds.deriveDistinct(url("y/a.png")).value());
  }

  @Test
  void a_url_keeps_its_id_when_the_neighbour_with_its_name_leaves() {
    world.published(set("x/a.png", "y/a.png"));
    String distinct = AssetIds.deriveDistinct(url("y/a.png")).value();
    assertThat(world.idsOf(set("y/a.png"))).containsExactly(distinct);
  }

  @Test
  void a_url_keeps_its_id_when_a_neighbour_with_its_name_comes_before_it() {
    world.published(set("x/a.png"));
    assertThat(world.idsOf(set("y/a.png", "x/a.png")))
        .containsExactly(AssetIds.deriveDistinct(url("y/a.png")).value(), "a");
  }

  @Test
  void an_id_that_only_superseded_assets_have_is_free() {
    world.published(set("x/a.png"));
    assertThat(world.idsOf(set("y/a.png"))).containsExactly("a");
    assertThat(world.urlOf("a")).isEqualTo(url("y/a.png"));
  }

  @Test
  void a_url_that_comes_back_gets_its_id_back() {
    world.published(set("x/a.png", "y/a.png"));
    world.published(set("b.png"));
    assertThat(world.idsOf(set("y/a.png", "x/a.png")))
        .containsExactly(AssetIds.deriveDistinct(url("y/a.png")).value(), "a");
  }

  @Test
  void a_url_that_comes_back_gets_the_id_that_it_had_last() {
    world.published(set(asset("a.png", "first")));
    world.published(set(asset("a.png", "second")));
    world.published(set("b.png"));
    assertThat(world.idsOf(set("a.png"))).containsExactly("second");
  }

  @Test
  void a_url_that_comes_back_gets_another_id_if_its_own_is_taken_by_now() {
    world.published(set("x/a.png"));
    world.published(set("y/a.png"));
    assertThat(world.idsOf(set("x/a.png", "y/a.png")))
        .containsExactly(AssetIds.deriveDistinct(url("x/a.png")).value(), "a");
  }

  @Test
  void an_id_that_the_writer_insists_on_is_taken() {
    assertThat(world.idsOf(set(asset("a.png", "cover"), asset("b.png"))))
        .containsExactly("cover", "b");
  }

  @Test
  void an_id_that_the_writer_insists_on_wins_over_the_one_that_its_url_had() {
    world.published(set("a.png"));
    Container second = world.published(set(asset("a.png", "cover")));
    assertThat(second.assets().get(0).id()).hasToString("cover");
    assertThat(second.superseded()).hasSize(1);
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
  }

  @Test
  void a_derived_id_gives_way_to_an_insisted_one_wherever_it_stands() {
    assertThat(world.idsOf(set(asset("a.png"), asset("b.png", "a"))))
        .containsExactly(AssetIds.deriveDistinct(url("a.png")).value(), "a");
  }

  @Test
  void two_assets_cannot_insist_on_one_id() {
    assertThat(world.publish(set(asset("a.png", "x"), asset("b.png"), asset("c.png", "x"))))
        .isEqualTo(invalid(2, Field.ID, "repeats the id of asset 0"));
  }

  @Test
  void nobody_can_insist_on_the_id_that_a_neighbour_has_already() {
    world.published(set("a.png"));
    assertThat(world.publish(set(asset("a.png"), asset("b.png", "a"))))
        .isEqualTo(invalid(1, Field.ID, "is the id that asset 0 has already: a"));
    assertThat(world.stored().revision()).isEqualTo(new Revision(1));
  }

  @Test
  void the_id_of_an_asset_that_leaves_can_be_insisted_on_at_once() {
    world.published(set("a.png"));
    assertThat(world.idsOf(set(asset("b.png", "a")))).containsExactly("a");
    assertThat(world.urlOf("a")).isEqualTo(url("b.png"));
  }

  @Test
  void ids_can_be_swapped_by_insisting_on_both() {
    world.published(set("a.png", "b.png"));
    assertThat(world.idsOf(set(asset("a.png", "b"), asset("b.png", "a"))))
        .containsExactly("b", "a");
    assertThat(world.urlOf("a")).isEqualTo(url("b.png"));
    assertThat(world.urlOf("b")).isEqualTo(url("a.png"));
  }

  @Test
  void a_set_cannot_hold_a_url_twice() {
    assertThat(world.publish(set("a.png", "b.png", "a.png")))
        .isEqualTo(invalid(2, Field.URL, "repeats the url of asset 0"));
  }

  @Test
  void an_id_that_cannot_be_derived_is_a_problem_that_says_what_to_do() {
    String taken = AssetIds.deriveDistinct(url("y/a.png")).value();
    assertThat(world.publish(set(asset("x/a.png"), asset("y/a.png"), asset("b.png", taken))))
        .isEqualTo(invalid(1, Field.URL, "derives an id that is taken; give an assetId"));
  }

  @Test
  void every_problem_is_reported() {
    assertThat(
            world.publish(
                set(asset("a.png", "x"), asset("a.png", "x"), asset("b.png"), asset("b.png"))))
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            result ->
                assertThat(result.problems())
                    .extracting(PublishingTest::place)
                    .contains("1 URL", "1 ID", "3 URL"));
  }

  @Test
  void repetitions_and_plain_http_are_reported_together() {
    MediaUrl plain = new MediaUrl("http://127.0.0.1:8080/a.png");
    assertThat(
            world.publish(
                set(asset("a.png", "x"), asset("a.png", "x"), asset(plain, plain), asset("b.png"))))
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            result ->
                assertThat(result.problems())
                    .extracting(PublishingTest::place)
                    .containsExactlyInAnyOrder("1 URL", "1 ID", "2 URL", "2 THUMBNAIL_URL"));
  }

  @Test
  void plain_http_is_refused_unless_allowed() {
    MediaUrl plain = new MediaUrl("http://127.0.0.1:8080/a.png");
    ContainerDraft draft =
        set(
            new AssetDraft(null, AssetDescriptor.at(plain).build()),
            new AssetDraft(null, AssetDescriptor.at(url("b.png")).thumbnailUrl(plain).build()));
    assertThat(world.publish(draft))
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            result ->
                assertThat(result.problems())
                    .extracting(PublishingTest::place)
                    .containsExactly("0 URL", "1 THUMBNAIL_URL"));
    AssetLookup allowing =
        AssetLookup.over(world.store)
            .clock(world.clock)
            .urls(UrlRules.DEFAULT.allowingHttp())
            .build();
    assertThat(allowing.publish(OWNER, draft, ANY)).isInstanceOf(Result.Published.class);
  }

  @Test
  void a_signed_url_is_refused_unless_allowed() {
    MediaUrl signed = new MediaUrl("https://media.example.com/a.png?X-Amz-Signature=5ec2e7");
    ContainerDraft draft =
        set(
            new AssetDraft(null, AssetDescriptor.at(signed).build()),
            new AssetDraft(null, AssetDescriptor.at(url("b.png")).thumbnailUrl(signed).build()));
    assertThat(world.publish(draft))
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            result ->
                assertThat(result.problems())
                    .extracting(Problem::toString)
                    .allMatch(problem -> problem.contains("X-Amz-Signature"))
                    .noneMatch(problem -> problem.contains("5ec2e7"))
                    .hasSize(2));
    AssetLookup allowing =
        AssetLookup.over(world.store)
            .clock(world.clock)
            .urls(UrlRules.DEFAULT.allowingSigned())
            .build();
    assertThat(allowing.publish(OWNER, draft, ANY)).isInstanceOf(Result.Published.class);
  }

  @Test
  void a_set_holds_10_000_assets_and_no_more() {
    List<AssetDraft> drafts = new ArrayList<>();
    for (int i = 0; i <= Container.MAX_ASSETS; i++) {
      drafts.add(asset("slide-" + i + ".png"));
    }
    assertThat(world.publish(set(drafts.toArray(AssetDraft[]::new))))
        .isEqualTo(invalid(null, null, "holds more than 10000 assets"));
    drafts.remove(0);
    assertThat(world.published(set(drafts.toArray(AssetDraft[]::new))).assets())
        .hasSize(Container.MAX_ASSETS);
  }

  @Test
  void the_creation_time_is_kept_unless_the_writer_says_another() {
    world.published(set("a.png"));
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.published(set("b.png")).createdAt()).isEqualTo(START);
    Instant said = Instant.parse("2020-01-01T00:00:00Z");
    ContainerDraft draft =
        new ContainerDraft(CONTAINER, said, ContainerDetails.COMPLETED, List.of(asset("b.png")));
    assertThat(world.published(draft).createdAt()).isEqualTo(said);
    assertThat(world.published(set("c.png")).createdAt()).isEqualTo(said);
  }

  @Test
  void a_writer_who_expects_nothing_creates_and_never_replaces() {
    Precondition absent = Precondition.ABSENT;
    assertThat(world.publishing.publish(OWNER, set("a.png"), absent))
        .isInstanceOf(Result.Published.class);
    assertThat(world.publishing.publish(OWNER, set("b.png"), absent))
        .isEqualTo(new Result.Conflict());
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    assertThat(world.publishing.publish(OWNER, set("b.png"), absent))
        .isInstanceOfSatisfying(
            Result.Published.class, result -> assertThat(result.created()).isTrue());
  }

  @Test
  void a_writer_who_expects_a_revision_replaces_only_that() {
    assertThat(publishAt(1, "a.png")).isEqualTo(new Result.Conflict());
    assertThat(publishAt(0, "a.png")).isEqualTo(new Result.Conflict());
    world.published(set("a.png"));
    assertThat(publishAt(2, "b.png")).isEqualTo(new Result.Conflict());
    assertThat(publishAt(1, "b.png"))
        .isInstanceOfSatisfying(
            Result.Published.class, result -> assertThat(result.created()).isFalse());
    assertThat(publishAt(1, "c.png")).isEqualTo(new Result.Conflict());
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    assertThat(publishAt(3, "c.png")).isEqualTo(new Result.Conflict());
  }

  @Test
  void organizations_with_one_container_id_publish_apart() {
    world.published(set("a.png"));
    assertThat(world.publishing.publish(World.STRANGER, set("b.png"), Precondition.ABSENT))
        .isInstanceOf(Result.Published.class);
    assertThat(world.stored().assets()).extracting(a -> a.id().value()).containsExactly("a");
  }

  @Test
  void writers_without_a_precondition_all_come_through() {
    List<Result> results =
        Racing.race(8, i -> world.publish(set("base.png", "writer-" + i + ".png")));
    assertThat(results).hasOnlyElementsOfType(Result.Published.class);
    Container last = world.stored();
    assertThat(last.revision()).isEqualTo(new Revision(8));
    assertThat(last.superseded()).hasSize(7);
    assertThat(last.assets()).hasSize(2);
  }

  @Test
  void of_writers_who_expect_one_revision_exactly_one_comes_through() {
    world.published(set("a.png"));
    List<Result> results = Racing.race(8, i -> publishAt(1, "writer-" + i + ".png"));
    assertThat(results).filteredOn(Result.Published.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(new Result.Conflict()::equals).hasSize(7);
  }

  @Test
  void a_writer_who_loses_every_race_is_told_so() {
    world.published(set("a.png"));
    ContainerStore outpacing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap swap(Container next, Revision expected) {
            return Swap.STALE;
          }
        };
    AssetLookup publishing = AssetLookup.over(outpacing).clock(world.clock).build();
    assertThat(publishing.publish(OWNER, set("b.png"), ANY)).isEqualTo(new Result.Conflict());
  }

  @Test
  void a_store_without_an_answer_is_no_answer() {
    AssetLookup publishing = AssetLookup.over(new UnreachableStore()).clock(world.clock).build();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> publishing.publish(OWNER, set("a.png"), ANY));
  }

  @Test
  void what_is_superseded_remembers_where_it_stood() {
    world.published(set("a.png", "b.png", "c.png", "d.png"));
    Container second = world.published(set("d.png", "b.png"));
    assertThat(positions(second)).containsExactly("a 0", "c 2");
    Container third = world.published(set("b.png"));
    assertThat(positions(third)).containsExactly("a 0", "c 2", "d 0");
    assertThat(third.superseded())
        .extracting(SupersededAsset::media)
        .containsOnly(SupersededAsset.Media.HELD);
  }

  @Test
  void a_writer_can_say_what_must_be_there() {
    List<Optional<Container>> asked = new ArrayList<>();
    assertThat(publishIf(asked, false, "a.png")).isEqualTo(new Result.Conflict());
    assertThat(publishIf(asked, true, "a.png"))
        .isInstanceOfSatisfying(
            Result.Published.class, result -> assertThat(result.created()).isTrue());
    Container first = world.stored();
    assertThat(publishIf(asked, false, "b.png")).isEqualTo(new Result.Conflict());
    assertThat(world.stored()).isEqualTo(first);
    assertThat(publishIf(asked, true, "b.png"))
        .isInstanceOfSatisfying(
            Result.Published.class, result -> assertThat(result.created()).isFalse());
    world.delete(CONTAINER);
    assertThat(publishIf(asked, true, "c.png"))
        .isInstanceOfSatisfying(
            Result.Published.class, result -> assertThat(result.created()).isTrue());
    assertThat(asked)
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.of(first),
            Optional.of(first),
            Optional.empty());
  }

  @Test
  void a_condition_sees_assets_past_their_expiry() {
    Container stored = world.published(set(expiring("a.png", START), asset("b.png")));
    List<Optional<Container>> asked = new ArrayList<>();
    publishIf(asked, false, "c.png");
    assertThat(asked).containsExactly(Optional.of(stored));
  }

  @Test
  void after_a_lost_race_the_condition_is_asked_again() {
    Container first = world.published(set("a.png"));
    List<Optional<Container>> asked = new ArrayList<>();
    AtomicBoolean outpaced = new AtomicBoolean();
    ContainerStore outpacing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap swap(Container next, Revision expected) {
            if (outpaced.compareAndSet(false, true)) {
              world.published(set("b.png"));
            }
            return store().swap(next, expected);
          }
        };
    AssetLookup publishing = AssetLookup.over(outpacing).clock(world.clock).build();
    Precondition onceOnly =
        new Precondition.Is(
            stored -> {
              asked.add(stored);
              return asked.size() < 2;
            });
    assertThat(publishing.publish(OWNER, set("c.png"), onceOnly)).isEqualTo(new Result.Conflict());
    assertThat(asked).containsExactly(Optional.of(first), Optional.of(world.stored()));
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  @Test
  void everything_that_can_be_checked_without_the_store_is_reported_at_once() {
    MediaUrl plain = new MediaUrl("http://127.0.0.1:8080/a.png");
    SortedMap<Integer, AssetDraft> drafts = new TreeMap<>();
    drafts.put(0, asset("a.png", "x"));
    drafts.put(2, asset(plain, plain));
    drafts.put(3, asset("a.png", "x"));
    drafts.put(5, asset("b.png", "x"));
    assertThat(AssetLookup.over(new UnreachableStore()).clock(world.clock).build().check(drafts))
        .extracting(PublishingTest::place)
        .containsExactlyInAnyOrder("2 URL", "2 THUMBNAIL_URL", "3 URL", "3 ID", "5 ID");
    AssetLookup allowing =
        AssetLookup.over(world.store)
            .clock(world.clock)
            .urls(UrlRules.DEFAULT.allowingHttp())
            .build();
    assertThat(allowing.check(drafts))
        .containsExactlyInAnyOrder(
            new Problem(3, Field.URL, "repeats the url of asset 0"),
            new Problem(3, Field.ID, "repeats the id of asset 0"),
            new Problem(5, Field.ID, "repeats the id of asset 0"));
  }

  @Test
  void a_check_finds_nothing_wrong_with_a_good_set() {
    SortedMap<Integer, AssetDraft> drafts = new TreeMap<>();
    drafts.put(1, asset("a.png", "x"));
    drafts.put(2, asset("b.png"));
    assertThat(world.publishing.check(drafts)).isEmpty();
    assertThat(world.publishing.check(new TreeMap<>())).isEmpty();
  }

  @Test
  void a_check_counts_what_is_bad_already() {
    SortedMap<Integer, AssetDraft> drafts = new TreeMap<>();
    drafts.put(Container.MAX_ASSETS, asset("a.png"));
    assertThat(world.publishing.check(drafts))
        .containsExactly(new Problem(null, null, "holds more than 10000 assets"));
    drafts.remove(Container.MAX_ASSETS);
    drafts.put(Container.MAX_ASSETS - 1, asset("a.png"));
    assertThat(world.publishing.check(drafts)).isEmpty();
  }

  @Test
  void media_that_are_being_released_cannot_be_published() {
    world.published(set(asset(url("a.png"), url("t/a.png"))));
    world.published(set("b.png"));
    mark(SupersededAsset.Media.RELEASING);
    Container stored = world.stored();
    assertThat(
            world.publish(
                set(
                    asset("b.png"),
                    asset("a.png"),
                    asset(url("c.png"), url("a.png")),
                    asset(url("d.png"), url("t/a.png")),
                    asset("t/a.png"))))
        .isInstanceOfSatisfying(
            Result.Invalid.class,
            result ->
                assertThat(result.problems())
                    .extracting(PublishingTest::place)
                    .containsExactly("1 URL", "2 THUMBNAIL_URL", "3 THUMBNAIL_URL", "4 URL"));
    assertThat(world.stored()).isEqualTo(stored);
    world.published(set("b.png", "c.png"));
  }

  @Test
  void a_deleted_container_cannot_get_media_that_are_being_released_either() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    mark(SupersededAsset.Media.RELEASING);
    assertThat(world.publish(set("a.png"))).isInstanceOf(Result.Invalid.class);
    world.published(set("b.png"));
  }

  @Test
  void media_that_were_released_can_be_published_and_keep_their_id() {
    world.published(set(asset("a.png", "first")));
    world.published(set("b.png"));
    mark(SupersededAsset.Media.RELEASED);
    assertThat(world.idsOf(set("b.png", "a.png"))).containsExactly("b", "first");
    assertThat(world.stored().superseded())
        .extracting(SupersededAsset::media)
        .containsExactly(SupersededAsset.Media.RELEASED);
  }

  @Test
  void media_that_the_set_has_already_can_be_published_whatever_is_being_released() {
    world.published(set(asset(url("a.png"), url("shared.png"))));
    world.published(set(asset(url("b.png"), url("shared.png"))));
    mark(SupersededAsset.Media.RELEASING);
    assertThat(world.publish(set(asset(url("b.png"), url("shared.png")))))
        .isInstanceOf(Result.Unchanged.class);
    world.published(set(asset(url("b.png"), url("shared.png")), asset("c.png")));
    assertThat(world.publish(set("a.png"))).isInstanceOf(Result.Invalid.class);
  }

  @Test
  void media_that_an_asset_in_its_grace_holds_can_be_published() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    List<SupersededAsset> entries = new ArrayList<>(stored.superseded());
    entries.set(0, entries.get(0).with(SupersededAsset.Media.RELEASING));
    world.store(Rewrites.withSuperseded(stored, entries));
    world.published(set("a.png"));
  }

  @Test
  void any_publish_replaces_a_corrupt_record_and_a_conditional_one_does_not() {
    Container lost = world.published(set("a.png"));
    AssetLookup repairing =
        AssetLookup.over(new CorruptingStore(world.store, World.key(CONTAINER)))
            .clock(world.clock)
            .build();
    for (Precondition conditional :
        List.of(
            Precondition.ABSENT,
            new Precondition.At(lost.revision()),
            new Precondition.Is(stored -> true))) {
      assertThatExceptionOfType(CorruptRecordException.class)
          .isThrownBy(() -> repairing.publish(OWNER, set("b.png"), conditional));
      assertThatExceptionOfType(CorruptRecordException.class)
          .isThrownBy(() -> repairing.delete(OWNER, CONTAINER, conditional));
    }
    assertThat(world.stored()).isEqualTo(lost);

    assertThat(repairing.publish(OWNER, set("b.png"), ANY))
        .isEqualTo(new Result.Published(world.stored(), false));
    assertThat(world.stored().revision()).isEqualTo(lost.revision().next());
    assertThat(world.stored().superseded()).isEmpty();
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.AssetNotFound());
  }

  @Test
  void any_delete_replaces_a_corrupt_record() {
    Container lost = world.published(set("a.png"));
    AssetLookup repairing =
        AssetLookup.over(new CorruptingStore(world.store, World.key(CONTAINER)))
            .clock(world.clock)
            .build();
    assertThat(repairing.delete(OWNER, CONTAINER, ANY))
        .isEqualTo(new DeleteContainer.Result.Deleted());
    assertThat(world.stored().isDeleted()).isTrue();
    assertThat(world.stored().revision()).isEqualTo(lost.revision().next());
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.ContainerDeleted());
  }

  @Test
  void a_container_that_is_replaced_too_often_waits_for_a_sweep() {
    world.published(heavy("a"));
    Container stored = world.published(heavy("b"));
    assertThat(stored.supersededBytes()).isBetween(1L, Container.MAX_SUPERSEDED_BYTES);
    assertThat(world.publish(heavy("c"))).isEqualTo(new Result.TooManySuperseded());
    assertThat(world.stored()).isEqualTo(stored);

    // What supersedes nothing more need not wait.
    ContainerDraft sameWithOneMore =
        new ContainerDraft(
            CONTAINER,
            null,
            ContainerDetails.COMPLETED,
            Stream.concat(heavy("b").assets().stream(), Stream.of(asset("one-more.png"))).toList());
    assertThat(world.publish(sameWithOneMore)).isInstanceOf(Result.Published.class);

    world.sweeping.sweep();
    assertThat(world.publish(heavy("c"))).isEqualTo(new Result.TooManySuperseded());
    world.clock.advance(World.GRACE);
    world.sweeping.sweep();
    assertThat(world.publish(heavy("c"))).isInstanceOf(Result.Published.class);
  }

  @Test
  void a_container_that_is_deleted_and_published_too_often_waits_for_a_sweep() {
    for (String name : List.of("a", "b")) {
      world.published(heavy(name));
      world.delete(CONTAINER);
    }
    Container deleted = world.stored();
    assertThat(deleted.supersededBytes()).isGreaterThan(Container.MAX_SUPERSEDED_BYTES);
    assertThat(world.publish(set("tiny.png"))).isEqualTo(new Result.TooManySuperseded());
    assertThat(world.stored()).isEqualTo(deleted);

    world.clock.advance(World.GRACE);
    world.sweeping.sweep();
    assertThat(world.publish(set("tiny.png"))).isInstanceOf(Result.Published.class);
  }

  /** More than half of what a container may carry of superseded assets. */
  private static ContainerDraft heavy(String name) {
    String padding = "x".repeat(1_900);
    List<AssetDraft> assets = new ArrayList<>();
    for (int i = 0; i < 2_100; i++) {
      assets.add(
          asset(url(padding + "/" + name + i + ".png"), url(padding + "/" + name + i + ".jpg")));
    }
    return new ContainerDraft(CONTAINER, null, ContainerDetails.COMPLETED, assets);
  }

  @Test
  void a_revision_never_comes_back_after_a_container_was_swept_away() {
    Container first = world.published(set("a.png"));
    world.delete(CONTAINER);
    Revision last = world.stored().revision();
    world.clock.advance(World.RETENTION);
    world.sweeping.sweep();
    assertThat(world.store.read(World.key(CONTAINER))).isEmpty();

    Container anew = world.published(set("b.png"));
    assertThat(anew.revision().number()).isGreaterThan(last.number());
    for (Revision old : List.of(first.revision(), last)) {
      assertThat(publishAt(old.number(), "c.png")).isEqualTo(new Result.Conflict());
      assertThat(world.store.remove(anew.key(), old)).isEqualTo(ContainerStore.Swap.STALE);
    }
    assertThat(world.stored()).isEqualTo(anew);
    assertThat(publishAt(anew.revision().number(), "c.png")).isInstanceOf(Result.Published.class);
  }

  private Result publishIf(List<Optional<Container>> asked, boolean answer, String fileName) {
    Precondition condition =
        new Precondition.Is(
            stored -> {
              asked.add(stored);
              return answer;
            });
    return world.publishing.publish(OWNER, set(fileName), condition);
  }

  /** What became of the media of all superseded assets. */
  private void mark(SupersededAsset.Media media) {
    Container stored = world.stored();
    world.store(
        Rewrites.withSuperseded(
            stored, stored.superseded().stream().map(entry -> entry.with(media)).toList()));
  }

  private static List<String> positions(Container container) {
    return container.superseded().stream()
        .map(entry -> entry.asset().id() + " " + entry.position())
        .toList();
  }

  private Result publishAt(long revision, String fileName) {
    return world.publishing.publish(
        OWNER, set(fileName), new Precondition.At(new Revision(revision)));
  }

  private static Result invalid(@Nullable Integer asset, @Nullable Field field, String reason) {
    return new Result.Invalid(List.of(new Problem(asset, field, reason)));
  }

  private static String place(Problem problem) {
    return problem.asset() + " " + problem.field();
  }
}
