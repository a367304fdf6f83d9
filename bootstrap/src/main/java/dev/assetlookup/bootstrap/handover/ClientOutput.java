package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A stream that the client writes. */
final class ClientOutput extends OutputStream {
  private final Lane lane;
  private final Frame.Type write;
  private final Frame.Type wrote;

  ClientOutput(Lane lane, Frame.Type write, Frame.Type wrote) {
    this.lane = lane;
    this.write = write;
    this.wrote = wrote;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at += Frame.CHUNK) {
      int end = Math.min(offset + length, at + Frame.CHUNK);
      lane.call(new Frame(write, Arrays.copyOfRange(bytes, at, end)), wrote);
    }
  }
}
