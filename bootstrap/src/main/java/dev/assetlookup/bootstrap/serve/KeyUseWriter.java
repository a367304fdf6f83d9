package dev.assetlookup.bootstrap.serve;

import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.core.keys.KeyUseRecorder;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stores once a minute, in a thread of its own, which keys were used, and once more at the end. */
public final class KeyUseWriter implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KeyUseWriter.class.getName());
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final long PATIENCE_MILLIS = 2000;

  private final KeyUseRecorder recorder;
  private final Duration interval;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("key-uses").unstarted(this::run);
  private boolean failed;

  /**
   * Makes a writer that does not write yet.
   *
   * @param recorder has noted what is to be written
   */
  public KeyUseWriter(KeyUseRecorder recorder) {
    this(recorder, INTERVAL);
  }

  KeyUseWriter(KeyUseRecorder recorder, Duration interval) {
    this.recorder = recorder;
    this.interval = interval;
  }

  /** Begins to write. */
  public void start() {
    thread.start();
  }

  /** Writes what is left, and waits for that a moment. */
  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean last;
      do {
        last = ended.await(interval.toNanos(), TimeUnit.NANOSECONDS);
        write();
      } while (!last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A store that is down is down for many minutes: that is said once. */
  void write() {
    try {
      if (recorder.flush() > 0) {
        failed = false;
      }
    } catch (StoreUnavailableException e) {
      if (!failed) {
        LOG.log(
            Level.WARNING,
            "cannot store when keys were last used, and will say so once: "
                + StoreFailure.describe(e));
      }
      failed = true;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "cannot store when keys were last used", e);
    }
  }
}
