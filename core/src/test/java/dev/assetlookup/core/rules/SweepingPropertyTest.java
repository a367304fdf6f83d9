package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.MICROSECOND;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.RETENTION;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.key;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.sweep.MediaRelease;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is published and deleted, and however time goes on between sweeps. */
class SweepingPropertyTest {
  @Property
  void no_media_that_a_reader_can_get_are_handed_over(@ForAll("histories") List<Step> history) {
    Life life = new Life();
    history.forEach(step -> step.in(life));
  }

  @Property
  void a_sweep_leaves_the_current_set_alone(@ForAll("histories") List<Step> history) {
    Life life = new Life();
    for (Step step : history) {
      step.in(life);
      List<Asset> before = life.assets();
      life.sweep();
      assertThat(life.assets()).isEqualTo(before);
    }
  }

  @Property
  void a_sweep_takes_nothing_from_readers(@ForAll("histories") List<Step> history) {
    Life life = new Life();
    for (Step step : history) {
      step.in(life);
      Set<MediaUrl> before = life.readable();
      life.sweep();
      assertThat(life.readable()).isEqualTo(before);
    }
  }

  @Property
  void what_does_not_come_back_is_handed_over_in_the_end(@ForAll("histories") List<Step> history) {
    Life life = new Life();
    history.forEach(step -> step.in(life));
    life.world.clock.advance(GRACE);
    life.sweep();
    assertThat(life.waiting).isEmpty();
    assertThat(life.stored().map(Container::heldSince)).isEmpty();
  }

  @Property
  void nothing_but_the_current_set_is_remembered_in_the_end(
      @ForAll("histories") List<Step> history) {
    Life life = new Life();
    history.forEach(step -> step.in(life));
    List<Asset> before = life.assets();
    life.world.clock.advance(RETENTION);
    life.sweep();
    assertThat(life.assets()).isEqualTo(before);
    assertThat(life.stored().map(Container::isDeleted).orElse(false)).isFalse();
    assertThat(life.stored().map(Container::superseded).orElse(List.of())).isEmpty();
  }

  /** One thing that happens. */
  @FunctionalInterface
  interface Step {
    void in(Life life);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Step> publish =
        Arbitraries.of("a.png", "b.png", "c.png", "d.mp4", "e.mp4")
            .list()
            .uniqueElements()
            .map(names -> step("publish " + names, life -> life.publish(names)));
    Arbitrary<Step> wait =
        Arbitraries.of(
                MICROSECOND,
                GRACE.dividedBy(2),
                GRACE.minus(MICROSECOND),
                GRACE,
                RETENTION.dividedBy(2),
                RETENTION)
            .map(time -> step("wait " + time, life -> life.world.clock.advance(time)));
    return Arbitraries.frequencyOf(
            Tuple.of(4, publish),
            Tuple.of(1, Arbitraries.just(step("delete", Life::delete))),
            Tuple.of(4, wait),
            Tuple.of(3, Arbitraries.just(step("sweep", Life::sweep))),
            Tuple.of(1, Arbitraries.just(step("sweep in vain", Life::sweepInVain))))
        .list()
        .ofMaxSize(20);
  }

  private static Step step(String name, Step step) {
    return new Step() {
      @Override
      public void in(Life life) {
        step.in(life);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  /** What happens to one container. */
  static final class Life {
    final World world = new World();

    /** Media that left the current set, and that nobody took over since. */
    final Set<MediaUrl> waiting = new HashSet<>();

    void publish(List<String> names) {
      Set<MediaUrl> before = used();
      world.publish(set(names.stream().map(Life::draft).toArray(AssetDraft[]::new)));
      follow(before);
    }

    /** Pictures share one thumbnail, films another. */
    private static AssetDraft draft(String name) {
      String extension = name.substring(name.indexOf('.') + 1);
      return asset(url(name), url("thumbnail-of-" + extension + ".png"));
    }

    void delete() {
      Set<MediaUrl> before = used();
      world.publishing.delete(OWNER, CONTAINER, World.ANY);
      follow(before);
    }

    private void follow(Set<MediaUrl> before) {
      waiting.addAll(before);
      waiting.removeAll(used());
    }

    void sweep() {
      MediaRelease checking =
          (container, urls) -> {
            assertThat(readable()).doesNotContainAnyElementsOf(urls);
            waiting.removeAll(urls);
          };
      assertThat(world.sweeping(world.store, checking).sweep().failures()).isEmpty();
    }

    void sweepInVain() {
      MediaRelease failing =
          (container, urls) -> {
            assertThat(readable()).doesNotContainAnyElementsOf(urls);
            throw new IllegalStateException("no bucket");
          };
      world.sweeping(world.store, failing).sweep();
    }

    Optional<Container> stored() {
      return world.store.read(key(CONTAINER));
    }

    List<Asset> assets() {
      return stored().map(Container::assets).orElse(List.of());
    }

    private Set<MediaUrl> used() {
      return urls(assets().stream());
    }

    /** All media of assets that resolve, and that would but for a newer one of their id. */
    Set<MediaUrl> readable() {
      Instant now = world.clock.instant();
      List<SupersededAsset> inGrace =
          stored().map(Container::superseded).orElse(List.of()).stream()
              .filter(entry -> now.isBefore(entry.supersededAt().plus(GRACE)))
              .toList();
      assertThat(inGrace).allMatch(entry -> entry.media() == Media.HELD);
      return urls(Stream.concat(assets().stream(), inGrace.stream().map(SupersededAsset::asset)));
    }

    private static Set<MediaUrl> urls(Stream<Asset> assets) {
      return assets
          .flatMap(asset -> asset.descriptor().urls())
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
