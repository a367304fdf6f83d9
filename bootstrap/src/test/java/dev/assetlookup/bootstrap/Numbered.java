package dev.assetlookup.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/** Something that one writer writes over and over, each time with the next number. */
final class Numbered {
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  /**
   * Does a write with the next number, which readers may see from now on, and must when it ends.
   */
  void write(Write write) throws Exception {
    long number = begun.incrementAndGet();
    write.with(number);
    written.set(number);
  }

  /** A write. */
  interface Write {
    void with(long number) throws Exception;
  }

  /** The least that a request may see that begins now. */
  long written() {
    return written.get();
  }

  /** The most that a request can have seen that has ended. */
  long begun() {
    return begun.get();
  }
}
