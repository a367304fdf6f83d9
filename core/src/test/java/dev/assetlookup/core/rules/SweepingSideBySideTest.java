package dev.assetlookup.core.rules;

import static dev.assetlookup.core.rules.World.CONTAINER;
import static dev.assetlookup.core.rules.World.GRACE;
import static dev.assetlookup.core.rules.World.OWNER;
import static dev.assetlookup.core.rules.World.key;
import static dev.assetlookup.core.rules.World.set;
import static dev.assetlookup.core.rules.World.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.core.sweep.SweepContainers.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Sweepers beside writers and beside each other. */
class SweepingSideBySideTest {
  private static final int SWEEPERS = 4;
  private static final int WRITERS = 3;
  private static final int ROUNDS = 200;

  private final World world = new World();

  @Test
  void several_sweepers_together_do_what_one_does() {
    List<Container> stored = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      world.published(set(numbered(i), "a.png", "b.png"));
      stored.add(world.published(set(numbered(i), "b.png", "c.png")));
    }
    world.clock.advance(GRACE);
    world.published(set("in-grace.png"));
    Container inGrace = world.published(set("d.png"));
    List<Report> reports = Racing.race(SWEEPERS, i -> world.sweeping.sweep());
    assertThat(reports).flatExtracting(Report::failures).isEmpty();
    assertThat(world.releases.urls()).containsOnly(url("a.png"));
    for (Container before : stored) {
      Container after = world.store.read(before.key()).orElseThrow();
      assertThat(after.assets()).isEqualTo(before.assets());
      assertThat(after.superseded())
          .containsExactly(before.superseded().get(0).with(Media.RELEASED));
      assertThat(world.releases.all())
          .contains(new Releases.Release(before.key(), List.of(url("a.png"))));
    }
    assertThat(world.stored()).isEqualTo(inGrace);
  }

  @Test
  void sweepers_who_meet_in_one_container_do_not_make_each_other_begin_anew() {
    world.published(set("a.png"));
    world.published(set("b.png"));
    world.clock.advance(GRACE);
    CountDownLatch secondIsReleasing = new CountDownLatch(1);
    CountDownLatch firstIsOver = new CountDownLatch(1);
    MediaRelease second =
        (container, urls) -> {
          world.releases.release(container, urls);
          secondIsReleasing.countDown();
          await(firstIsOver);
        };
    FutureTask<Report> secondSweep =
        new FutureTask<>(() -> world.sweeping(world.store, second).sweep());
    Thread secondSweeper = new Thread(secondSweep, "second sweeper");
    MediaRelease first =
        (container, urls) -> {
          world.releases.release(container, urls);
          if (secondSweeper.getState() == Thread.State.NEW) {
            secondSweeper.start();
          }
          await(secondIsReleasing);
        };
    Report firstReport = world.sweeping(world.store, first).sweep();
    firstIsOver.countDown();
    assertThat(firstReport).isEqualTo(new Report(1, 1, 0, 0, 0, List.of()));
    assertThat(secondSweep).succeedsWithin(Duration.ofSeconds(10));
    assertThat(world.releases.urls()).containsExactly(url("a.png"), url("a.png"));
    assertThat(media()).containsExactly(Media.RELEASED);
  }

  @Test
  void several_sweepers_remove_a_container_once() {
    for (int i = 0; i < 20; i++) {
      world.published(set(numbered(i), "a.png"));
      world.delete(numbered(i));
    }
    world.clock.advance(World.RETENTION);
    List<Report> reports = Racing.race(SWEEPERS, i -> world.sweeping.sweep());
    assertThat(reports).flatExtracting(Report::failures).isEmpty();
    assertThat(reports.stream().mapToLong(Report::removed).sum()).isEqualTo(20);
    assertThat(world.store.scan(null, 100)).isEmpty();
    assertThat(world.releases.all())
        .extracting(release -> release.container().container())
        .contains(numbered(0), numbered(19));
  }

  /** Without grace, so that every moment counts. */
  @Test
  void nothing_that_is_handed_over_can_be_current_before_that_has_ended() {
    AtomicInteger writers = new AtomicInteger(WRITERS);
    AtomicInteger handedOver = new AtomicInteger();
    MediaRelease checking =
        (container, urls) -> {
          assertNoneIsCurrent(urls);
          // As long as a storage takes, so that others come between two steps.
          LockSupport.parkNanos(50_000);
          assertNoneIsCurrent(urls);
          handedOver.addAndGet(urls.size());
        };
    Sweep sweeping =
        new Sweep(
            SweepContainers.over(
                world.store,
                world.clock,
                new Supersession(Duration.ZERO, Duration.ofDays(1)),
                Runnable::run),
            checking);
    List<Boolean> published =
        Racing.race(
            WRITERS + 1,
            racer -> {
              if (racer < WRITERS) {
                try {
                  return publishAtRandom(new Random(racer));
                } finally {
                  writers.decrementAndGet();
                }
              }
              while (writers.get() > 0) {
                sweeping.sweep();
              }
              return true;
            });
    assertThat(published).containsOnly(true);
    assertThat(handedOver.get()).isPositive();
    assertThat(sweeping.sweep().failures()).isEmpty();
    assertThat(media()).containsOnly(Media.RELEASED);
  }

  private boolean publishAtRandom(Random random) {
    boolean published = false;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> files = new ArrayList<>();
      for (String file : List.of("a.png", "b.png", "c.png", "d.png")) {
        if (random.nextBoolean()) {
          files.add(file);
        }
      }
      published |=
          world.publishing.publish(OWNER, set(files.toArray(String[]::new)), World.ANY)
              instanceof PublishContainer.Result.Published;
    }
    return published;
  }

  private void assertNoneIsCurrent(List<MediaUrl> urls) {
    assertThat(world.stored().assets())
        .extracting(asset -> asset.descriptor().url())
        .doesNotContainAnyElementsOf(urls);
  }

  private List<Media> media() {
    return world.store.read(key(CONTAINER)).orElseThrow().superseded().stream()
        .map(SupersededAsset::media)
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).as("the other one came").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static ContainerId numbered(int number) {
    return new ContainerId(new UUID(7, number));
  }
}
