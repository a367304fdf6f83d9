package dev.assetlookup.bootstrap.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.OpenStore;
import dev.assetlookup.bootstrap.config.AssetSettings;
import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.HttpSettings;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.LogSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.wiring.Application;
import dev.assetlookup.bootstrap.wiring.DaggerApplication;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.core.sweep.SweepContainers.Report;
import dev.assetlookup.jdbc.JdbcSchema;
import dev.assetlookup.jdbc.JdbcStore;
import dev.assetlookup.jdbc.TableNames;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweeper of the server over H2 in memory, round by round. */
class SweeperTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private final DataSource dataSource =
      (DataSource)
          Proxy.newProxyInstance(
              SweeperTest.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> connect());
  private final CapturedLog log = new CapturedLog(Sweeper.class);
  private final List<Duration> waits = new ArrayList<>();
  private boolean down;
  private final Connection open = connect();
  private final Application application =
      DaggerApplication.factory()
          .create(
              new Settings(
                  new JdbcSettings("", "", "", JdbcSettings.SchemaMode.OFF),
                  Optional.empty(),
                  new HttpSettings("", 0),
                  new AssetSettings(
                      new Supersession(Duration.ZERO, Duration.ofDays(1)), UrlRules.DEFAULT),
                  INTERVAL,
                  LogSettings.DEFAULT,
                  CacheSettings.exact(0),
                  LimitSettings.NONE),
              OpenStore.over(new JdbcStore(dataSource, TableNames.DEFAULT)));

  SweeperTest() throws SQLException {
    new JdbcSchema(TableNames.DEFAULT).create(dataSource);
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
    open.close();
  }

  private Connection connect() throws SQLException {
    if (down) {
      throw new SQLException("the database is down");
    }
    return DriverManager.getConnection(url);
  }

  /** A sweeper that does the given things before its rounds, and is ended after them. */
  private Sweeper sweeper(SweepContainers sweeping, Runnable... before) {
    return new Sweeper(
        sweeping,
        application.trimChanges(),
        INTERVAL,
        (time, ended) -> {
          waits.add(time);
          if (waits.size() <= before.length) {
            before[waits.size() - 1].run();
          }
          return ended.getCount() == 0 || waits.size() > before.length;
        });
  }

  private void run(Runnable... before) {
    sweeper(application.sweepContainers(), before).run();
  }

  private static void nothing() {}

  /** Sweeps as the application does, with another way to take over media. */
  private SweepContainers releasing(UnaryOperator<MediaRelease> change) {
    SweepContainers sweeping = application.sweepContainers();
    return new SweepContainers() {
      @Override
      public Report sweep(MediaRelease release, BooleanSupplier ended) {
        return sweeping.sweep(change.apply(release), ended);
      }

      @Override
      public Report preview(MediaRelease release, BooleanSupplier ended) {
        return sweeping.preview(change.apply(release), ended);
      }
    };
  }

  /** Container {@code n} gets one asset, and what it had is superseded. */
  private void publish(int n, String file) {
    ContainerId container = new ContainerId(new UUID(0x4000, 0x8000_0000_0000_0000L | n));
    AssetDescriptor asset =
        AssetDescriptor.at(new MediaUrl("https://m.test/" + n + "/" + file)).build();
    application
        .publishContainer()
        .publish(
            new Caller(new OrganizationId("org"), Set.of(Scope.CONTENT_WRITE)),
            new ContainerDraft(
                container, null, ContainerDetails.COMPLETED, List.of(new AssetDraft(null, asset))),
            Precondition.ANY);
  }

  private void supersede(int n) {
    publish(n, "old.mp4");
    publish(n, "new.mp4");
  }

  private Report due() {
    return application.sweepContainers().preview((key, urls) -> {}, () -> false);
  }

  @Test
  void it_waits_a_part_of_the_interval_first_and_then_the_interval() {
    run(SweeperTest::nothing, SweeperTest::nothing);
    assertThat(waits).hasSize(3);
    assertThat(waits.getFirst()).isBetween(Duration.ZERO, INTERVAL).isNotEqualTo(INTERVAL);
    assertThat(waits.subList(1, 3)).containsOnly(INTERVAL);
    Duration first = waits.getFirst();
    waits.clear();
    run();
    assertThat(waits).doesNotContain(first);
  }

  @Test
  void each_round_forgets_old_changes() {
    List<Integer> rounds = new ArrayList<>();
    new Sweeper(
            application.sweepContainers(),
            ended -> {
              rounds.add(1);
              return 5;
            },
            INTERVAL,
            (time, ended) -> rounds.size() == 2)
        .run();
    assertThat(rounds).hasSize(2);
    assertThat(log.lines).isEmpty();
  }

  @Test
  void each_url_is_a_line_and_each_sweep_that_did_something() {
    run(() -> supersede(1), SweeperTest::nothing, () -> publish(1, "newer.mp4"));
    assertThat(log.lines)
        .containsExactly(
            "INFO released of org/cnt_00000000-0000-4000-8000-000000000001:"
                + " https://m.test/1/old.mp4",
            "INFO swept: released 1 assets (1 URLs), forgot 0, removed 0 containers; 0 failed",
            "INFO released of org/cnt_00000000-0000-4000-8000-000000000001:"
                + " https://m.test/1/new.mp4",
            "INFO swept: released 1 assets (1 URLs), forgot 0, removed 0 containers; 0 failed");
  }

  @Test
  void a_store_that_is_down_is_one_warning_and_when_it_is_back_the_sweeping_goes_on() {
    supersede(1);
    run(
        () -> down = true,
        SweeperTest::nothing,
        SweeperTest::nothing,
        () -> down = false,
        () -> down = true,
        SweeperTest::nothing);
    assertThat(log.lines).hasSize(5);
    assertThat(log.lines.getFirst())
        .startsWith("WARNING cannot sweep")
        .endsWith(": the database is down");
    assertThat(log.lines.get(1)).contains("old.mp4");
    assertThat(log.lines.get(2)).isEqualTo("INFO sweeping works again");
    assertThat(log.lines.get(3)).contains("released 1 assets");
    assertThat(log.lines.get(4)).isEqualTo(log.lines.getFirst());
  }

  @Test
  void a_defect_is_one_warning_and_ends_nothing() {
    SweepContainers defective =
        SweepContainers.over(
            application.containers(),
            () -> {
              throw new IllegalStateException("no clock");
            },
            new Supersession(Duration.ZERO, Duration.ZERO),
            Runnable::run);
    sweeper(defective, SweeperTest::nothing, SweeperTest::nothing).run();
    assertThat(waits).hasSize(3);
    assertThat(log.lines)
        .singleElement()
        .asString()
        .startsWith("WARNING cannot sweep")
        .endsWith("IllegalStateException: no clock");
  }

  @Test
  void an_error_such_as_no_memory_is_logged_once_and_ends_nothing() {
    supersede(1);
    boolean[] full = {true};
    SweepContainers hungry =
        releasing(
            release ->
                (key, urls) -> {
                  if (full[0]) {
                    throw new OutOfMemoryError("planted");
                  }
                  release.release(key, urls);
                });
    sweeper(hungry, SweeperTest::nothing, SweeperTest::nothing, () -> full[0] = false).run();
    assertThat(log.lines).hasSize(4);
    assertThat(log.lines.getFirst()).startsWith("SEVERE cannot sweep").endsWith("planted");
    assertThat(log.lines.get(1)).contains("old.mp4");
  }

  @Test
  void a_container_that_cannot_be_swept_is_one_warning_and_the_others_are_swept() {
    supersede(1);
    SweepContainers choosy =
        releasing(
            release ->
                (key, urls) -> {
                  if (key.toString().endsWith("1")) {
                    throw new IllegalStateException("not this one");
                  }
                  release.release(key, urls);
                });
    sweeper(choosy, SweeperTest::nothing, SweeperTest::nothing, () -> supersede(2)).run();
    assertThat(log.lines).hasSize(3);
    assertThat(log.lines.getFirst())
        .isEqualTo(
            "WARNING cannot sweep org/cnt_00000000-0000-4000-8000-000000000001:"
                + " its media could not be released: not this one");
    assertThat(log.lines.get(1)).contains("https://m.test/2/old.mp4");
    assertThat(log.lines.get(2)).endsWith("1 failed");
  }

  @Test
  void ended_in_the_middle_it_finishes_its_container_and_leaves_the_others() {
    supersede(1);
    supersede(2);
    supersede(3);
    CountDownLatch[] latch = new CountDownLatch[1];
    SweepContainers endedByTheFirst =
        releasing(
            release ->
                (key, urls) -> {
                  release.release(key, urls);
                  latch[0].countDown();
                });
    new Sweeper(
            endedByTheFirst,
            ended -> 0,
            INTERVAL,
            (time, ended) -> {
              latch[0] = ended;
              return ended.getCount() == 0;
            })
        .run();
    assertThat(log.lines).hasSize(2);
    assertThat(log.lines.getLast()).contains("released 1 assets (1 URLs)");
    assertThat(due().urls()).isEqualTo(2);
    assertThat(application.containers().scan(null, 10)).hasSize(3);
  }

  @Test
  void it_has_a_thread_of_its_own_that_is_gone_when_it_is_closed() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    Thread[] thread = new Thread[1];
    try (Sweeper sweeper =
        new Sweeper(
            application.sweepContainers(),
            application.trimChanges(),
            INTERVAL,
            (time, ended) -> {
              thread[0] = Thread.currentThread();
              waiting.countDown();
              ended.await();
              return true;
            })) {
      sweeper.start();
      waiting.await();
      assertThat(thread[0]).isNotSameAs(Thread.currentThread());
      assertThat(thread[0].isDaemon()).isTrue();
    }
    assertThat(thread[0].isAlive()).isFalse();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void an_interval_of_zero_is_never() {
    try (Sweeper never =
        new Sweeper(
            application.sweepContainers(),
            application.trimChanges(),
            Duration.ZERO,
            (time, ended) -> {
              throw new AssertionError("it runs");
            })) {
      never.start();
      assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("sweeper"));
    }
  }
}
