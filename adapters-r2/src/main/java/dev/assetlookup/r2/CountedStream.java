package dev.assetlookup.r2;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes were read from a stream. */
final class CountedStream extends FilterInputStream {
  private final LongConsumer progress;
  private long count;

  CountedStream(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  /** What was read before a mark cannot be read again. */
  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) {
    if (read > 0) {
      count += read;
      progress.accept(count);
    }
  }
}
