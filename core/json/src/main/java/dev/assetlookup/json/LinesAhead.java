package dev.assetlookup.json;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines ahead in a thread of its own: whoever waits for one, from a terminal perhaps, can be
 * made to end, which a blocked read cannot. One thread may take the lines, any may end it.
 */
final class LinesAhead {
  // A few short lines, or one of any length: enough to be one ahead.
  private static final int MAX_BYTES = 16 * 1024;

  private final BoundedLines lines;
  private final Deque<BoundedLines.Line> read = new ArrayDeque<>();
  private int bytes;
  private boolean atEnd;
  private boolean ended;
  private boolean woken;
  private @Nullable Throwable failure;

  private LinesAhead(BoundedLines lines) {
    this.lines = lines;
  }

  /** Begins to read. */
  static LinesAhead of(BoundedLines lines) {
    LinesAhead ahead = new LinesAhead(lines);
    // A virtual thread would keep a processor from the others while it waits for a terminal.
    Thread reader = new Thread(ahead::read, "import lines");
    reader.setDaemon(true);
    reader.start();
    return ahead;
  }

  private void read() {
    try {
      BoundedLines.Line line = lines.next();
      while (line != null && put(line)) {
        line = lines.next();
      }
      close(null);
    } catch (Throwable e) {
      // Whatever it is, an Error too, the thread that waits for lines has to hear of it.
      close(e);
    }
  }

  private static int size(BoundedLines.Line line) {
    return line.bytes == null ? 0 : line.bytes.length;
  }

  /** False if nobody wants more. */
  private synchronized boolean put(BoundedLines.Line line) throws InterruptedException {
    while (!ended && !read.isEmpty() && bytes + size(line) > MAX_BYTES) {
      wait();
    }
    read.add(line);
    bytes += size(line);
    notifyAll();
    return !ended;
  }

  private synchronized void close(@Nullable Throwable why) {
    failure = why;
    atEnd = true;
    notifyAll();
  }

  /**
   * Waits for the next line, or for a {@link #wake}.
   *
   * @return the line, null if there is none now; {@link #isOver} says whether more may come
   * @throws IOException if reading failed; any other failure of it is thrown as well
   */
  synchronized BoundedLines.@Nullable Line next() throws IOException {
    try {
      while (!ended && !woken && read.isEmpty() && !atEnd) {
        wait();
      }
      woken = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
    BoundedLines.Line line = ended ? null : read.poll();
    if (line != null) {
      bytes -= size(line);
      notifyAll();
      return line;
    }
    if (!ended && atEnd && failure != null) {
      throw rethrown(failure);
    }
    return null;
  }

  private static IOException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof IOException known ? known : new IOException(failure);
  }

  /** Asks for no more lines. */
  synchronized void end() {
    ended = true;
    read.clear();
    notifyAll();
  }

  /** Has whoever waits for a line look around. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Whether no line is left, and reading has not failed. */
  synchronized boolean isOver() {
    return ended || (atEnd && read.isEmpty() && failure == null);
  }
}
