package dev.assetlookup.core.feed;

import static dev.assetlookup.core.feed.Feed.ACME;
import static dev.assetlookup.core.feed.Feed.READER;
import static dev.assetlookup.core.feed.Feed.STRANGER;
import static dev.assetlookup.core.feed.Feed.WRITER;
import static dev.assetlookup.core.feed.Feed.after;
import static dev.assetlookup.core.feed.Feed.described;
import static dev.assetlookup.core.feed.Feed.now;
import static dev.assetlookup.core.feed.Feed.ofProject;
import static dev.assetlookup.core.feed.Feed.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ForwardingChangeLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadChangesTest {
  private final Feed feed = new Feed();
  private final ReadChanges changes = feed.lookup.changes();

  @Test
  void changes_come_in_order_with_what_was_done() {
    LogPosition start = now(changes);
    feed.publish(1, "a.png");
    feed.publish(2, "b.png");
    feed.publish(1, "c.png");
    feed.delete(2);
    Result.Page page = page(changes.read(READER, after(start)));
    assertThat(described(page))
        .containsExactly("PUBLISHED 1", "PUBLISHED 2", "REPLACED 1", "DELETED 2");
    assertThat(page.hasMore()).isFalse();
    assertThat(page.next()).isEqualTo(now(changes));
  }

  @Test
  void now_is_behind_the_last_change_also_within_a_transaction() {
    feed.publish(1, "a.png");
    LogPosition now = now(changes);
    assertThat(page(changes.read(READER, after(now))).changes()).isEmpty();
    assertThat(now(ReadChanges.over(new WithinTransaction(feed.store)))).isEqualTo(now);
  }

  @Test
  void pages_join_without_gap_or_repetition() {
    LogPosition start = now(changes);
    for (int i = 0; i < 7; i++) {
      feed.publish(i, "a.png");
    }
    List<String> all = new ArrayList<>();
    List<Boolean> more = new ArrayList<>();
    Result.Page page;
    LogPosition at = start;
    do {
      page = page(changes.read(READER, new Query(at, null, 3)));
      all.addAll(described(page));
      more.add(page.hasMore());
      at = page.next();
    } while (page.hasMore());
    assertThat(all).isEqualTo(IntStream.range(0, 7).mapToObj(i -> "PUBLISHED " + i).toList());
    assertThat(more).containsExactly(true, true, false);
  }

  @Test
  void what_only_a_cache_has_to_know_is_passed_over() {
    LogPosition start = now(changes);
    feed.lookup.keys().mint(MintRequest.of(ACME, Scope.CONTENT_READ));
    Result.Page page = page(changes.read(READER, after(start)));
    assertThat(page.changes()).isEmpty();
    assertThat(page.hasMore()).isFalse();
    assertThat(page.next()).isEqualTo(now(changes)).isNotEqualTo(start);
  }

  @Test
  void another_organizations_changes_are_not_seen() {
    LogPosition start = now(changes);
    feed.publish(STRANGER, 1, null, "a.png");
    assertThat(page(changes.read(READER, after(start))).changes()).isEmpty();
    assertThat(described(changes.read(STRANGER, after(LogPosition.START))))
        .containsExactly("PUBLISHED 1");
  }

  @Test
  void a_container_that_moves_is_deleted_in_one_project_and_published_in_the_other() {
    feed.publish(WRITER, 1, "one", "a.png");
    feed.publish(WRITER, 2, "two", "a.png");
    feed.publish(WRITER, 1, "two", "a.png");
    feed.publish(WRITER, 3, null, "a.png");
    feed.publish(WRITER, 1, "two", "b.png");
    feed.delete(2);
    Result one = changes.read(READER, ofProject(LogPosition.START, "one"));
    assertThat(described(one)).containsExactly("PUBLISHED 1", "DELETED 1");
    assertThat(page(one).next()).isEqualTo(now(changes));
    assertThat(described(changes.read(READER, ofProject(LogPosition.START, "two"))))
        .containsExactly("PUBLISHED 2", "PUBLISHED 1", "REPLACED 1", "DELETED 2");
  }

  @Test
  void who_is_bound_to_projects_sees_what_happens_in_them() {
    feed.publish(WRITER, 1, "one", "a.png");
    feed.publish(WRITER, 2, "two", "a.png");
    feed.publish(WRITER, 1, "two", "a.png");
    feed.publish(WRITER, 3, null, "a.png");
    feed.publish(WRITER, 3, "two", "a.png");
    feed.publish(WRITER, 1, "three", "a.png");
    feed.publish(WRITER, 3, null, "a.png");
    Caller one = READER.within(Projects.only("one"));
    Caller both = READER.within(Projects.only("one", "two"));
    assertThat(described(changes.read(one, after(LogPosition.START))))
        .containsExactly("PUBLISHED 1", "DELETED 1");
    assertThat(described(changes.read(both, after(LogPosition.START))))
        .containsExactly(
            "PUBLISHED 1", "PUBLISHED 2", "REPLACED 1", "PUBLISHED 3", "DELETED 1", "DELETED 3");
    assertThat(described(changes.read(both, ofProject(LogPosition.START, "one"))))
        .containsExactly("PUBLISHED 1", "DELETED 1");
    assertThat(described(changes.read(one, ofProject(LogPosition.START, "two")))).isEmpty();
  }

  @Test
  void what_moves_out_names_neither_its_new_project_nor_what_is_there_now() {
    feed.publish(WRITER, 1, "one", "a.png");
    feed.publish(WRITER, 1, "two", "secret.png");
    Caller one = READER.within(Projects.only("one"));
    Change.OfContainer moved = page(changes.read(one, after(LogPosition.START))).changes().get(1);
    assertThat(moved.change().projectId()).isEqualTo("one");
    assertThat(moved.change().formerProjectId()).isEqualTo("one");
    assertThat(moved.change().added()).isEqualTo(ChangedIds.NONE);
    assertThat(moved.change().superseded()).isEqualTo(ChangedIds.ALL);
  }

  @Test
  void a_page_that_finds_nothing_ends_after_bounded_work() {
    EndlessLog endless = new EndlessLog();
    Result.Page page =
        page(ReadChanges.over(endless).read(READER, ofProject(LogPosition.START, "none")));
    assertThat(page.changes()).isEmpty();
    assertThat(page.hasMore()).isTrue();
    assertThat(page.next().sequence()).isEqualTo(LogScan.MOST);
    assertThat(endless.entries).isEqualTo(LogScan.MOST);
  }

  @Test
  void a_clock_that_is_set_back_hides_no_change() {
    Instant noon = Instant.parse("2026-04-17T12:00:00Z");
    AtomicReference<Instant> clock = new AtomicReference<>(noon);
    Feed dated = new Feed(clock::get);
    ReadChanges read = dated.lookup.changes();
    dated.publish(1, "a.png");
    LogPosition first = now(read);
    clock.set(noon.minus(Duration.ofDays(1)));
    dated.publish(1, "b.png");
    TrimChanges.over(dated.store, clock::get, Duration.ofHours(1)).trim(() -> false);
    Result back = read.read(READER, after(first));
    assertThat(described(back)).containsExactly("REPLACED 1");
    clock.set(noon);
    dated.publish(2, "c.png");
    assertThat(described(read.read(READER, after(page(back).next()))))
        .containsExactly("PUBLISHED 2");
  }

  @Test
  void what_is_not_kept_has_expired() {
    feed.publish(1, "a.png");
    LogPosition first = now(changes);
    feed.publish(1, "b.png");
    feed.publish(1, "c.png");
    LogPosition last = now(changes);
    feed.store.trim(Instant.now().plus(Duration.ofDays(1)), 10);
    LogPosition future = new LogPosition(last.sequence() + 1, last.at());
    LogPosition otherHistory = new LogPosition(last.sequence(), last.at().plusSeconds(1));
    for (LogPosition lost : List.of(LogPosition.START, first, future, otherHistory)) {
      assertThat(changes.read(READER, after(lost))).isEqualTo(new Result.Expired());
    }
    assertThat(page(changes.read(READER, after(last))).changes()).isEmpty();
  }

  @Test
  void without_the_scope_there_is_no_answer() throws InterruptedException {
    Result missing = new Result.ScopeMissing(Scope.CONTENT_READ);
    Query query = after(LogPosition.START);
    assertThat(changes.now(WRITER)).isEqualTo(missing);
    assertThat(changes.read(WRITER, query)).isEqualTo(missing);
    assertThat(changes.await(WRITER, query, Duration.ofDays(1))).isEqualTo(missing);
    assertThat(changes.follow(WRITER, query, page -> {}, () -> false)).isEqualTo(missing);
  }

  @Test
  void a_query_that_no_page_can_answer_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Query(LogPosition.START, null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ofProject(LogPosition.START, "a b"));
    assertThat(ofProject(LogPosition.START, "prj_9C855048-b470-42e7-8f1b-032324d48555"))
        .isEqualTo(ofProject(LogPosition.START, "9c855048-b470-42e7-8f1b-032324d48555"));
  }

  /** Has nothing to show, and no end. */
  private static final class EndlessLog implements ChangeLog {
    private static final long LAST = Long.MAX_VALUE;
    int entries;

    @Override
    public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      return Optional.empty();
    }

    @Override
    public Changes changes(OrganizationId organization, LogPosition after, int limit) {
      entries += limit;
      List<Change> page = new ArrayList<>();
      for (int i = 1; i <= limit; i++) {
        page.add(new Change.OfKeys(new LogPosition(after.sequence() + i, Instant.EPOCH)));
      }
      return new Changes.Page(page, new LogHead(new LogPosition(LAST, Instant.EPOCH), LAST));
    }

    @Override
    public int trim(Instant before, int limit) {
      return 0;
    }

    @Override
    public Listening listen(Consumer<OrganizationId> listener) {
      return () -> {};
    }
  }

  /** Asked where a read can see what is not committed. */
  private static final class WithinTransaction extends ForwardingChangeLog {
    WithinTransaction(ChangeLog log) {
      super(log);
    }

    @Override
    public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
      return Optional.empty();
    }
  }
}
