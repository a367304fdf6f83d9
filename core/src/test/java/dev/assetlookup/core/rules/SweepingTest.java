package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.MICROSECOND;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.RETENTION;
import static dev.assetlookup.core.rules.World.START;
import static dev.assetlookup.core.rules.World.asset;
import static dev.assetlookup.core.rules.World.key;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.core.sweep.SweepContainers.Failure;
import dev.assetlookup.core.sweep.SweepContainers.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a sweep releases, forgets and removes, and when. */
class SweepingTest {
  private static final Report NOTHING = new Report(0, 0, 0, 0, 0, List.of());

  private final World world = new World();

  @Test
  void nothing_is_released_before_the_grace_is_over() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    world.clock.advance(GRACE.minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.releases.all()).isEmpty();
    assertThat(world.stored()).isEqualTo(stored);

    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.all())
        .containsExactly(new Releases.Release(key(CONTAINER), List.of(url("a.png"))));
    assertThat(media()).containsExactly(Media.RELEASED);
    assertThat(world.stored().assets()).isEqualTo(stored.assets());
  }

  @Test
  void without_grace_and_retention_everything_goes_at_once() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    Sweep sweeping =
        new Sweep(
            SweepContainers.over(
                world.store,
                world.clock,
                new Supersession(Duration.ZERO, Duration.ZERO),
                Runnable::run),
            world.releases);
    assertThat(sweeping.sweep()).isEqualTo(new Report(1, 1, 1, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("a.png"));
    assertThat(world.stored().superseded()).isEmpty();
    world.delete(CONTAINER);
    assertThat(sweeping.sweep()).isEqualTo(new Report(1, 1, 1, 1, 0, List.of()));
    assertThat(world.store.read(key(CONTAINER))).isEmpty();
  }

  @Test
  void grace_and_retention_are_in_order() {
    for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofSeconds(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Supersession(wrong, Duration.ofSeconds(1)));
    }
  }

  @Test
  void where_nothing_is_due_nothing_is_written() {
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    Container stored = world.published(set("a.png"));
    world.clock.advance(RETENTION.multipliedBy(2));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.sweeping.sweep().isEmpty()).isTrue();
    assertThat(world.stored()).isEqualTo(stored);
  }

  @Test
  void each_url_is_handed_over_once_in_order_thumbnails_too() {
    world.published(
        set(
            asset(url("b.png"), url("t/b.png")),
            asset("c.png"),
            asset(url("a.png"), url("t/b.png")),
            asset(url("d.png"), url("c.png"))));
    world.published(set("new.png"));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(4, 5, 0, 0, 0, List.of()));
    List<MediaUrl> expected =
        List.of(url("b.png"), url("t/b.png"), url("c.png"), url("a.png"), url("d.png"));
    assertThat(world.releases.all())
        .containsExactly(new Releases.Release(key(CONTAINER), expected));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.releases.urls()).isEqualTo(expected);
  }

  @Test
  void what_current_assets_use_is_not_handed_over() {
    world.published(
        set(
            asset("renamed.png", "former"),
            asset(url("b.png"), url("shared.png")),
            asset("now-a-thumbnail.png")));
    world.published(
        set(
            asset("renamed.png", "latter"),
            asset(url("c.png"), url("shared.png")),
            asset(url("d.png"), url("now-a-thumbnail.png"))));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(3, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("b.png"));
    assertThat(media()).containsOnly(Media.RELEASED);
  }

  @Test
  void where_no_url_is_left_to_hand_over_nobody_is_told() {
    world.published(set(asset("a.png", "former")));
    world.published(set(asset("a.png", "latter")));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 0, 0, 0, 0, List.of()));
    assertThat(world.releases.all()).isEmpty();
    assertThat(media()).containsExactly(Media.RELEASED);
  }

  @Test
  void what_assets_in_their_grace_use_waits_for_them() {
    world.published(set(asset(url("a.png"), url("shared.png"))));
    world.published(set(asset(url("b.png"), url("shared.png"))));
    world.clock.advance(GRACE.dividedBy(2));
    world.published(set("c.png"));
    world.clock.advance(GRACE.dividedBy(2));
    world.sweeping.sweep();
    assertThat(world.releases.urls()).containsExactly(url("a.png"));
    assertThat(media()).containsExactly(Media.RELEASED, Media.HELD);
    world.clock.advance(GRACE.dividedBy(2));
    world.sweeping.sweep();
    assertThat(world.releases.urls())
        .containsExactly(url("a.png"), url("b.png"), url("shared.png"));
  }

  @Test
  void a_url_that_came_back_is_handed_over_when_it_is_superseded_again() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.published(set("a.png"));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("b.png"));
    world.published(set("c.png"));
    world.clock.advance(GRACE.minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("b.png"), url("a.png"));
  }

  @Test
  void a_url_that_was_released_and_published_again_is_released_again() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    world.sweeping.sweep();
    assertThat(world.idsOf(set("a.png"))).containsExactly("a");
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
    world.published(set("c.png"));
    world.clock.advance(GRACE);
    world.sweeping.sweep();
    assertThat(world.releases.urls()).containsExactly(url("a.png"), url("b.png"), url("a.png"));
  }

  @Test
  void while_media_are_released_they_cannot_be_published_and_others_can() {
    world.published(set(asset(url("a.png"), url("t/a.png"))));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    List<PublishContainer.Result> refused = new ArrayList<>();
    MediaRelease release =
        (container, urls) -> {
          assertThat(media()).containsOnly(Media.RELEASING);
          refused.add(world.publish(set("a.png", "b.png")));
          refused.add(world.publish(set(asset(url("c.png"), url("t/a.png")))));
          world.publish(set("b.png", "c.png"));
        };
    assertThat(world.sweeping(world.store, release).sweep())
        .isEqualTo(new Report(1, 2, 0, 0, 0, List.of()));
    assertThat(refused).hasOnlyElementsOfType(PublishContainer.Result.Invalid.class);
    assertThat(world.urlOf("c")).isEqualTo(url("c.png"));
    assertThat(media()).containsExactly(Media.RELEASED);
    world.published(set("a.png", "b.png", "c.png"));
  }

  @Test
  void while_media_are_released_the_stored_set_can_be_published() {
    world.published(set(asset(url("a.png"), url("shared.png")), asset("back.png")));
    world.published(set(asset(url("b.png"), url("shared.png"))));
    Container stored =
        world.published(set(asset(url("b.png"), url("shared.png")), asset("back.png")));
    world.clock.advance(GRACE);
    MediaRelease release =
        (container, urls) -> {
          assertThat(urls).containsExactly(url("a.png"));
          assertThat(world.publish(set(asset(url("b.png"), url("shared.png")), asset("back.png"))))
              .isInstanceOf(PublishContainer.Result.Unchanged.class);
        };
    assertThat(world.sweeping(world.store, release).sweep())
        .isEqualTo(new Report(2, 1, 0, 0, 0, List.of()));
    assertThat(world.stored().assets()).isEqualTo(stored.assets());
  }

  @Test
  void what_could_not_be_released_is_reported_and_tried_again() {
    ContainerId second = numbered(2);
    for (ContainerId container : List.of(CONTAINER, second)) {
      world.published(set(container, "a.png"));
      world.published(set(container, "b.png"));
    }
    world.clock.advance(GRACE);
    MediaRelease failing =
        (container, urls) -> {
          if (container.equals(key(CONTAINER))) {
            throw new StoreUnavailableException("bucket", new IllegalStateException("gone"));
          }
          world.releases.release(container, urls);
        };
    assertThat(world.sweeping(world.store, failing).sweep())
        .isEqualTo(
            new Report(
                1,
                1,
                0,
                0,
                1,
                List.of(new Failure(key(CONTAINER), "its media could not be released: bucket"))));
    assertThat(media()).containsExactly(Media.RELEASING);
    assertThat(world.publish(set("a.png"))).isInstanceOf(PublishContainer.Result.Invalid.class);
    world.published(set("b.png", "c.png"));

    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.all())
        .containsExactly(
            new Releases.Release(key(second), List.of(url("a.png"))),
            new Releases.Release(key(CONTAINER), List.of(url("a.png"))));
    assertThat(media()).containsExactly(Media.RELEASED);
    world.published(set("a.png"));
  }

  @Test
  void what_could_not_be_released_is_neither_forgotten_nor_removed() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION);
    MediaRelease failing =
        (container, urls) -> {
          world.releases.release(container, urls);
          throw new IllegalStateException("no bucket");
        };
    Report report = world.sweeping(world.store, failing).sweep();
    assertThat(world.releases.all()).hasSize(1);
    assertThat(report.failures()).extracting(Failure::container).containsExactly(key(CONTAINER));
    assertThat(report.forgotten() + report.removed() + report.released()).isZero();
    assertThat(media()).containsExactly(Media.RELEASING, Media.RELEASING);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 2, 2, 1, 0, List.of()));
    assertThat(world.store.read(key(CONTAINER))).isEmpty();
  }

  @Test
  void all_failures_are_counted_and_the_first_hundred_are_reported() {
    for (int i = 0; i < 105; i++) {
      world.published(set(numbered(i), "a.png"));
      world.published(set(numbered(i), "b.png"));
    }
    world.clock.advance(GRACE);
    MediaRelease failing =
        (container, urls) -> {
          throw new IllegalStateException("no bucket");
        };
    Report report = world.sweeping(world.store, failing).sweep();
    assertThat(report.failures()).hasSize(100);
    assertThat(report.failed()).isEqualTo(105);
  }

  @Test
  void a_writer_who_comes_between_makes_a_sweep_look_again() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    ContainerStore store = beforeSwap(2, () -> world.publish(set("c.png")));
    assertThat(world.sweeping(store, world.releases).sweep())
        .isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsOnly(url("a.png"));
    assertThat(world.urlOf("c")).isEqualTo(url("c.png"));
    assertThat(media()).containsExactly(Media.RELEASED, Media.HELD);
  }

  @Test
  void a_writer_who_takes_a_url_back_first_keeps_it() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    ContainerStore store = beforeSwap(1, () -> world.publish(set("a.png", "c.png")));
    assertThat(world.sweeping(store, world.releases).sweep())
        .isEqualTo(new Report(1, 0, 0, 0, 0, List.of()));
    assertThat(world.releases.all()).isEmpty();
    assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
  }

  @Test
  void a_container_that_is_deleted_meanwhile_is_swept_all_the_same() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    ContainerStore store = beforeSwap(2, () -> world.delete(CONTAINER));
    world.sweeping(store, world.releases).sweep();
    assertThat(world.stored().isDeleted()).isTrue();
    assertThat(media()).containsExactly(Media.RELEASED, Media.HELD);
    assertThat(world.releases.urls()).containsOnly(url("a.png"));
  }

  @Test
  void a_container_that_never_rests_is_left_to_the_next_sweep() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    world.clock.advance(GRACE);
    ContainerStore outpacing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap swap(Container next, Revision expected) {
            return Swap.STALE;
          }
        };
    assertThat(world.sweeping(outpacing, world.releases).sweep())
        .isEqualTo(
            new Report(
                0,
                0,
                0,
                0,
                1,
                List.of(new Failure(key(CONTAINER), "other writers kept changing it"))));
    assertThat(world.releases.all()).isEmpty();
    assertThat(world.stored()).isEqualTo(stored);
  }

  @Test
  void a_superseded_asset_is_remembered_until_its_retention_is_over() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    world.sweeping.sweep();
    world.clock.advance(RETENTION.minus(GRACE).minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.find("a")).isInstanceOf(FindAsset.Result.Superseded.class);

    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(0, 0, 1, 0, 0, List.of()));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.AssetNotFound());
    assertThat(world.stored().superseded()).isEmpty();
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
    assertThat(world.releases.urls()).containsExactly(url("a.png"));
  }

  @Test
  void what_nobody_swept_for_long_is_released_and_forgotten_at_once() {
    world.published(set("a.png", "b.png"));
    world.published(set("c.png"));
    world.clock.advance(RETENTION.minus(GRACE));
    world.published(set("d.png"));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(3, 3, 2, 0, 0, List.of()));
    assertThat(world.stored().superseded())
        .extracting(entry -> entry.asset().id().value())
        .containsExactly("c");
    assertThat(media()).containsExactly(Media.RELEASED);
  }

  @Test
  void a_deleted_container_is_remembered_until_its_retention_is_over() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    world.clock.advance(GRACE.minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    world.clock.advance(RETENTION.minus(GRACE).minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.ContainerDeleted());

    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(0, 0, 1, 1, 0, List.of()));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.ContainerNotFound());
    assertThat(world.store.scan(null, 10)).isEmpty();
    world.published(set("b.png"));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.AssetNotFound());
  }

  @Test
  void a_deleted_container_without_assets_is_removed_too() {
    world.published(set(new String[0]));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION.minus(MICROSECOND));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    world.clock.advance(MICROSECOND);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(0, 0, 0, 1, 0, List.of()));
    assertThat(world.releases.all()).isEmpty();
  }

  @Test
  void a_deleted_container_outlives_what_it_had_before() {
    world.published(set("a.png"));
    world.published(set(new String[0]));
    world.clock.advance(RETENTION.minus(GRACE));
    world.delete(CONTAINER);
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 1, 0, 0, List.of()));
    assertThat(world.find("a")).isEqualTo(new FindAsset.Result.ContainerDeleted());
    world.clock.advance(RETENTION.minus(GRACE));
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(0, 0, 0, 1, 0, List.of()));
  }

  @Test
  void a_deleted_container_stays_while_something_of_it_is_remembered() {
    world.published(set("a.png", "b.png"));
    world.delete(CONTAINER);
    Container stored = world.stored();
    SupersededAsset late = stored.superseded().get(1);
    world.store(
        Rewrites.withSuperseded(
            stored,
            List.of(
                stored.superseded().get(0),
                new SupersededAsset(
                    late.asset(),
                    late.position(),
                    late.supersededIn(),
                    START.plusSeconds(3_600),
                    true,
                    Media.HELD))));
    world.clock.advance(RETENTION);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 2, 1, 0, 0, List.of()));
    assertThat(world.find("b")).isEqualTo(new FindAsset.Result.ContainerDeleted());
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(0, 0, 1, 1, 0, List.of()));
    assertThat(world.store.read(key(CONTAINER))).isEmpty();
  }

  @Test
  void a_container_that_was_published_again_keeps_its_current_set() {
    world.published(set("a.png", "b.png"));
    world.delete(CONTAINER);
    Container again = world.published(set("b.png", "c.png"));
    world.clock.advance(RETENTION);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 1, 2, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("a.png"));
    assertThat(world.stored().assets()).isEqualTo(again.assets());
    assertThat(world.stored().superseded()).isEmpty();
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  @Test
  void a_container_that_was_published_again_before_it_was_removed_stays() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION);
    ContainerStore store =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap remove(ContainerKey key, Revision expected) {
            world.publish(set("b.png"));
            return store().remove(key, expected);
          }
        };
    world.sweeping(store, world.releases).sweep();
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
    assertThat(world.stored().superseded()).isEmpty();
  }

  @Test
  void a_slow_sweep_does_not_remove_what_was_published_anew() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION);
    ContainerStore slow =
        new ForwardingContainerStore(world.store) {
          @Override
          public Swap remove(ContainerKey key, Revision expected) {
            // Meanwhile another sweep is done with it, and it goes through as many writes again.
            world.sweeping.sweep();
            world.published(set("b.png"));
            world.published(set("b.png", "c.png"));
            return store().remove(key, expected);
          }
        };
    assertThat(world.sweeping(slow, world.releases).sweep().removed()).isZero();
    assertThat(world.stored().assets()).hasSize(2);
    assertThat(world.urlOf("b")).isEqualTo(url("b.png"));
  }

  @Test
  void nothing_is_released_that_is_used_under_another_spelling_and_each_file_once() {
    String old = "https://media.example.com/a%20b/";
    world.published(
        set(
            asset(new MediaUrl(old + "kept.png?v=1"), new MediaUrl(old + "t%2fkept.jpg")),
            asset(new MediaUrl(old + "gone.png?v=1"), new MediaUrl(old + "./t/gone.jpg")),
            asset(new MediaUrl(old + "gone.png?v=2"), new MediaUrl(old + "t/x/../gone.jpg"))));
    world.published(
        set(
            asset(
                new MediaUrl("https://MEDIA.example.com:443/a%20%62/kept.png?v=2"),
                new MediaUrl("https://media.example.com/a%20b/t/kept.jpg#now"))));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep().urls()).isEqualTo(2);
    assertThat(world.releases.urls())
        .containsExactly(new MediaUrl(old + "gone.png?v=1"), new MediaUrl(old + "./t/gone.jpg"));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
  }

  @Test
  void one_grace_is_that_of_the_lookup_and_of_the_sweep() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    for (Duration step : List.of(Duration.ZERO, GRACE.minus(MICROSECOND))) {
      world.clock.advance(step);
      assertThat(world.urlOf("a")).isEqualTo(url("a.png"));
      assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    }
    world.clock.advance(MICROSECOND);
    assertThat(world.urlOf("a")).isNull();
    assertThat(world.sweeping.sweep().released()).isEqualTo(1);
  }

  @Test
  void several_threads_sweep_every_container_once() throws Exception {
    int many = 250;
    for (int i = 0; i < many; i++) {
      world.published(set(numbered(i), "a.png"));
      world.delete(numbered(i));
    }
    world.clock.advance(RETENTION);
    ContainerStore corrupt = new CorruptingStore(world.store, key(numbered(7)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Report report =
          SweepContainers.over(corrupt, world.clock, World.SUPERSESSION, threads)
              .sweep(world.releases, () -> false);
      assertThat(report.removed()).isEqualTo(many - 1);
      assertThat(report.failed()).isEqualTo(1);
      assertThat(world.releases.all())
          .extracting(Releases.Release::container)
          .doesNotHaveDuplicates()
          .hasSize(many - 1);
      assertThat(world.store.scan(null, many)).hasSize(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void a_container_without_an_answer_does_not_keep_those_beside_it_from_a_sweep() {
    for (int i = 1; i <= 3; i++) {
      world.published(set(numbered(i), "a.png"));
      world.published(set(numbered(i), "b.png"));
    }
    world.clock.advance(GRACE);
    CountDownLatch others = new CountDownLatch(2);
    CountDownLatch failed = new CountDownLatch(1);
    ContainerStore failing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Optional<Container> read(ContainerKey key) {
            if (key.equals(key(numbered(2)))) {
              await(others);
              failed.countDown();
              throw new StoreUnavailableException("read", new IllegalStateException("no line"));
            }
            others.countDown();
            await(failed);
            return store().read(key);
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      SweepContainers sweeping =
          SweepContainers.over(failing, world.clock, World.SUPERSESSION, threads);
      assertThat(sweeping.sweep(world.releases, () -> false).failed()).isEqualTo(1);
      assertThat(world.releases.all())
          .extracting(Releases.Release::container)
          .containsExactlyInAnyOrder(key(numbered(1)), key(numbered(3)));
    } finally {
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void an_executor_that_takes_no_more_work_fails_the_sweep() {
    world.published(set("a.png"));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION);
    ExecutorService ended = Executors.newSingleThreadExecutor();
    ended.shutdown();
    SweepContainers sweeping =
        SweepContainers.over(world.store, world.clock, World.SUPERSESSION, ended);
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> sweeping.sweep(world.releases, () -> false));
    assertThat(world.releases.all()).isEmpty();
  }

  @Test
  void a_preview_shows_each_container_once() {
    // Due for both stages: something to release, and something to forget.
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    world.sweeping.sweep();
    world.clock.advance(RETENTION);
    world.published(set("c.png"));
    world.clock.advance(GRACE);
    Releases shown = new Releases();
    Report preview = world.sweeping.preview(shown);
    assertThat(preview).isEqualTo(new Report(1, 1, 1, 0, 0, List.of()));
    assertThat(shown.all()).hasSize(1);
    assertThat(world.sweeping.sweep()).isEqualTo(preview);
  }

  @Test
  void a_sweep_makes_new_revisions() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    world.clock.advance(GRACE);
    world.sweeping.sweep();
    Precondition before = new Precondition.At(stored.revision());
    assertThat(world.publishing.publish(OWNER, set("c.png"), before))
        .isEqualTo(new PublishContainer.Result.Conflict());
    Precondition same =
        new Precondition.Is(c -> c.map(Container::assets).equals(Optional.of(stored.assets())));
    assertThat(world.publishing.publish(OWNER, set("c.png"), same))
        .isInstanceOf(PublishContainer.Result.Published.class);
  }

  @Test
  void corrupt_containers_are_reported_once_and_stop_nothing() {
    for (int i = 1; i <= 3; i++) {
      world.published(set(numbered(i), "a.png"));
      world.delete(numbered(i));
    }
    world.clock.advance(RETENTION);
    ContainerStore corrupt = new CorruptingStore(world.store, key(numbered(2)));
    Report report = world.sweeping(corrupt, world.releases).sweep();
    assertThat(report.failures()).extracting(Failure::container).containsExactly(key(numbered(2)));
    assertThat(report.failures().get(0).reason()).contains(CorruptingStore.REASON);
    assertThat(report.removed()).isEqualTo(2);
    assertThat(report.isEmpty()).isFalse();
    assertThat(world.releases.all())
        .extracting(Releases.Release::container)
        .containsExactly(key(numbered(1)), key(numbered(3)));
  }

  @Test
  void a_container_without_an_answer_does_not_end_a_sweep_but_three_in_a_row_do() {
    for (int i = 1; i <= 6; i++) {
      world.published(set(numbered(i), "a.png"));
      world.published(set(numbered(i), "b.png"));
    }
    world.clock.advance(GRACE);
    List<ContainerKey> silent = new ArrayList<>(List.of(key(numbered(1)), key(numbered(2))));
    ContainerStore failing =
        new ForwardingContainerStore(world.store) {
          @Override
          public Optional<Container> read(ContainerKey key) {
            if (silent.contains(key)) {
              throw new StoreUnavailableException("read", new IllegalStateException("no line"));
            }
            return store().read(key);
          }
        };
    Sweep unreachable = world.sweeping(new UnreachableStore(), world.releases);
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(unreachable::sweep);
    Sweep sweeping = world.sweeping(failing, world.releases);
    silent.add(key(numbered(3)));
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(sweeping::sweep);
    assertThat(world.releases.all()).isEmpty();
    silent.set(2, key(numbered(4)));
    Report report = sweeping.sweep();
    assertThat(report.failures())
        .extracting(SweepContainers.Failure::container)
        .containsExactlyElementsOf(silent);
    assertThat(report.released()).isEqualTo(3);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(3, 3, 0, 0, 0, List.of()));
  }

  @Test
  void a_sweep_ends_between_two_containers_when_it_is_asked_to() {
    for (int i = 1; i <= 3; i++) {
      world.published(set(numbered(i), "a.png"));
      world.published(set(numbered(i), "b.png"));
    }
    world.clock.advance(RETENTION);
    SweepContainers sweeping = world.sweeping.sweeping();
    BooleanSupplier afterTheFirst = () -> !world.releases.all().isEmpty();
    assertThat(sweeping.sweep(world.releases, afterTheFirst))
        .isEqualTo(new Report(1, 1, 1, 0, 0, List.of()));
    assertThat(world.releases.all()).hasSize(1);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 2, 2, 0, 0, List.of()));
    assertThat(sweeping.preview(world.releases, () -> true)).isEqualTo(NOTHING);
  }

  @Test
  void of_a_container_that_is_replaced_often_the_latest_thousand_are_remembered() {
    for (int round = 0; round < 4; round++) {
      String prefix = "round-" + round + "-";
      world.published(
          set(IntStream.range(0, 400).mapToObj(i -> prefix + i + ".png").toArray(String[]::new)));
      world.clock.advance(GRACE);
    }
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1_200, 1_200, 200, 0, 0, List.of()));
    List<SupersededAsset> remembered = world.stored().superseded();
    assertThat(remembered).hasSize(1_000);
    assertThat(remembered.get(0).asset().id().value()).isEqualTo("round-0-200");
    assertThat(world.find("round-0-199")).isEqualTo(new FindAsset.Result.AssetNotFound());
    assertThat(world.find("round-0-200")).isInstanceOf(FindAsset.Result.Superseded.class);
  }

  @Test
  void a_thumbnail_that_is_replaced_is_released_and_its_asset_is_not() {
    world.published(set(asset(url("a.png"), url("t/old.png"))));
    Container replaced = world.published(set(asset(url("a.png"), url("t/new.png"))));
    assertThat(world.find("a"))
        .isEqualTo(new FindAsset.Result.Found(CONTAINER, replaced.assets().get(0), null));
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(world.releases.urls()).containsExactly(url("t/old.png"));
    assertThat(world.find("a"))
        .isEqualTo(new FindAsset.Result.Found(CONTAINER, replaced.assets().get(0), null));
  }

  @Test
  void a_preview_changes_nothing_and_shows_what_the_next_sweep_does() {
    world.published(set(numbered(1), "a.png", "b.png"));
    world.published(set(numbered(1), "b.png"));
    world.published(set(numbered(2), "a.png"));
    world.delete(numbered(2));
    world.published(set(numbered(3), "a.png"));
    world.published(set(numbered(3), "b.png"));
    world.clock.advance(RETENTION.minus(GRACE));
    world.published(set(numbered(3), "c.png"));
    world.clock.advance(GRACE);
    world.published(set(numbered(3), "d.png"));
    ContainerStore store = new CorruptingStore(world.store, key(numbered(1)));
    List<ContainerStore.Scanned> before = world.store.scan(null, 10);
    Releases previewed = new Releases();
    Report preview = world.sweeping(store, untouched()).preview(previewed);
    assertThat(world.store.scan(null, 10)).isEqualTo(before);
    assertThat(preview.released()).isEqualTo(3);
    assertThat(preview.forgotten()).isEqualTo(2);
    assertThat(preview.removed()).isEqualTo(1);
    assertThat(preview.failures()).hasSize(1);

    assertThat(world.sweeping(store, world.releases).sweep()).isEqualTo(preview);
    assertThat(world.releases.all()).isEqualTo(previewed.all());
    assertThat(world.sweeping.preview(previewed)).isEqualTo(new Report(1, 1, 1, 0, 0, List.of()));
  }

  @Test
  void a_thousand_containers_are_swept_page_by_page() {
    int many = 1_000;
    for (int i = 0; i < many; i++) {
      world.published(set(numbered(i), "a.png"));
      world.published(set(numbered(i), "b.png"));
    }
    world.clock.advance(RETENTION);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(many, many, many, 0, 0, List.of()));
    assertThat(world.releases.all())
        .extracting(Releases.Release::container)
        .doesNotHaveDuplicates()
        .hasSize(many);
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
  }

  @Test
  void containers_of_all_organizations_are_swept_each_by_itself() {
    for (int i = 0; i < 2; i++) {
      String file = i == 0 ? "a.png" : "b.png";
      world.published(set(file));
      world.publishing.publish(World.STRANGER, set(file), World.ANY);
    }
    world.clock.advance(GRACE);
    assertThat(world.sweeping.sweep()).isEqualTo(new Report(2, 2, 0, 0, 0, List.of()));
    assertThat(world.releases.all())
        .containsExactly(
            new Releases.Release(key(CONTAINER), List.of(url("a.png"))),
            new Releases.Release(new ContainerKey(World.OTHER, CONTAINER), List.of(url("a.png"))));
  }

  @Test
  void a_swap_whose_reply_got_lost_is_finished_by_the_next_sweep() {
    world.published(set("a.png"));
    Container stored = world.published(set("b.png"));
    world.clock.advance(GRACE);
    losing(world.releases);
    assertThat(media()).containsExactly(Media.RELEASING);
    assertThat(world.releases.all()).isEmpty();
    losing(world.releases);
    assertThat(media()).containsExactly(Media.RELEASED);
    assertThat(world.releases.urls()).containsExactly(url("a.png"));
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
    assertThat(world.stored().assets()).isEqualTo(stored.assets());
  }

  @Test
  void a_remove_whose_reply_got_lost_needs_no_other() {
    world.published(set(new String[0]));
    world.delete(CONTAINER);
    world.clock.advance(RETENTION);
    losing(world.releases);
    assertThat(world.store.read(key(CONTAINER))).isEmpty();
    assertThat(world.sweeping.sweep()).isEqualTo(NOTHING);
  }

  /** A sweep whose first write is done, but whose reply is lost. */
  private void losing(MediaRelease release) {
    Sweep sweeping = world.sweeping(losingTheFirstReply(), release);
    assertThat(sweeping.sweep().failed()).isEqualTo(1);
  }

  private ContainerStore losingTheFirstReply() {
    return new ForwardingContainerStore(world.store) {
      private boolean lost;

      @Override
      public Swap swap(Container next, Revision expected) {
        return reply(store().swap(next, expected));
      }

      @Override
      public Swap remove(ContainerKey key, Revision expected) {
        return reply(store().remove(key, expected));
      }

      private Swap reply(Swap swap) {
        if (!lost) {
          lost = true;
          throw new OutcomeUnknownException("a write", new IllegalStateException("the line broke"));
        }
        return swap;
      }
    };
  }

  /** A store in which something happens before one of its swaps. */
  private ContainerStore beforeSwap(int number, Runnable action) {
    return new ForwardingContainerStore(world.store) {
      private int swaps;

      @Override
      public Swap swap(Container next, Revision expected) {
        swaps++;
        if (swaps == number) {
          action.run();
        }
        return store().swap(next, expected);
      }
    };
  }

  private static MediaRelease untouched() {
    return (container, urls) -> {
      throw new AssertionError("released " + urls + " of " + container);
    };
  }

  private List<Media> media() {
    return world.stored().superseded().stream().map(SupersededAsset::media).toList();
  }

  private static ContainerId numbered(int number) {
    return new ContainerId(new UUID(7, number));
  }
}
