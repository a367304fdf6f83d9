package dev.assetlookup.bootstrap.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** One line on a terminal that is written over and over; nothing elsewhere. Thread-safe. */
final class Progress {
  private static final long EVERY_NANOS = 250_000_000;
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private long last = System.nanoTime();
  private boolean shown;

  Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  boolean isTerminal() {
    return terminal;
  }

  /** Shows a text, not more often than one can read it. */
  synchronized void show(Supplier<String> text) {
    if (terminal && System.nanoTime() - last >= EVERY_NANOS) {
      last = System.nanoTime();
      shown = true;
      err.print(CLEAR + text.get());
      err.flush();
    }
  }

  /** Says something that stays. */
  synchronized void say(String line) {
    clear();
    err.println(line);
  }

  synchronized void clear() {
    if (shown) {
      err.print(CLEAR);
      shown = false;
    }
  }
}
