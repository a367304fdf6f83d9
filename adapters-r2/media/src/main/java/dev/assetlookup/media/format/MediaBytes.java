package dev.assetlookup.media.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file, read where they are asked for, a page at a time. All numbers are unsigned
 * unless they are said to be signed. Not thread-safe.
 *
 * <p>Asking for what is behind the end of the file is a {@link MalformedException}, and so is
 * asking for more than any header needs: that bounds every walk through a hostile file.
 */
final class MediaBytes implements Closeable {
  static final int PAGE = 4096;
  // The fragments of a recording of a day are found with less.
  static final int MAX_PAGES = 1 << 18;
  private static final int BYTE = 0xFF;

  private final SeekableByteChannel channel;
  private final long size;
  private final byte[] page = new byte[PAGE];
  private long pageStart;
  private int pageLength;
  private int pagesLeft = MAX_PAGES;

  private MediaBytes(SeekableByteChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static MediaBytes open(Path path) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      return new MediaBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  int u8(long at) throws IOException {
    if (at < pageStart || at >= pageStart + pageLength) {
      load(at);
    }
    return page[(int) (at - pageStart)] & BYTE;
  }

  private void load(long at) throws IOException {
    if (at < 0 || at >= size) {
      throw new MalformedException("ends before byte " + at);
    }
    if (pagesLeft-- == 0) {
      throw new MalformedException("has too large a header");
    }
    pageLength = 0;
    pageStart = at - at % PAGE;
    channel.position(pageStart);
    ByteBuffer buffer = ByteBuffer.wrap(page);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      pageLength = buffer.position();
    }
    if (at >= pageStart + pageLength) {
      throw new MalformedException("became shorter while it was read");
    }
  }

  int u16(long at) throws IOException {
    return u8(at) << 8 | u8(at + 1);
  }

  int u24(long at) throws IOException {
    return u16(at) << 8 | u8(at + 2);
  }

  long u32(long at) throws IOException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  /** Signed. */
  int i32(long at) throws IOException {
    return (int) u32(at);
  }

  /** Signed. */
  long i64(long at) throws IOException {
    return u32(at) << 32 | u32(at + 4);
  }

  int u16le(long at) throws IOException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24le(long at) throws IOException {
    return u16le(at) | u8(at + 2) << 16;
  }

  long u32le(long at) throws IOException {
    return u16le(at) | (long) u16le(at + 2) << 16;
  }

  /** Signed. */
  long i64le(long at) throws IOException {
    return u32le(at) | u32le(at + 4) << 32;
  }

  /** Some characters, one a byte. */
  String text(long at, int length) throws IOException {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) u8(at + i);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Whether this text is there, one byte a character. */
  boolean has(long at, String text) throws IOException {
    return at >= 0 && at <= size - text.length() && text(at, text.length()).equals(text);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
