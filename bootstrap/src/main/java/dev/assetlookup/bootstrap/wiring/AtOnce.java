package dev.assetlookup.bootstrap.wiring;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * A virtual thread for each task, so many at once; whoever brings one more waits. Keeps no thread
 * of its own, so there is nothing to close.
 */
final class AtOnce implements Executor {
  private final Semaphore slots;

  AtOnce(int width) {
    this.slots = new Semaphore(width);
  }

  @Override
  public void execute(Runnable task) {
    slots.acquireUninterruptibly();
    Thread.ofVirtual()
        .name("at once")
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
