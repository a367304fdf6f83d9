package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ACME;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.STRANGER;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.DeleteContainer.Result;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeletingTest {
  private final World world = new World();

  @Test
  void without_the_write_scope_nothing_is_deleted_and_nothing_is_asked() {
    AssetLookup publishing = AssetLookup.over(new UnreachableStore()).clock(world.clock).build();
    for (Set<Scope> granted : List.of(Set.<Scope>of(), Set.of(Scope.CONTENT_READ))) {
      assertThat(publishing.delete(new Caller(ACME, granted), CONTAINER, World.ANY))
          .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_WRITE));
    }
  }

  @Test
  void every_id_is_absent_at_once_superseded_ones_too() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    assertThat(world.publishing.delete(OWNER, CONTAINER, World.ANY))
        .isEqualTo(new Result.Deleted());
    for (String id : List.of("a", "b", "c")) {
      assertThat(world.find(id)).isEqualTo(new FindAsset.Result.ContainerDeleted());
    }
  }

  @Test
  void a_delete_withdraws_what_it_keeps() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(Duration.ofSeconds(1));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    Container stored = world.stored();
    assertThat(stored.deletedAt()).isEqualTo(START.plusSeconds(1));
    assertThat(stored.revision()).isEqualTo(new Revision(3));
    assertThat(stored.assets()).isEmpty();
    assertThat(stored.superseded()).hasSize(2).allMatch(SupersededAsset::withdrawn);
  }

  @Test
  void a_second_delete_finds_nothing_and_writes_nothing() {
    world.published(set("a.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    Container deleted = world.stored();
    assertThat(world.publishing.delete(OWNER, CONTAINER, World.ANY)).isEqualTo(new Result.Absent());
    assertThat(world.stored()).isEqualTo(deleted);
  }

  @Test
  void unknown_foreign_and_deleted_containers_are_answered_alike() {
    Result unknown = world.publishing.delete(OWNER, CONTAINER, World.ANY);
    world.published(set("a.png"));
    Result foreign = world.publishing.delete(STRANGER, CONTAINER, World.ANY);
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    Result deleted = world.publishing.delete(OWNER, CONTAINER, World.ANY);
    assertThat(List.of(unknown, foreign, deleted)).containsOnly(new Result.Absent());
  }

  @Test
  void publishing_again_creates_and_resurrects_nothing() {
    world.published(set("a.png", "b.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.publish(set("c.png")))
        .isInstanceOfSatisfying(
            PublishContainer.Result.Published.class,
            result -> {
              assertThat(result.created()).isTrue();
              assertThat(result.container().createdAt()).isEqualTo(START.plusSeconds(1));
              assertThat(result.container().revision()).isEqualTo(new Revision(3));
              assertThat(result.container().deletedAt()).isNull();
            });
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.AssetNotFound());
    assertThat(world.urlOf("c")).isEqualTo(url("c.png"));
  }

  @Test
  void publishing_the_deleted_set_again_is_no_unchanged_set() {
    world.published(set("a.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    assertThat(world.idsOf(set("a.png"))).containsExactly("a");
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
  }

  @Test
  void an_empty_set_can_be_published_over_a_deleted_one() {
    world.published(set("a.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    world.published(set(new String[0]));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.AssetNotFound());
  }

  @Test
  void of_racing_deleters_exactly_one_deletes() {
    world.published(set("a.png"));
    List<Result> results =
        Racing.race(8, i -> world.publishing.delete(OWNER, CONTAINER, World.ANY));
    assertThat(results).containsOnlyOnce(new Result.Deleted());
    assertThat(results).filteredOn(new Result.Absent()::equals).hasSize(7);
  }

  @Test
  void a_deleter_who_loses_every_race_is_told_so() {
    world.published(set("a.png"));
    ContainerStore outpacing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap swap(Container next, Revision expected) {
            return Swap.STALE;
          }
        };
    assertThat(
            AssetLookup.over(outpacing)
                .clock(world.clock)
                .build()
                .delete(OWNER, CONTAINER, World.ANY))
        .isEqualTo(new Result.Conflict());
  }

  @Test
  void what_is_withdrawn_keeps_its_place_and_what_became_of_its_media() {
    world.published(set("a.png", "b.png", "c.png"));
    Container stored = world.published(set("b.png", "c.png"));
    world.store(
        Rewrites.withSuperseded(stored, List.of(stored.superseded().get(0).with(Media.RELEASED))));
    world.delete(CONTAINER);
    List<SupersededAsset> superseded = world.stored().superseded();
    assertThat(superseded).extracting(s -> s.asset().id().value()).containsExactly("a", "b", "c");
    assertThat(superseded).extracting(SupersededAsset::position).containsExactly(0, 0, 1);
    assertThat(superseded)
        .extracting(SupersededAsset::media)
        .containsExactly(Media.RELEASED, Media.HELD, Media.HELD);
  }

  @Test
  void a_deleter_who_expects_a_revision_deletes_only_that() {
    assertThat(delete(at(1))).isEqualTo(new Result.Conflict());
    world.published(set("a.png"));
    world.published(set("b.png"));
    for (long other : List.of(0L, 1L, 3L)) {
      assertThat(delete(at(other))).isEqualTo(new Result.Conflict());
    }
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
    assertThat(delete(at(2))).isEqualTo(new Result.Deleted());
    assertThat(delete(at(2))).isEqualTo(new Result.Conflict());
    assertThat(delete(at(3))).isEqualTo(new Result.Conflict());
  }

  @Test
  void a_deleter_who_expects_nothing_deletes_nothing() {
    Precondition absent = Precondition.ABSENT;
    assertThat(delete(absent)).isEqualTo(new Result.Absent());
    Container stored = world.published(set("a.png"));
    assertThat(delete(absent)).isEqualTo(new Result.Conflict());
    assertThat(world.stored()).isEqualTo(stored);
    world.delete(CONTAINER);
    assertThat(delete(absent)).isEqualTo(new Result.Absent());
  }

  @Test
  void a_deleter_can_say_what_must_be_there() {
    List<Optional<Container>> asked = new ArrayList<>();
    Precondition refusing = is(asked, false);
    assertThat(delete(refusing)).isEqualTo(new Result.Conflict());
    Container stored =
        world.published(set(expiring("a.png", START.plusSeconds(1)), asset("b.png")));
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(delete(refusing)).isEqualTo(new Result.Conflict());
    assertThat(world.stored()).isEqualTo(stored);
    assertThat(delete(is(asked, true))).isEqualTo(new Result.Deleted());
    assertThat(delete(is(asked, true))).isEqualTo(new Result.Absent());
    assertThat(asked)
        .containsExactly(
            Optional.empty(), Optional.of(stored), Optional.of(stored), Optional.empty());
  }

  @Test
  void after_a_lost_race_the_condition_of_a_delete_is_asked_again() {
    world.published(set("a.png"));
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
    Precondition untouched =
        new Precondition.Is(c -> c.orElseThrow().revision().equals(new Revision(1)));
    assertThat(
            AssetLookup.over(outpacing)
                .clock(world.clock)
                .build()
                .delete(OWNER, CONTAINER, untouched))
        .isEqualTo(new Result.Conflict());
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  private Result delete(Precondition precondition) {
    return world.publishing.delete(OWNER, CONTAINER, precondition);
  }

  private static Precondition at(long revision) {
    return new Precondition.At(new Revision(revision));
  }

  private static Precondition is(List<Optional<Container>> asked, boolean answer) {
    return new Precondition.Is(
        stored -> {
          asked.add(stored);
          return answer;
        });
  }
}
