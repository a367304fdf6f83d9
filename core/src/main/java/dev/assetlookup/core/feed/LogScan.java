package dev.assetlookup.core.feed;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.feed.ReadChanges.Query;
import dev.assetlookup.core.feed.ReadChanges.Result;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of what partners may see of a log.
 *
 * @param result the page, or that it has expired
 * @param head how far the log had come
 */
record LogScan(Result result, LogPosition head) {
  /** Most entries that one page looks at, whatever it finds. */
  static final int MOST = 10_000;

  private static final int SMALLEST_READ = 100;
  private static final int LARGEST_READ = 1_000;

  static LogScan read(ChangeLog log, OrganizationId organization, Asked asked) {
    Query query = asked.query();
    int atOnce = Math.min(Math.max(query.limit(), SMALLEST_READ), LARGEST_READ);
    List<Change.OfContainer> found = new ArrayList<>();
    LogPosition next = query.after();
    LogPosition head = next;
    for (int seen = 0; seen < MOST && found.size() < query.limit(); ) {
      Changes changes = log.changes(organization, next, atOnce);
      if (changes instanceof Changes.NotKept lost) {
        // What was read before is whole; the next page says that it has expired.
        Result result = seen == 0 ? new Result.Expired() : new Result.Page(found, next, true);
        return new LogScan(result, lost.head().last());
      }
      Changes.Page page = (Changes.Page) changes;
      head = page.head().last();
      for (Change change : page.changes()) {
        if (found.size() == query.limit()) {
          break;
        }
        next = change.position();
        seen++;
        Change.OfContainer visible = asked.visible(change);
        if (visible != null) {
          found.add(visible);
        }
      }
      if (next.sequence() >= head.sequence() || page.changes().isEmpty()) {
        break;
      }
    }
    return new LogScan(new Result.Page(found, next, next.sequence() < head.sequence()), head);
  }
}
