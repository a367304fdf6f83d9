package dev.assetlookup.r2.bucket;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Reports how many bytes were read from a stream, and fails if it ends too early. */
final class CountedStream extends FilterInputStream {
  private final LongConsumer progress;
  private final long length;
  private long count;

  CountedStream(InputStream in, long length, LongConsumer progress) {
    super(in);
    this.length = length;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? b : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(read);
    return read;
  }

  /** Marks are not supported, because bytes that are read again would be counted twice. */
  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    if (read > 0) {
      count += read;
      progress.accept(count);
    } else if (read < 0 && count < length) {
      throw new EOFException("only " + count + " bytes of " + length);
    }
  }
}
