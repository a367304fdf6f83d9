package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogPages.page;
import static dev.assetlookup.testkit.LogTrims.assertNotKept;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.MICROSECOND;
import static dev.assetlookup.testkit.Samples.OTHER;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.store.ChangeLog.Changes;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading on from a place, page by page. */
abstract class LogPlaceRules extends LogRules {
  LogPlaceRules(ChangeLogContract test) {
    super(test);
  }

  /** L30: pages of any size give every entry once and in order. */
  @Test
  protected void l30_pages_of_any_size_give_every_entry_once() {
    Ports store = empty();
    write(store, ACME, 4);
    KeyRules.add(store.keys(), KeySamples.key(0));
    write(store, ACME, 2);
    List<Change> entries = entries(store, ACME);
    Same.assertSame("entries", entries.size(), 7);
    for (int limit : List.of(1, 2, 3, 7, 8, Integer.MAX_VALUE)) {
      Same.assertSame(
          "entries in pages of " + limit, entries(store, ACME, LogPosition.START, limit), entries);
    }
  }

  /** L31: the position of each entry is the place behind it. */
  @Test
  protected void l31_each_entry_is_a_place_to_read_on_from() {
    Ports store = empty();
    write(store, ACME, 4);
    write(store, OTHER, 6);
    List<Change> entries = entries(store, ACME);
    for (int i = 0; i < entries.size(); i++) {
      Same.assertSame(
          "entries after number " + (i + 1),
          entries(store, ACME, entries.get(i).position(), MANY),
          entries.subList(i + 1, entries.size()));
    }
  }

  /** L32: at the end there is an empty page, with the head that is asked for elsewhere. */
  @Test
  protected void l32_at_the_end_there_is_an_empty_page() {
    Ports store = empty();
    Same.assertSame(
        "changes where nobody wrote",
        store.log().changes(ACME, LogPosition.START, MANY),
        new Changes.Page(List.of(), LogHead.EMPTY));
    write(store, ACME, 2);
    KeyRules.add(store.keys(), KeySamples.key(0));
    write(store, ACME);
    LogHead head = head(store, ACME);
    Same.assertSame("head of a page", page(store, ACME, LogPosition.START, MANY).head(), head);
    Same.assertSame(
        "changes at the end",
        store.log().changes(ACME, head.last(), MANY),
        new Changes.Page(List.of(), head));
  }

  /** L33: a place that the log has not come to is not kept. */
  @Test
  protected void l33_a_place_of_the_future_is_not_kept() {
    Ports store = empty();
    LogPosition far = new LogPosition(Long.MAX_VALUE, Samples.FOREVER);
    assertNotKept(store, ACME, new LogPosition(1, Samples.LATER), LogHead.EMPTY);
    assertNotKept(store, ACME, far, LogHead.EMPTY);
    write(store, ACME, 2);
    write(store, OTHER, 3);
    LogHead head = head(store, ACME);
    assertNotKept(store, ACME, new LogPosition(3, head.last().at()), head);
    assertNotKept(store, ACME, new LogPosition(3, head(store, OTHER).last().at()), head);
    assertNotKept(store, ACME, far, head);
  }

  /** L34: a number with another time is of another history, and not kept. */
  @Test
  protected void l34_a_place_of_another_history_is_not_kept() {
    Ports store = empty();
    write(store, ACME, 3);
    LogHead head = head(store, ACME);
    for (Change entry : entries(store, ACME)) {
      LogPosition at = entry.position();
      assertNotKept(store, ACME, new LogPosition(at.sequence(), at.at().plus(MICROSECOND)), head);
      assertNotKept(store, ACME, new LogPosition(at.sequence(), at.at().minus(MICROSECOND)), head);
    }
    assertNotKept(store, ACME, new LogPosition(0, head.last().at()), head);
  }

  /** L35: a log is complete, however many entries it has. */
  @Test
  protected void l35_a_log_of_very_many_entries_is_complete() {
    Ports store = empty();
    int count = 130;
    for (int i = 0; i < count; i++) {
      KeyRules.add(store.keys(), KeySamples.key(i));
    }
    List<Change> entries = entries(store, ACME);
    Same.assertSame("entries", entries.size(), count);
    for (int limit : List.of(100, Integer.MAX_VALUE)) {
      Same.assertSame(
          "entries in pages of " + limit, entries(store, ACME, LogPosition.START, limit), entries);
    }
  }
}
