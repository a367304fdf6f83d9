package dev.assetlookup.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread that writes and some that check, until one fails or enough is done. */
final class WriterBesideReaders {
  private static final int WRITES = 100;
  // So many checks beside which a write ended show as much as any number of others.
  private static final int CROSSED = 500;

  private final Runnable write;
  private final int atLeast;
  private final int checkers;
  private final int betweenWrites;
  private final CyclicBarrier start;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger crossed = new AtomicInteger();
  private final Semaphore checked = new Semaphore(0);

  WriterBesideReaders(Runnable write, int atLeast, int checkers, int betweenWrites) {
    this.write = write;
    this.atLeast = atLeast;
    this.checkers = checkers;
    this.betweenWrites = betweenWrites;
    this.start = new CyclicBarrier(checkers + 1);
  }

  /** The writer and one thread for each check. */
  List<Callable<Boolean>> tasks(List<? extends Runnable> checks) {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    tasks.add(this::write);
    checks.forEach(check -> tasks.add(() -> check(check)));
    return tasks;
  }

  private boolean write() throws Exception {
    start.await();
    try {
      while ((written.get() < WRITES || !isChecked()) && !over.get()) {
        write.run();
        written.incrementAndGet();
        checked.drainPermits();
        if (!over.get()) {
          checked.acquire(betweenWrites);
        }
      }
    } finally {
      over.set(true);
    }
    return true;
  }

  private boolean isChecked() {
    return done.get() >= atLeast || crossed.get() >= CROSSED;
  }

  private boolean check(Runnable check) throws Exception {
    start.await();
    try {
      while (!over.get()) {
        int before = written.get();
        check.run();
        if (written.get() != before) {
          crossed.incrementAndGet();
        }
        done.incrementAndGet();
        checked.release();
      }
    } finally {
      over.set(true);
      // The writer must not wait for checks that no longer come.
      checked.release(checkers + 1);
    }
    return true;
  }
}
