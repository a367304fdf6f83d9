package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ACME;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.MICROSECOND;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.STRANGER;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset.Result;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LookupTest {
  private static final Result ASSET_NOT_FOUND = new Result.AssetNotFound();
  private static final Result CONTAINER_NOT_FOUND = new Result.ContainerNotFound();
  private static final Result CONTAINER_DELETED = new Result.ContainerDeleted();
  private static final Result SCOPE_MISSING = new Result.ScopeMissing(Scope.CONTENT_READ);

  private final World world = new World();

  @Test
  void a_current_asset_is_found() {
    Asset asset = world.published(set("a.png")).assets().get(0);
    assertThat(world.find("a")).isEqualTo(new Result.Found(CONTAINER, asset, null));
  }

  @Test
  void without_the_read_scope_nothing_is_found_and_nothing_is_asked() {
    ReadOnlyLookup lookup = new ReadOnlyLookup(new UnreachableStore());
    for (Set<Scope> granted :
        List.of(
            Set.<Scope>of(),
            Set.of(Scope.CONTENT_WRITE),
            Set.of(new Scope("org:admin")),
            Set.of(new Scope("content:reader")))) {
      Caller caller = new Caller(ACME, granted);
      assertThat(lookup.find(caller, CONTAINER, new AssetId("a"))).isEqualTo(SCOPE_MISSING);
      assertThat(lookup.find(caller, CONTAINER.toString(), "a")).isEqualTo(SCOPE_MISSING);
      assertThat(lookup.find(caller, "no container", "no/asset")).isEqualTo(SCOPE_MISSING);
    }
  }

  @Test
  void all_data_scopes_include_reading() {
    world.published(set("a.png"));
    assertThat(
            world.lookup.find(
                new Caller(ACME, Set.of(Scope.ALL_DATA)), CONTAINER, new AssetId("a")))
        .isInstanceOf(Result.Found.class);
  }

  @Test
  void all_data_scopes_do_not_include_those_of_the_organization() {
    Caller caller = new Caller(ACME, Set.of(Scope.ALL_DATA));
    assertThat(caller.may(new Scope("org:admin"))).isFalse();
    assertThat(caller.may(new Scope("anything:else"))).isTrue();
  }

  @Test
  void unknown_and_foreign_containers_are_answered_alike() {
    world.published(set("a.png"));
    ContainerId unknown = new ContainerId(new UUID(3, 4));
    Result foreign = world.lookup.find(STRANGER, CONTAINER, new AssetId("a"));
    Result absent = world.lookup.find(OWNER, unknown, new AssetId("a"));
    assertThat(List.of(foreign, absent)).containsOnly(CONTAINER_NOT_FOUND);
  }

  @Test
  void a_deleted_container_is_shown_to_its_owner_only() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    for (AssetId id : List.of(new AssetId("a"), new AssetId("b"), new AssetId("never"))) {
      assertThat(world.lookup.find(OWNER, CONTAINER, id)).isEqualTo(CONTAINER_DELETED);
      assertThat(world.lookup.find(STRANGER, CONTAINER, id)).isEqualTo(CONTAINER_NOT_FOUND);
    }
    world.clock.advance(GRACE);
    assertThat(world.find("a")).isEqualTo(CONTAINER_DELETED);
  }

  @Test
  void a_container_that_is_no_longer_remembered_is_answered_as_an_unknown_one() {
    world.published(set("a.png"));
    world.publishing.delete(OWNER, CONTAINER, World.ANY);
    world.store.remove(world.stored().key(), world.stored().revision());
    assertThat(world.find("a")).isEqualTo(CONTAINER_NOT_FOUND);
  }

  @Test
  void an_unknown_id_is_an_absent_asset() {
    world.published(set("a.png"));
    assertThat(world.find("b")).isEqualTo(ASSET_NOT_FOUND);
    assertThat(world.find("A")).isEqualTo(ASSET_NOT_FOUND);
  }

  @Test
  void text_that_cannot_be_an_id_is_answered_as_an_absent_one_without_asking() {
    ReadOnlyLookup lookup = new ReadOnlyLookup(new UnreachableStore());
    for (String container :
        List.of("", "cnt_", "cnt_x", "../x", "prj_" + CONTAINER.uuid(), CONTAINER + "0", "\0")) {
      assertThat(lookup.find(OWNER, container, "a")).as(container).isEqualTo(CONTAINER_NOT_FOUND);
    }
    for (String asset :
        List.of("", ".", "..", "a/b", "a b", "%61", "\u00e9", "a\0", "x".repeat(129))) {
      assertThat(lookup.find(OWNER, CONTAINER.toString(), asset))
          .as(asset)
          .isEqualTo(ASSET_NOT_FOUND);
    }
  }

  @Test
  void every_spelling_of_a_container_finds_it() {
    world.published(set("a.png"));
    String uuid = CONTAINER.uuid().toString();
    for (String spelling :
        List.of(
            uuid,
            "cnt_" + uuid,
            uuid.toUpperCase(Locale.ROOT),
            "0000000000000G000000000002",
            "cnt_0000000000000g000000000002")) {
      assertThat(world.lookup.find(OWNER, spelling, "a"))
          .as(spelling)
          .isInstanceOf(Result.Found.class);
    }
  }

  @Test
  void a_superseded_asset_resolves_until_its_grace_is_over() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    assertThat(world.find("a"))
        .isInstanceOfSatisfying(
            Result.Found.class, found -> assertThat(found.supersededAt()).isEqualTo(START));
    world.clock.advance(GRACE.minus(MICROSECOND));
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
    world.clock.advance(MICROSECOND);
    assertThat(world.find("a")).isInstanceOf(Result.Superseded.class);
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  @Test
  void without_grace_a_superseded_asset_is_gone_at_once() {
    ReadOnlyLookup lookup =
        new ReadOnlyLookup(
            world.store, world.clock, new Supersession(Duration.ZERO, Duration.ZERO));
    world.published(set("a.png"));
    world.published(set("b.png"));
    assertThat(lookup.find(OWNER, CONTAINER, new AssetId("a")))
        .isInstanceOf(Result.Superseded.class);
    assertThat(lookup.find(OWNER, CONTAINER, new AssetId("b"))).isInstanceOf(Result.Found.class);
  }

  @Test
  void an_id_means_the_new_asset_at_once() {
    world.published(set("x/a.png"));
    world.published(set("y/a.png"));
    assertThat(world.urlOf("a")).isEqualTo(url("y/a.png"));
    world.published(set("b.png"));
    assertThat(world.urlOf("a")).isEqualTo(url("y/a.png"));
    world.clock.advance(GRACE);
    assertThat(world.urlOf("a")).isNull();
  }

  @Test
  void each_superseded_asset_has_a_grace_of_its_own() {
    world.published(set("a.png", "b.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE.dividedBy(2));
    world.published(set("c.png"));
    world.clock.advance(GRACE.dividedBy(2));
    assertThat(world.urlOf("a")).isNull();
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  @Test
  void an_asset_past_its_expiry_is_still_on_its_container() {
    Asset expiring = world.published(set(expiring("a.png", START.plusSeconds(60)))).assets().get(0);
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.find("a")).isEqualTo(new Result.Found(CONTAINER, expiring, null));
    world.published(set("b.png"));
    assertThat(world.find("a")).isInstanceOf(Result.Found.class);
  }

  @Test
  void a_stale_id_is_reported_with_the_asset_that_stands_in_its_place() {
    world.published(set("a.png", "b.png", "c.png"));
    Container next = world.published(set("x.png", "c.png"));
    world.clock.advance(GRACE);
    Container last = world.published(set("x.png", "y.png", "z.png"));
    assertThat(world.find("a"))
        .isEqualTo(new Result.Superseded(CONTAINER, START, next.assets().get(0)));
    assertThat(world.find("b"))
        .isEqualTo(new Result.Superseded(CONTAINER, START, last.assets().get(1)));
    assertThat(world.lookup.find(OWNER, CONTAINER.toString(), "a")).isEqualTo(world.find("a"));
  }

  @Test
  void beyond_the_end_of_the_set_nothing_stands_in_its_place() {
    world.published(set("a.png", "b.png", "c.png"));
    world.published(set("x.png", "y.png"));
    world.clock.advance(GRACE);
    assertThat(world.find("c")).isEqualTo(new Result.Superseded(CONTAINER, START, null));
    world.published(set(new String[0]));
    assertThat(world.find("a")).isEqualTo(new Result.Superseded(CONTAINER, START, null));
  }

  @Test
  void of_several_places_the_last_one_counts() {
    world.published(set("a.png", "b.png"));
    world.published(set("b.png"));
    world.published(set("b.png", "a.png"));
    world.published(set("x.png", "y.png"));
    world.clock.advance(GRACE);
    assertThat(world.find("a"))
        .isEqualTo(new Result.Superseded(CONTAINER, START, world.stored().assets().get(1)));
  }

  @Test
  void where_the_place_was_not_recorded_nothing_stands_in_it() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    SupersededAsset entry = stored.superseded().get(0);
    world.store(
        Rewrites.withSuperseded(
            stored,
            List.of(
                new SupersededAsset(
                    entry.asset(),
                    null,
                    entry.supersededIn(),
                    entry.supersededAt(),
                    entry.withdrawn(),
                    entry.media()))));
    world.clock.advance(GRACE);
    assertThat(world.find("a")).isEqualTo(new Result.Superseded(CONTAINER, START, null));
  }

  @Test
  void an_asset_past_its_expiry_stands_in_a_stale_ones_place() {
    world.published(set("a.png"));
    world.published(set(expiring("b.png", START)));
    world.clock.advance(GRACE);
    assertThat(world.find("a"))
        .isEqualTo(new Result.Superseded(CONTAINER, START, world.stored().assets().get(0)));
  }

  @Test
  void a_corrupt_record_is_no_absence() {
    world.published(set("a.png"));
    ReadOnlyLookup lookup = lookup(new CorruptingStore(world.store, World.key(CONTAINER)));
    Result result = lookup.find(OWNER, CONTAINER, new AssetId("a"));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Unreadable.class,
            corrupt -> assertThat(corrupt.reason()).contains(CorruptingStore.REASON));
    assertThat(result.toOptional()).isEmpty();
  }

  @Test
  void a_corrupt_neighbour_does_not_take_the_answer_with_it() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    ContainerStore corrupt = new CorruptingStore(world.store, World.key(CONTAINER));
    ReadOnlyLookup lookup =
        lookup(
            new ForwardingContainerStore(world.store) {
              @Override
              public Optional<Container> read(ContainerKey key) {
                return corrupt.read(key);
              }
            });
    assertThat(lookup.find(OWNER, CONTAINER, new AssetId("a")))
        .isEqualTo(new Result.Superseded(CONTAINER, START, null));
  }

  @Test
  void a_container_that_goes_meanwhile_leaves_a_stale_id_without_a_successor() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    world.clock.advance(GRACE);
    for (Optional<Container> meanwhile :
        List.of(
            Optional.<Container>empty(),
            Optional.of(Rewrites.withSuperseded(stored, List.of())),
            Optional.of(Rewrites.withAssets(stored, List.of())))) {
      ReadOnlyLookup lookup =
          lookup(
              new ForwardingContainerStore(world.store) {
                @Override
                public Optional<Container> read(ContainerKey key) {
                  return meanwhile;
                }
              });
      assertThat(lookup.find(OWNER, CONTAINER, new AssetId("a")))
          .isEqualTo(new Result.Superseded(CONTAINER, START, null));
    }
  }

  @Test
  void the_whole_container_is_asked_for_only_past_the_grace() {
    List<ContainerKey> read = new ArrayList<>();
    ReadOnlyLookup lookup =
        lookup(
            new ForwardingContainerStore(world.store) {
              @Override
              public Optional<Container> read(ContainerKey key) {
                read.add(key);
                return store().read(key);
              }
            });
    world.published(set("a.png", "b.png", "c.png"));
    world.published(set("b.png", "c.png"));
    world.clock.advance(GRACE);
    world.published(set("c.png"));
    for (String id : List.of("b", "c", "never")) {
      lookup.find(OWNER, CONTAINER, new AssetId(id));
      lookup.find(STRANGER, CONTAINER, new AssetId(id));
    }
    lookup.find(STRANGER, CONTAINER, new AssetId("a"));
    assertThat(read).isEmpty();
    lookup.find(OWNER, CONTAINER, new AssetId("a"));
    assertThat(read).containsExactly(World.key(CONTAINER));
  }

  @Test
  void a_store_without_an_answer_is_no_absence() {
    ReadOnlyLookup lookup = new ReadOnlyLookup(new UnreachableStore());
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> lookup.find(OWNER, CONTAINER, new AssetId("a")));
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> lookup.find(OWNER, CONTAINER.toString(), "a"));
  }

  private ReadOnlyLookup lookup(ContainerStore store) {
    return new ReadOnlyLookup(store, world.clock, World.SUPERSESSION);
  }
}
