package dev.assetlookup.jdbc;

import static dev.assetlookup.jdbc.Samples.asset;
import static dev.assetlookup.jdbc.Samples.container;
import static dev.assetlookup.jdbc.Samples.slides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An H2 file has one writer at a time, who also does the work of those who wait. */
class WriteQueueTest {
  private static final int WRITERS = 40;

  private final String url = "jdbc:h2:file:" + Product.newDirectory() + "/store;WRITE_DELAY=0";
  private final HikariDataSource pool = Product.newPool(url, true);
  private final WriteQueue queue = queueOf(pool);

  @BeforeEach
  void create_tables() {
    new JdbcSchema(TableNames.DEFAULT).create(pool);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void what_waits_together_is_committed_once_and_all_of_it_is_there() throws Exception {
    AtomicInteger commits = new AtomicInteger();
    JdbcStore store = new JdbcStore(onCommit(commits::incrementAndGet), TableNames.DEFAULT);
    List<FutureTask<Swap>> tasks =
        whileOthersWait(i -> () -> store.swap(slides(Samples.key(i), 1, 2), Revision.NONE));
    for (int i = 0; i < WRITERS; i++) {
      assertThat(tasks.get(i).get()).isEqualTo(Swap.DONE);
      assertThat(store.read(Samples.key(i))).contains(slides(Samples.key(i), 1, 2));
    }
    assertThat(commits).hasValue(1);
  }

  @Test
  void a_write_in_the_callers_transaction_is_not_handed_to_another_thread() throws Exception {
    CallersTransactions caller = new CallersTransactions(pool);
    JdbcStore store = new JdbcStore(caller.dataSource(), TableNames.DEFAULT);
    List<FutureTask<Swap>> tasks =
        whileOthersWait(
            i -> () -> store.swap(slides(Samples.key(i), 1, 2), Revision.NONE),
            () -> {
              caller.begin();
              assertThat(store.swap(slides(Samples.key(WRITERS), 1, 2), Revision.NONE))
                  .isEqualTo(Swap.DONE);
              caller.rollback();
            });
    for (FutureTask<Swap> task : tasks) {
      assertThat(task.get()).isEqualTo(Swap.DONE);
    }
    assertThat(store.read(Samples.key(WRITERS))).isEmpty();
    assertThat(store.scan(null, 2 * WRITERS)).hasSize(WRITERS);
  }

  @Test
  void one_that_fails_and_one_that_is_stale_are_undone_alone() throws Exception {
    JdbcStore store = new JdbcStore(pool, TableNames.DEFAULT);
    store.swap(slides(Samples.key(7), 1, 1), Revision.NONE);
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "alter table "
              + TableNames.DEFAULT.asset()
              + " add constraint narrow check (width < 50)");
    }
    List<FutureTask<Swap>> tasks =
        whileOthersWait(
            i ->
                () ->
                    store.swap(
                        container(Samples.key(i), 1, asset("a", 1), asset("b", i == 5 ? 99 : 1)),
                        Revision.NONE));
    for (int i = 0; i < WRITERS; i++) {
      if (i == 5) {
        FutureTask<Swap> refused = tasks.get(i);
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(refused::get)
            .withCauseExactlyInstanceOf(StoreUnavailableException.class);
        assertThat(store.read(Samples.key(i))).isEmpty();
      } else {
        assertThat(tasks.get(i).get()).isEqualTo(i == 7 ? Swap.STALE : Swap.DONE);
        assertThat(store.read(Samples.key(i))).isPresent();
      }
    }
    assertThat(store.read(Samples.key(7))).contains(slides(Samples.key(7), 1, 1));
  }

  @Test
  void if_the_commit_fails_nobody_is_told_that_it_is_done() throws Exception {
    JdbcStore store =
        new JdbcStore(
            onCommit(
                () -> {
                  throw new SQLException("no space left", "90031");
                }),
            TableNames.DEFAULT);
    List<FutureTask<Swap>> tasks =
        whileOthersWait(i -> () -> store.swap(slides(Samples.key(i), 1, 2), Revision.NONE));
    for (FutureTask<Swap> task : tasks) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(task::get)
          .withCauseExactlyInstanceOf(OutcomeUnknownException.class);
    }
    assertThat(new JdbcStore(pool, TableNames.DEFAULT).scan(null, 1)).isEmpty();
    assertThat(store.scan(null, 1)).isEmpty();
  }

  @Test
  void stores_on_one_file_share_the_turn() throws Exception {
    try (HikariDataSource other = Product.newPool(url, true)) {
      assertThat(queueOf(other)).isSameAs(queue);
      JdbcStore store = new JdbcStore(other, TableNames.DEFAULT);
      CountDownLatch began = new CountDownLatch(1);
      FutureTask<Swap> swap =
          new FutureTask<>(
              () -> {
                began.countDown();
                return store.swap(slides(Samples.key(1), 1, 1), Revision.NONE);
              });
      queue.alone(
          "a test",
          () -> {
            new Thread(swap, "writer").start();
            uninterrupted(began);
            assertThat(new JdbcStore(pool, TableNames.DEFAULT).scan(null, 1)).isEmpty();
          });
      assertThat(swap.get()).isEqualTo(Swap.DONE);
    }
  }

  @Test
  void schema_creation_waits_for_its_turn() throws Exception {
    JdbcSchema schema = new JdbcSchema(new TableNames(null, "later_"));
    FutureTask<Boolean> create = new FutureTask<>(() -> schema.create(pool), true);
    queue.alone(
        "a test",
        () -> {
          Thread thread = new Thread(create, "creator");
          thread.start();
          awaitWaiting(thread);
          assertThat(schema.problems(pool)).isNotEmpty();
        });
    assertThat(create.get()).isTrue();
    assertThat(schema.problems(pool)).isEmpty();
  }

  @Test
  void the_file_is_not_written_anew_while_somebody_writes() throws Exception {
    H2Maintenance maintenance = new H2Maintenance(url, "", "");
    AtomicBoolean alone = new AtomicBoolean();
    FutureTask<Boolean> compact =
        new FutureTask<>(() -> maintenance.withoutWriters(() -> alone.set(true)), true);
    queue.alone(
        "a test",
        () -> {
          Thread thread = new Thread(compact, "compaction");
          thread.start();
          awaitWaiting(thread);
          assertThat(alone).isFalse();
        });
    assertThat(compact.get()).isTrue();
    assertThat(alone).isTrue();
  }

  @Test
  void two_files_have_a_turn_each() {
    String otherUrl = "jdbc:h2:file:" + Product.newDirectory() + "/store";
    try (HikariDataSource other = Product.newPool(otherUrl, true)) {
      assertThat(queueOf(other)).isNotSameAs(queue);
    }
  }

  @Test
  void who_gave_up_waiting_is_never_written() throws Exception {
    WriteQueue impatient = new WriteQueue(Duration.ZERO);
    AtomicBoolean ran = new AtomicBoolean();
    Write write =
        Write.small(
            "x",
            Actor.SYSTEM,
            (handle, logged) -> {
              ran.set(true);
              return true;
            });
    impatient.alone(
        "a test",
        () ->
            assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> impatient.write(places -> ran.set(true), write))
                .withMessageContaining("one writes at a time")
                .isNotInstanceOf(OutcomeUnknownException.class));
    assertThat(ran).isFalse();
    assertThat(impatient.write(WriteQueueTest::settle, write)).isTrue();
  }

  @Test
  void an_interrupted_thread_writes_without_its_interrupt_and_has_it_again_afterwards()
      throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    Thread.currentThread().interrupt();
    boolean changed =
        queue.write(
            places -> {
              seen.set(Thread.currentThread().isInterrupted());
              settle(places);
            },
            Write.small("x", Actor.SYSTEM, (handle, logged) -> true));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(changed).isTrue();
    assertThat(seen).isFalse();
  }

  @Test
  void an_error_of_the_one_that_writes_leaves_the_others_in_no_doubt() throws Exception {
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                queue.write(
                    places -> {
                      throw new StackOverflowError();
                    },
                    Write.small("x", Actor.SYSTEM, (handle, logged) -> true)));
    assertThat(
            queue.write(
                WriteQueueTest::settle, Write.small("x", Actor.SYSTEM, (handle, logged) -> true)))
        .isTrue();
  }

  private static void settle(List<QueuedWrite> turn) {
    turn.forEach(queued -> queued.settle(WriteOutcome.of(true)));
  }

  private interface Writer {
    Callable<Swap> of(int number);
  }

  /** Starts all writers while it is somebody else's turn. */
  private List<FutureTask<Swap>> whileOthersWait(Writer writer) throws SQLException {
    return whileOthersWait(writer, () -> {});
  }

  private List<FutureTask<Swap>> whileOthersWait(Writer writer, SqlTask meanwhile)
      throws SQLException {
    List<FutureTask<Swap>> tasks = new ArrayList<>();
    queue.alone(
        "a test",
        () -> {
          for (int i = 0; i < WRITERS; i++) {
            FutureTask<Swap> task = new FutureTask<>(writer.of(i));
            tasks.add(task);
            Thread thread = new Thread(task, "writer");
            thread.start();
            awaitWaiting(thread);
          }
          meanwhile.run();
        });
    return tasks;
  }

  /** Until it waits for its turn, or for a connection on the way there. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WriteQueue queueOf(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return Objects.requireNonNull(Engine.of(connection).queue());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private DataSource onCommit(SqlTask before) {
    return Proxies.proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Connection connection = pool.getConnection();
          return Proxies.proxy(
              Connection.class,
              (inner, called, values) -> {
                if (called.getName().equals("commit")) {
                  before.run();
                }
                return Proxies.call(connection, called, values);
              });
        });
  }
}
