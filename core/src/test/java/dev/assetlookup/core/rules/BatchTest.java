package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.ACME;
import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.STRANGER;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.expiring;
import static dev.assetlookup.core.rules.World.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets.Request;
import dev.assetlookup.core.lookup.FindAssets.Result;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final ContainerId SECOND = new ContainerId(new UUID(5, 6));
  private static final ContainerId UNKNOWN = new ContainerId(new UUID(3, 4));
  private static final FindAsset.Result ASSET_NOT_FOUND = new FindAsset.Result.AssetNotFound();
  private static final FindAsset.Result CONTAINER_NOT_FOUND =
      new FindAsset.Result.ContainerNotFound();
  private static final FindAsset.Result CONTAINER_DELETED = new FindAsset.Result.ContainerDeleted();

  private final World world = new World();

  @Test
  void without_the_read_scope_nothing_is_found_and_nothing_is_asked() {
    Asked asked = new Asked();
    ReadOnlyLookup lookup = lookup(asked);
    for (Set<Scope> granted : List.of(Set.<Scope>of(), Set.of(Scope.CONTENT_WRITE))) {
      Caller caller = new Caller(ACME, granted);
      for (List<Request> requests :
          List.of(List.<Request>of(), List.of(in(CONTAINER, "a")), List.of(new Request("", "")))) {
        assertThat(lookup.findAll(caller, requests))
            .isEqualTo(new Result.ScopeMissing(Scope.CONTENT_READ));
      }
    }
    assertThat(asked.batches).isEmpty();
  }

  @Test
  void answers_come_in_the_order_asked() {
    Container first = world.published(set("a.png", "b.png"));
    Container second = world.published(set(SECOND, "a.png"));
    assertThat(
            results(
                OWNER,
                in(SECOND, "a"),
                in(CONTAINER, "b"),
                in(CONTAINER, "c"),
                in(UNKNOWN, "a"),
                in(CONTAINER, "a"),
                in(CONTAINER, "b")))
        .containsExactly(
            found(SECOND, second.assets().get(0)),
            found(CONTAINER, first.assets().get(1)),
            ASSET_NOT_FOUND,
            CONTAINER_NOT_FOUND,
            found(CONTAINER, first.assets().get(0)),
            found(CONTAINER, first.assets().get(1)));
  }

  @Test
  void each_answer_is_that_of_a_single_find_less_the_successor() {
    world.published(
        set(asset("past.png"), asset("former.png"), expiring("over.png", START.plusSeconds(1))));
    world.published(set(asset("former.png"), expiring("over.png", START.plusSeconds(1))));
    world.clock.advance(GRACE);
    world.published(set(asset("now.png"), expiring("over.png", START.plusSeconds(1))));
    world.published(set(SECOND, "a.png"));
    world.delete(SECOND);
    List<Request> requests =
        List.of(
            in(CONTAINER, "past"),
            in(CONTAINER, "former"),
            in(CONTAINER, "over"),
            in(CONTAINER, "now"),
            in(CONTAINER, "never"),
            in(SECOND, "a"),
            in(SECOND, "never"),
            in(UNKNOWN, "a"));
    for (Caller caller : List.of(OWNER, STRANGER)) {
      List<FindAsset.Result> expected =
          requests.stream()
              .map(r -> world.lookup.find(caller, r.container(), r.asset()))
              .map(BatchTest::withoutSuccessor)
              .toList();
      assertThat(results(caller, requests.toArray(Request[]::new))).isEqualTo(expected);
    }
    assertThat(results(OWNER, requests.toArray(Request[]::new)))
        .containsExactly(
            new FindAsset.Result.Superseded(CONTAINER, START, null),
            new FindAsset.Result.Found(
                CONTAINER, world.stored().superseded().get(1).asset(), START.plus(GRACE)),
            found(CONTAINER, world.stored().assets().get(1)),
            found(CONTAINER, world.stored().assets().get(0)),
            ASSET_NOT_FOUND,
            CONTAINER_DELETED,
            CONTAINER_DELETED,
            CONTAINER_NOT_FOUND);
  }

  @Test
  void the_store_is_asked_once_for_all_and_never_for_a_whole_container() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    Asked asked = new Asked();
    lookup(asked).findAll(OWNER, List.of(in(CONTAINER, "a"), in(CONTAINER, "b"), in(UNKNOWN, "a")));
    assertThat(asked.batches)
        .containsExactly(List.of(key(CONTAINER, "a"), key(CONTAINER, "b"), key(UNKNOWN, "a")));
  }

  @Test
  void text_that_cannot_be_an_id_is_answered_as_an_absent_one_without_asking() {
    Container stored = world.published(set("a.png"));
    Asked asked = new Asked();
    assertThat(
            results(
                lookup(asked),
                OWNER,
                new Request("no container", "a"),
                in(CONTAINER, "no/asset"),
                in(CONTAINER, "a"),
                new Request("", ""),
                in(CONTAINER, ".."),
                new Request(CONTAINER + "0", "a")))
        .containsExactly(
            CONTAINER_NOT_FOUND,
            ASSET_NOT_FOUND,
            found(CONTAINER, stored.assets().get(0)),
            CONTAINER_NOT_FOUND,
            ASSET_NOT_FOUND,
            CONTAINER_NOT_FOUND);
    assertThat(asked.batches).containsExactly(List.of(key(CONTAINER, "a")));
  }

  @Test
  void every_spelling_of_a_container_finds_it() {
    Asset asset = world.published(set("a.png")).assets().get(0);
    assertThat(
            results(
                OWNER,
                new Request(CONTAINER.uuid().toString(), "a"),
                new Request("cnt_0000000000000g000000000002", "a")))
        .containsOnly(found(CONTAINER, asset));
  }

  @Test
  void what_cannot_be_read_is_reported_in_its_place() {
    Asset asset = world.published(set("a.png")).assets().get(0);
    world.published(set(SECOND, "a.png"));
    ReadOnlyLookup lookup =
        new ReadOnlyLookup(
            new CorruptingStore(world.store, World.key(SECOND)), world.clock, World.SUPERSESSION);
    assertThat(
            lookup.findAll(OWNER, List.of(in(CONTAINER, "a"), in(SECOND, "a"), in(CONTAINER, "b"))))
        .isEqualTo(
            new Result.Answered(
                List.of(
                    found(CONTAINER, asset),
                    new FindAsset.Result.Unreadable(CorruptingStore.REASON),
                    ASSET_NOT_FOUND)));
  }

  @Test
  void who_asks_for_nothing_gets_nothing() {
    assertThat(world.lookup.findAll(OWNER, List.of())).isEqualTo(new Result.Answered(List.of()));
  }

  @Test
  void a_superseded_asset_resolves_until_its_grace_is_over() {
    Asset asset = world.published(set("a.png")).assets().get(0);
    world.published(set("b.png"));
    world.clock.advance(GRACE.minus(World.MICROSECOND));
    assertThat(results(OWNER, in(CONTAINER, "a")))
        .containsExactly(new FindAsset.Result.Found(CONTAINER, asset, START));
    world.clock.advance(Duration.ofNanos(1_000));
    assertThat(results(OWNER, in(CONTAINER, "a")))
        .containsExactly(new FindAsset.Result.Superseded(CONTAINER, START, null));
  }

  @Test
  void a_store_without_an_answer_is_no_absence() {
    ReadOnlyLookup lookup = new ReadOnlyLookup(new UnreachableStore());
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> lookup.findAll(OWNER, List.of(in(CONTAINER, "a"))));
  }

  private List<FindAsset.Result> results(Caller caller, Request... requests) {
    return results(world.lookup, caller, requests);
  }

  private static List<FindAsset.Result> results(
      ReadOnlyLookup lookup, Caller caller, Request... requests) {
    Result.Answered answered = (Result.Answered) lookup.findAll(caller, List.of(requests));
    return answered.results();
  }

  private static FindAsset.Result withoutSuccessor(FindAsset.Result result) {
    return result instanceof FindAsset.Result.Superseded superseded
        ? new FindAsset.Result.Superseded(superseded.container(), superseded.supersededAt(), null)
        : result;
  }

  private ReadOnlyLookup lookup(Asked asked) {
    return new ReadOnlyLookup(asked, world.clock, World.SUPERSESSION);
  }

  private static FindAsset.Result found(ContainerId container, Asset asset) {
    return new FindAsset.Result.Found(container, asset, null);
  }

  private static Request in(ContainerId container, String asset) {
    return new Request(container.toString(), asset);
  }

  private static AssetKey key(ContainerId container, String asset) {
    return new AssetKey(World.key(container), new AssetId(asset));
  }

  /** Remembers what it was asked for at once, and may not be asked in any other way. */
  private final class Asked extends ForwardingContainerStore {
    private final List<List<AssetKey>> batches = new ArrayList<>();

    Asked() {
      super(world.store);
    }

    @Override
    public List<Reading> findAll(List<AssetKey> assets) {
      batches.add(List.copyOf(assets));
      return store().findAll(assets);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      throw new AssertionError("asked for one asset: " + asset);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      throw new AssertionError("asked for a whole container: " + key);
    }
  }
}
