package dev.assetlookup.bootstrap.wiring;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Runs each task in a virtual thread of its own, up to a number at once; whoever brings one more
 * waits. Keeps no thread, so there is nothing to close.
 */
final class SweepThreads implements Executor {
  private final Semaphore slots;

  SweepThreads(int width) {
    this.slots = new Semaphore(width);
  }

  @Override
  public void execute(Runnable task) {
    slots.acquireUninterruptibly();
    Thread.ofVirtual()
        .name("sweep")
        .start(
            () -> {
              try {
                task.run();
              } finally {
                slots.release();
              }
            });
  }
}
