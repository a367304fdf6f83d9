package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.io.InputStream;

/** A file or stream that the client reads. */
final class ClientInput extends InputStream {
  private final Lane in;
  private final Client client;
  private byte[] chunk = {Frame.DONE};
  private int position = 1;

  ClientInput(Lane in, Client client) {
    this.in = in;
    this.client = client;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == chunk.length) {
      if (chunk[0] == Frame.AT_END) {
        return -1;
      }
      fill();
      if (position == chunk.length) {
        return -1;
      }
    }
    int read = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, bytes, offset, read);
    position += read;
    return read;
  }

  private void fill() throws IOException {
    client.goOn();
    try {
      chunk = in.call(new Frame(Frame.Type.READ), Frame.Type.DATA).body;
      position = 1;
    } catch (IOException e) {
      client.goOn();
      throw e;
    }
  }
}
