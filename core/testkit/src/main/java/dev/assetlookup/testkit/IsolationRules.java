package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.superseded;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers beside a writer. */
abstract class IsolationRules extends ContainerRules {
  private static final int READERS = 3;
  private static final int MANY_READS = 10_000;
  private static final AssetId ALWAYS = new AssetId("always");
  private static final AssetId EVEN = new AssetId("even");
  private static final AssetId ODD = new AssetId("odd");

  IsolationRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C39: a reader racing a writer sees one whole revision, never a mix of two. */
  @Test
  @Tag(Racing.TAG)
  protected void c39_a_read_is_one_whole_revision() {
    whileWriting(this::readingWhole);
  }

  /** C40: an id that every revision has is always found, and never older than it was before. */
  @Test
  @Tag(Racing.TAG)
  protected void c40_a_find_never_goes_back() {
    whileWriting(store -> new NeverGoingBack(store, ALWAYS));
  }

  /** C41: an asset on its way from current to superseded or back is never missed. */
  @Test
  @Tag(Racing.TAG)
  protected void c41_an_asset_that_is_being_superseded_is_never_missed() {
    whileWriting(
        store ->
            () -> {
              assertThat(store.find(CONTAINER, EVEN)).isInstanceOf(Reading.Present.class);
              assertThat(store.find(CONTAINER, ODD)).isInstanceOf(Reading.Present.class);
            });
  }

  /**
   * C45: none of very many reads beside a writer that never rests is a mix of two sets. There are
   * ten thousand, or fewer if writes ended during some hundreds of them.
   */
  @Test
  @Tag(Racing.TAG)
  protected void c45_of_very_many_reads_none_is_a_mix() {
    ContainerStore store = empty();
    Runnable check = readingWhole(store);
    Racing.whileWriting(new Writer(store), MANY_READS, List.of(check, check, check, check));
  }

  /** C46: several assets that are on their way to superseded or back are never missed. */
  @Test
  @Tag(Racing.TAG)
  protected void c46_several_assets_that_are_being_superseded_are_never_missed() {
    List<AssetKey> asked =
        List.of(EVEN, ODD, ALWAYS).stream().map(id -> new AssetKey(CONTAINER, id)).toList();
    whileWriting(
        store ->
            () -> assertThat(store.findAll(asked)).hasOnlyElementsOfType(Reading.Present.class));
  }

  /** Some readers, each with a check of its own, beside a writer. */
  private void whileWriting(Function<ContainerStore, Runnable> check) {
    ContainerStore store = empty();
    Writer writer = new Writer(store);
    Racing.whileWriting(writer, Stream.generate(() -> check.apply(store)).limit(READERS).toList());
  }

  private Runnable readingWhole(ContainerStore store) {
    return () -> {
      Container read = store.read(CONTAINER).orElseThrow();
      Same.assertSame("read(" + CONTAINER + ")", read, atRevision(read.revision().number()));
    };
  }

  /** C47: while it is removed and created again, a container is there whole or not at all. */
  @Test
  @Tag(Racing.TAG)
  protected void c47_a_container_is_there_whole_or_not_at_all() {
    ContainerStore store = empty();
    Container whole = eventful(CONTAINER);
    List<AssetKey> asked =
        whole.assets().stream().map(asset -> new AssetKey(CONTAINER, asset.id())).toList();
    Runnable check =
        () -> {
          store
              .read(CONTAINER)
              .ifPresent(
                  read ->
                      Same.assertSame(
                          "read(" + CONTAINER + ")",
                          read,
                          withRevision(read.revision().number(), whole)));
          List<Reading> together = store.findAll(asked);
          for (int i = 0; i < asked.size(); i++) {
            Reading there = present(whole.assets().get(i));
            assertThat(together.get(i)).isIn(there, NO_SUCH_CONTAINER);
            assertThat(store.find(CONTAINER, asked.get(i).asset())).isIn(there, NO_SUCH_CONTAINER);
          }
        };
    AtomicReference<Revision> revision = new AtomicReference<>(Revision.NONE);
    Racing.whileWriting(
        () -> {
          if (revision.get().equals(Revision.NONE)) {
            Container next = anew(store, whole);
            create(store, next);
            revision.set(next.revision());
          } else {
            assertThat(store.remove(CONTAINER, revision.get())).isEqualTo(Swap.DONE);
            revision.set(Revision.NONE);
          }
        },
        List.of(check, check, check));
  }

  /** The container as its writer leaves it at a revision: every part of it says which one it is. */
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
}
