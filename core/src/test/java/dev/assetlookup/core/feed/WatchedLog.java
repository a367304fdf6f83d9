package dev.assetlookup.core.feed;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A log seen by this process or by another one, which counts what it is asked and can be down. */
final class WatchedLog implements ChangeLog {
  final List<List<OrganizationId>> looks = new CopyOnWriteArrayList<>();
  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger listeners = new AtomicInteger();
  final CountDownLatch read = new CountDownLatch(1);
  final CountDownLatch looked = new CountDownLatch(1);
  private final ChangeLog log;
  private final boolean elsewhere;
  volatile boolean down;

  private WatchedLog(ChangeLog log, boolean elsewhere) {
    this.log = log;
    this.elsewhere = elsewhere;
  }

  /** Where the writers are in this process. */
  static WatchedLog here(ChangeLog log) {
    return new WatchedLog(log, false);
  }

  /** Where the writers are in another process, so that nobody calls a listener. */
  static WatchedLog elsewhere(ChangeLog log) {
    return new WatchedLog(log, true);
  }

  @Override
  public Optional<List<LogHead>> heads(List<OrganizationId> organizations) {
    looks.add(organizations);
    try {
      requireUp();
      return log.heads(organizations);
    } finally {
      looked.countDown();
    }
  }

  @Override
  public Changes changes(OrganizationId organization, LogPosition after, int limit) {
    reads.incrementAndGet();
    try {
      requireUp();
      return log.changes(organization, after, limit);
    } finally {
      read.countDown();
    }
  }

  private void requireUp() {
    if (down) {
      throw new StoreUnavailableException("the log is down", null);
    }
  }

  @Override
  public int trim(Instant before, int limit) {
    return log.trim(before, limit);
  }

  @Override
  public Listening listen(Consumer<OrganizationId> listener) {
    listeners.incrementAndGet();
    Listening listening = elsewhere ? () -> {} : log.listen(listener);
    return () -> {
      listeners.decrementAndGet();
      listening.close();
    };
  }
}
