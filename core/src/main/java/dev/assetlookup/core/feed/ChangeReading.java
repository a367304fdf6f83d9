package dev.assetlookup.core.feed;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads changes over any {@link ChangeLog}. */
final class ChangeReading implements ReadChanges {
  private final ChangeLog log;
  private final ChangeWatch watch;

  ChangeReading(ChangeLog log, Executor looks, Duration interval) {
    this.log = log;
    this.watch = new ChangeWatch(log, looks, interval);
  }

  @Override
  public Result now(Caller caller) {
    return mayRead(caller) ? end(head(caller.organization())) : scopeMissing();
  }

  private LogPosition head(OrganizationId organization) {
    return log.heads(List.of(organization))
        .map(heads -> heads.get(0))
        // Within a transaction, whose own changes count.
        .orElseGet(() -> head(log.changes(organization, LogPosition.START, 1)))
        .last();
  }

  private static LogHead head(Changes changes) {
    if (changes instanceof Changes.Page page) {
      return page.head();
    }
    return ((Changes.NotKept) changes).head();
  }

  @Override
  public Result read(Caller caller, Query query) {
    return mayRead(caller)
        ? LogScan.read(log, caller.organization(), Asked.by(caller, query)).result()
        : scopeMissing();
  }

  @Override
  public Result await(Caller caller, Query query, Duration wait) throws InterruptedException {
    if (!mayRead(caller) || wait.isNegative() || wait.isZero()) {
      return read(caller, query);
    }
    try (ChangeWatch.Visit visit = watch.enter(caller)) {
      return visit.next(query, wait);
    }
  }

  @Override
  public Result follow(
      Caller caller, Query query, Consumer<Result.Page> consumer, BooleanSupplier ended)
      throws InterruptedException {
    if (!mayRead(caller)) {
      return scopeMissing();
    }
    Query rest = query;
    try (ChangeWatch.Visit visit = watch.enter(caller)) {
      while (!ended.getAsBoolean() && !watch.isClosed()) {
        if (!(visit.next(rest, ChangeWatch.INTERVAL) instanceof Result.Page page)) {
          return new Result.Expired();
        }
        if (!page.next().equals(rest.after())) {
          consumer.accept(page);
        }
        rest = rest.from(page.next());
      }
    }
    return end(rest.after());
  }

  @Override
  public void close() {
    watch.close();
  }

  private static Result end(LogPosition position) {
    return new Result.Page(List.of(), position, false);
  }

  private static boolean mayRead(Caller caller) {
    return caller.may(Scope.CONTENT_READ);
  }

  private static Result scopeMissing() {
    return new Result.ScopeMissing(Scope.CONTENT_READ);
  }
}
