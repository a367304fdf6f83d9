package dev.assetlookup.core.feed;

import static dev.assetlookup.core.feed.Feed.ACME;
import static dev.assetlookup.core.feed.Feed.READER;
import static dev.assetlookup.core.feed.Feed.STRANGER;
import static dev.assetlookup.core.feed.Feed.after;
import static dev.assetlookup.core.feed.Feed.described;
import static dev.assetlookup.core.feed.Feed.now;
import static dev.assetlookup.core.feed.Feed.ofProject;
import static dev.assetlookup.core.feed.Feed.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who wait miss nothing, ask the store for all of them at once, and can always leave. */
class WaitingTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final Feed feed = new Feed();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Looks more often than once a second, so that no test has to wait for that. */
  private static ReadChanges port(WatchedLog log) {
    return new ChangeReading(log, Runnable::run, Duration.ofMillis(20));
  }

  private CompletableFuture<Result> waiting(ReadChanges changes, Caller caller, Query query) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return changes.await(caller, query, LONG);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  @Test
  void what_is_there_already_is_returned_without_a_wait() throws InterruptedException {
    LogPosition start = now(feed.lookup.changes());
    feed.publish(1, "a.png");
    assertThat(described(feed.lookup.changes().await(READER, after(start), LONG)))
        .containsExactly("PUBLISHED 1");
  }

  @Test
  void those_who_wait_in_different_projects_are_given_their_own() {
    ReadChanges changes = port(WatchedLog.here(feed.store));
    Caller one = READER.within(Projects.only("one"));
    Caller two = READER.within(Projects.only("two"));
    Query same = after(LogPosition.START);
    CompletableFuture<Result> inOne = waiting(changes, one, same);
    CompletableFuture<Result> inTwo = waiting(changes, two, same);
    feed.publish(Feed.WRITER, 1, "one", "a.png");
    assertThat(described(inOne.join())).containsExactly("PUBLISHED 1");
    assertThat(inTwo).isNotDone();
    feed.publish(Feed.WRITER, 2, "two", "a.png");
    assertThat(described(inTwo.join())).containsExactly("PUBLISHED 2");
  }

  @Test
  void a_commit_of_this_process_ends_the_wait() throws InterruptedException {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> waiting = waiting(changes, READER, after(LogPosition.START));
    log.read.await();
    feed.publish(1, "a.png");
    assertThat(described(waiting.join())).containsExactly("PUBLISHED 1");
  }

  @Test
  void a_commit_of_another_process_ends_the_wait_by_a_look() throws InterruptedException {
    WatchedLog log = WatchedLog.elsewhere(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> waiting = waiting(changes, READER, after(LogPosition.START));
    log.read.await();
    feed.publish(1, "a.png");
    assertThat(described(waiting.join())).containsExactly("PUBLISHED 1");
    assertThat(log.looks).isNotEmpty();
  }

  @Test
  void one_look_is_for_every_organization_that_somebody_waits_for() throws InterruptedException {
    WatchedLog log = WatchedLog.elsewhere(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> first = waiting(changes, READER, after(LogPosition.START));
    CompletableFuture<Result> second = waiting(changes, READER, after(LogPosition.START));
    CompletableFuture<Result> stranger = waiting(changes, STRANGER, after(LogPosition.START));
    log.looked.await();
    feed.publish(1, "a.png");
    feed.publish(STRANGER, 2, null, "a.png");
    assertThat(described(first.join())).containsExactly("PUBLISHED 1");
    assertThat(described(second.join())).containsExactly("PUBLISHED 1");
    assertThat(described(stranger.join())).containsExactly("PUBLISHED 2");
    assertThat(log.looks.get(0)).containsExactlyInAnyOrder(ACME, STRANGER.organization());
  }

  @Test
  void nobody_is_called_while_nobody_waits() throws InterruptedException {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> waiting = waiting(changes, READER, after(LogPosition.START));
    log.read.await();
    assertThat(log.listeners).hasValue(1);
    feed.publish(1, "a.png");
    waiting.join();
    assertThat(log.listeners).hasValue(0);
  }

  @Test
  void whoever_leads_hands_over_to_the_others() throws InterruptedException {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> leader = waiting(changes, READER, after(LogPosition.START));
    log.looked.await();
    CompletableFuture<Result> other = waiting(changes, STRANGER, after(LogPosition.START));
    feed.publish(1, "a.png");
    leader.join();
    feed.publish(STRANGER, 2, null, "a.png");
    assertThat(described(other.join())).containsExactly("PUBLISHED 2");
  }

  @Test
  void changes_that_are_not_asked_for_do_not_end_the_wait_but_are_not_read_again()
      throws InterruptedException {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> waiting =
        waiting(changes, READER, ofProject(LogPosition.START, "one"));
    log.read.await();
    feed.publish(Feed.WRITER, 1, "two", "a.png");
    feed.publish(Feed.WRITER, 2, "one", "a.png");
    assertThat(described(waiting.join())).containsExactly("PUBLISHED 2");
    Result passed = changes.await(READER, ofProject(LogPosition.START, "no"), Duration.ofNanos(1));
    assertThat(passed).isEqualTo(new Result.Page(List.of(), now(changes), false));
  }

  @Test
  void when_the_time_is_over_the_page_is_empty_and_leads_on() throws InterruptedException {
    ReadChanges changes = feed.lookup.changes();
    LogPosition now = now(changes);
    for (Duration wait : List.of(Duration.ofNanos(1), Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThat(changes.await(READER, after(now), wait))
          .isEqualTo(new Result.Page(List.of(), now, false));
    }
  }

  @Test
  void a_position_that_is_not_kept_is_not_waited_at() throws InterruptedException {
    LogPosition future = new LogPosition(7, Instant.EPOCH);
    assertThat(feed.lookup.changes().await(READER, after(future), LONG))
        .isEqualTo(new Result.Expired());
  }

  @Test
  void closing_answers_all_who_wait_and_those_who_come_later() throws InterruptedException {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    List<CompletableFuture<Result>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(waiting(changes, READER, after(LogPosition.START)));
      all.add(waiting(changes, STRANGER, after(LogPosition.START)));
    }
    log.looked.await();
    changes.close();
    all.add(waiting(changes, READER, after(LogPosition.START)));
    for (CompletableFuture<Result> each : all) {
      assertThat(each.join()).isEqualTo(new Result.Page(List.of(), LogPosition.START, false));
    }
    // What is there is still read.
    feed.publish(1, "a.png");
    assertThat(described(changes.await(READER, after(LogPosition.START), LONG)))
        .containsExactly("PUBLISHED 1");
  }

  @Test
  void an_interrupt_ends_a_wait_and_no_other() throws Exception {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    Future<Result> interrupted =
        threads.submit(() -> changes.await(READER, after(LogPosition.START), LONG));
    log.looked.await();
    CompletableFuture<Result> other = waiting(changes, READER, after(LogPosition.START));
    interrupted.cancel(true);
    feed.publish(1, "a.png");
    assertThat(described(other.join())).containsExactly("PUBLISHED 1");
  }

  @Test
  void a_store_that_is_away_when_the_request_comes_is_an_outage() {
    WatchedLog log = WatchedLog.here(feed.store);
    ReadChanges changes = port(log);
    log.down = true;
    assertThatThrownBy(() -> changes.await(READER, after(LogPosition.START), LONG))
        .isInstanceOf(StoreUnavailableException.class);
    log.down = false;
    assertThat(now(changes)).isEqualTo(LogPosition.START);
  }

  @Test
  void a_wait_outlasts_a_store_that_is_away_for_a_while() throws InterruptedException {
    WatchedLog log = WatchedLog.elsewhere(feed.store);
    ReadChanges changes = port(log);
    CompletableFuture<Result> waiting = waiting(changes, READER, after(LogPosition.START));
    log.read.await();
    log.down = true;
    log.looked.await();
    feed.publish(1, "a.png");
    log.down = false;
    assertThat(described(waiting.join())).containsExactly("PUBLISHED 1");
  }

  @Test
  void a_wait_that_ends_while_the_store_is_away_says_so() throws Exception {
    WatchedLog log = WatchedLog.elsewhere(feed.store);
    ReadChanges changes = port(log);
    Future<Result> waiting =
        threads.submit(
            () -> changes.await(READER, after(LogPosition.START), Duration.ofMillis(300)));
    log.read.await();
    log.down = true;
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_follower_is_given_every_change_once_until_it_ends() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    List<LogPosition> reached = new ArrayList<>();
    ReadChanges changes = feed.lookup.changes();
    feed.publish(0, "a.png");
    Result end =
        changes.follow(
            READER,
            new Query(LogPosition.START, null, 2),
            page -> {
              seen.addAll(described(page));
              reached.add(page.next());
              feed.publish(seen.size(), "a.png");
            },
            () -> seen.size() >= 3);
    assertThat(seen).containsExactly("PUBLISHED 0", "PUBLISHED 1", "PUBLISHED 2");
    assertThat(page(end).next()).isEqualTo(reached.get(2));
  }

  @Test
  void a_follower_ends_when_the_port_is_closed_or_its_place_is_lost() throws InterruptedException {
    ReadChanges changes = feed.lookup.changes();
    LogPosition lost = new LogPosition(7, Instant.EPOCH);
    assertThat(changes.follow(READER, after(lost), page -> {}, () -> false))
        .isEqualTo(new Result.Expired());
    feed.publish(1, "a.png");
    Result end =
        changes.follow(READER, after(LogPosition.START), page -> changes.close(), () -> false);
    assertThat(page(end).next()).isEqualTo(now(changes));
  }
}
