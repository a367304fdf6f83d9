package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compare and swap, alone and in races. */
abstract class ContainerSwapRules extends ContainerFindingRules {
  private static final int WRITERS = 8;
  private static final int READERS = 3;
  private static final int ROUNDS = 15;
  private static final int MANY_READS = 10_000;
  private static final AssetId ALWAYS = new AssetId("always");
  private static final AssetId EVEN = new AssetId("even");
  private static final AssetId ODD = new AssetId("odd");

  /** C30: a swap from NONE creates a container, which everybody sees from then on. */
  @Test
  protected void c30_a_swap_from_none_creates() {
    ContainerStore store = empty();
    Container container = container(1, List.of(image(CONTAINER, "slide-1")));
    assertThat(store.swap(container, Revision.NONE)).isEqualTo(Swap.DONE);
    Racing.race(
        READERS,
        racer -> {
          assertRead(store, CONTAINER, container);
          assertFinds(store, CONTAINER, container.assets());
          return racer;
        });
  }

  /** C31: a swap replaces the whole container. */
  @Test
  protected void c31_a_swap_replaces_the_whole_container() {
    ContainerStore store = empty();
    Container before =
        container(
            CONTAINER,
            1,
            List.of(video(CONTAINER, "a"), image(CONTAINER, "b"), image(CONTAINER, "c")),
            superseded(image(CONTAINER, "d"), 1));
    Container after = container(2, List.of(image(CONTAINER, "c"), image(CONTAINER, "a")));
    create(store, before);
    replace(store, before, after);
    assertRead(store, CONTAINER, after);
    assertFinds(store, CONTAINER, after.assets());
    assertFind(store, CONTAINER, new AssetId("b"), NO_SUCH_ASSET);
    assertFind(store, CONTAINER, new AssetId("d"), NO_SUCH_ASSET);
  }

  /** C32: a swap from NONE is stale if the container is there, deleted or not. */
  @Test
  protected void c32_a_swap_from_none_is_stale_if_the_container_is_there() {
    assertStale(container(3, List.of(image(CONTAINER, "slide-1"))), Revision.NONE);
    assertStale(deleted(CONTAINER, 3), Revision.NONE);
  }

  /** C33: a swap from another revision than the stored one is stale and changes nothing. */
  @Test
  protected void c33_a_swap_from_another_revision_is_stale() {
    Container stored = container(3, List.of(image(CONTAINER, "slide-1")));
    assertStale(stored, new Revision(2));
    assertStale(stored, new Revision(4));
    assertStale(stored, new Revision(3L + (1L << 32)));
  }

  /** C34: a swap of an unknown container from a revision is stale and creates nothing. */
  @Test
  protected void c34_a_swap_of_an_unknown_container_is_stale() {
    ContainerStore store = empty();
    Container next = container(2, List.of(image(CONTAINER, "slide-1")));
    assertThat(store.swap(next, new Revision(1))).isEqualTo(Swap.STALE);
    assertNotRead(store, CONTAINER);
    assertFind(store, CONTAINER, new AssetId("slide-1"), NO_SUCH_CONTAINER);
    Same.assertSame("scan", Pages.scan(store, 10), List.of());
  }

  /** C35: the next revision need not be the next number. */
  @Test
  protected void c35_a_revision_may_leap() {
    ContainerStore store = empty();
    Container before = container(5, List.of());
    Container after = container(5_000_000_000L, List.of(image(CONTAINER, "slide-1")));
    create(store, before);
    replace(store, before, after);
    assertRead(store, CONTAINER, after);
  }

  /** C36: of writers that create one container at once exactly one wins; the others do nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void c36_of_racing_creators_exactly_one_wins() {
    ContainerStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      ContainerKey key = numbered(round);
      assertOneWinner(store, key, Revision.NONE);
    }
  }

  /** C37: of writers that replace one revision at once exactly one wins; the others do nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void c37_of_racing_replacers_exactly_one_wins() {
    ContainerStore store = empty();
    Container stored = container(1, List.of());
    create(store, stored);
    for (int round = 0; round < ROUNDS; round++) {
      stored = assertOneWinner(store, CONTAINER, stored.revision());
    }
  }

  /** C38: writers of different containers do not get into each other's way. */
  @Test
  @Tag(Racing.TAG)
  protected void c38_writers_of_different_containers_all_win() {
    ContainerStore store = empty();
    List<Swap> swaps =
        Racing.race(
            WRITERS,
            racer -> {
              ContainerKey key = numbered(racer);
              Container first = container(key, 1, List.of(image(key, "slide-" + racer)));
              create(store, first);
              return store.swap(container(key, 2, first.assets()), first.revision());
            });
    assertThat(swaps).hasSize(WRITERS).containsOnly(Swap.DONE);
    for (int i = 0; i < WRITERS; i++) {
      ContainerKey key = numbered(i);
      assertRead(store, key, container(key, 2, List.of(image(key, "slide-" + i))));
    }
  }

  /** C39: a reader racing a writer sees one whole revision, never a mix of two. */
  @Test
  @Tag(Racing.TAG)
  protected void c39_a_read_is_one_whole_revision() {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    Runnable check =
        () -> {
          Container read = store.read(CONTAINER).orElseThrow();
          Same.assertSame("read(" + CONTAINER + ")", read, atRevision(read.revision().number()));
        };
    Racing.whileWriting(writer, List.of(check, check, check));
  }

  /** C40: an id that every revision has is always found, and never older than it was before. */
  @Test
  @Tag(Racing.TAG)
  protected void c40_a_find_never_goes_back() {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    List<Runnable> checks = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      checks.add(new NeverGoingBack(store));
    }
    Racing.whileWriting(writer, checks);
  }

  /** C41: an asset on its way from current to superseded or back is never missed. */
  @Test
  @Tag(Racing.TAG)
  protected void c41_an_asset_that_is_being_superseded_is_never_missed() {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    Runnable check =
        () -> {
          assertThat(store.find(CONTAINER, EVEN)).isInstanceOf(Reading.Present.class);
          assertThat(store.find(CONTAINER, ODD)).isInstanceOf(Reading.Present.class);
        };
    Racing.whileWriting(writer, List.of(check, check, check));
  }

  /** C45: of ten thousand reads beside a writer who never rests none is a mix of two sets. */
  @Test
  @Tag(Racing.TAG)
  protected void c45_of_very_many_reads_none_is_a_mix() {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    Runnable check =
        () -> {
          Container read = store.read(CONTAINER).orElseThrow();
          Same.assertSame("read(" + CONTAINER + ")", read, atRevision(read.revision().number()));
        };
    Racing.whileWriting(writer, MANY_READS, List.of(check, check, check, check));
  }

  /** C46: several assets that are on their way to superseded or back are never missed. */
  @Test
  @Tag(Racing.TAG)
  protected void c46_several_assets_that_are_being_superseded_are_never_missed() {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    List<AssetKey> asked =
        List.of(EVEN, ODD, ALWAYS).stream().map(id -> new AssetKey(CONTAINER, id)).toList();
    Runnable check =
        () -> assertThat(store.findAll(asked)).hasOnlyElementsOfType(Reading.Present.class);
    Racing.whileWriting(writer, List.of(check, check, check));
  }

  private void assertStale(Container stored, Revision expected) {
    ContainerStore store = empty();
    create(store, stored);
    Container next =
        container(
            CONTAINER,
            1L << 40,
            List.of(image(CONTAINER, "new")),
            superseded(image(CONTAINER, "old"), 4));
    assertThat(store.swap(next, expected)).isEqualTo(Swap.STALE);
    assertRead(store, CONTAINER, stored);
    Reading absent = stored.isDeleted() ? DELETED_CONTAINER : NO_SUCH_ASSET;
    assertFind(store, CONTAINER, new AssetId("new"), absent);
    assertFind(store, CONTAINER, new AssetId("old"), absent);
    assertFinds(store, CONTAINER, stored.assets());
  }

  private Container assertOneWinner(ContainerStore store, ContainerKey key, Revision expected) {
    List<Container> nexts = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      // As many assets as its number says, so that a mix of two would show.
      List<Asset> assets = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        assets.add(image(key, "after-" + expected + "-writer-" + i + "-" + j));
      }
      nexts.add(container(key, expected.next().number(), assets));
    }
    List<Swap> swaps = Racing.race(WRITERS, i -> store.swap(nexts.get(i), expected));
    assertThat(swaps).containsOnlyOnce(Swap.DONE);
    Container winner = nexts.get(swaps.indexOf(Swap.DONE));
    assertRead(store, key, winner);
    assertFinds(store, key, winner.assets());
    return winner;
  }

  /**
   * The container as its writer leaves it at a revision: every part of it tells which one it is.
   */
  private Container atRevision(long number) {
    int version = Math.toIntExact(number);
    boolean even = version % 2 == 0;
    List<Asset> assets = new ArrayList<>();
    assets.add(replaced("always", version));
    assets.add(replaced((even ? EVEN : ODD).value(), version));
    for (int i = 0; i < version % 7; i++) {
      assets.add(replaced("slide-" + i, version));
    }
    SupersededAsset former =
        superseded(replaced((even ? ODD : EVEN).value(), version - 1), version);
    return container(CONTAINER, version, assets, former);
  }

  /** Writes one revision after the other. */
  private final class Writer implements Runnable {
    private final ContainerStore store;
    private Container last;

    Writer(ContainerStore store) {
      this.store = store;
      this.last = atRevision(1);
      create(store, last);
    }

    @Override
    public void run() {
      Container next = atRevision(last.revision().number() + 1);
      replace(store, last, next);
      last = next;
    }
  }

  /** One reader's memory of the revision that it saw last. */
  private static final class NeverGoingBack implements Runnable {
    private final ContainerStore store;
    private long seen = 1;

    NeverGoingBack(ContainerStore store) {
      this.store = store;
    }

    @Override
    public void run() {
      assertThat(store.find(CONTAINER, ALWAYS))
          .isInstanceOfSatisfying(
              Reading.Present.class,
              present -> {
                assertThat(present.supersededAt()).isNull();
                long version = version(present.asset());
                assertThat(version).isGreaterThanOrEqualTo(seen);
                seen = version;
              });
      // A read, too, sees what this thread saw before.
      long read = store.read(CONTAINER).orElseThrow().revision().number();
      assertThat(read).isGreaterThanOrEqualTo(seen);
      seen = read;
    }

    private static long version(Asset asset) {
      String url = asset.descriptor().url().value();
      int start = url.lastIndexOf("/v") + 2;
      return Long.parseLong(url.substring(start, url.indexOf('/', start)));
    }
  }
}
