package dev.assetlookup.bootstrap.handover;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;

/**
 * Frames over a socket, of bounded length. Any thread may send; one receives. Closing it wakes
 * both.
 */
final class Wire implements Closeable {
  private static final int LENGTH_AND_TYPE = 5;

  private final SocketChannel channel;
  private final ReentrantLock sending = new ReentrantLock();

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** What each side sends first. Its form is the same in all versions of the program. */
  record Greeting(int protocol, boolean busy, String version) {
    static final int PROTOCOL = 1;
    private static final int MAGIC = 0x41_4C_48_4F;
    private static final int HEAD = 10;

    /** A greeting of this version. A server may be too busy for another command. */
    Greeting(boolean busy, String version) {
      this(PROTOCOL, busy, version);
    }

    boolean fits(Greeting other) {
      return protocol == other.protocol && version.equals(other.version);
    }
  }

  void greet(Greeting greeting) throws IOException {
    byte[] version = greeting.version().getBytes(StandardCharsets.UTF_8);
    int length = Math.min(version.length, 255);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(Greeting.MAGIC);
      out.writeInt(greeting.protocol());
      out.writeBoolean(greeting.busy());
      out.writeByte(length);
      out.write(version, 0, length);
    }
    write(ByteBuffer.wrap(bytes.toByteArray()));
  }

  /**
   * Reads the greeting of the other side.
   *
   * @throws IOException if it is no asset-lookup
   */
  Greeting greeting() throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(read(Greeting.HEAD)))) {
      if (in.readInt() != Greeting.MAGIC) {
        throw new IOException("not asset-lookup");
      }
      int protocol = in.readInt();
      boolean busy = in.readBoolean();
      byte[] version = read(in.readUnsignedByte());
      return new Greeting(protocol, busy, new String(version, StandardCharsets.UTF_8));
    }
  }

  /** The name of the user at the other end, as the kernel states it. */
  String peer() throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
  }

  /** Sends; waits while the other side does not read. */
  void send(Frame frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH_AND_TYPE + frame.body.length);
    bytes.putInt(frame.body.length).put(frame.type.code).put(frame.body).flip();
    write(bytes);
  }

  private void write(ByteBuffer bytes) throws IOException {
    sending.lock();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      sending.unlock();
    }
  }

  /**
   * Waits for a frame.
   *
   * @throws EOFException if the other side has gone
   * @throws IOException if it sent something else, too
   */
  Frame receive() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(read(LENGTH_AND_TYPE));
    int length = head.getInt();
    Frame.Type type = Frame.Type.of(head.get());
    if (length < 0 || length > type.longest) {
      throw new IOException(type + " of " + length + " bytes");
    }
    return new Frame(type, read(length));
  }

  /** Allocates memory as bytes arrive: the length may be a lie. */
  private byte[] read(int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, Frame.CHUNK)];
    int at = 0;
    while (at < length) {
      if (at == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(length, 2 * bytes.length));
      }
      int read = channel.read(ByteBuffer.wrap(bytes, at, bytes.length - at));
      if (read < 0) {
        throw new EOFException("the other side has gone");
      }
      at += read;
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
