package dev.assetlookup.http;

import java.util.Arrays;

/** What has arrived from a client and is not used yet. For the thread of the socket. */
final class ArrivedBytes {
  private static final int IDLE_SIZE = 1024;

  private final ClientSocket socket;
  private byte[] buffer = new byte[IDLE_SIZE];
  private int start;
  private int end;

  ArrivedBytes(ClientSocket socket) {
    this.socket = socket;
  }

  int size() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** The byte that stands there, from 0. */
  byte at(int index) {
    return buffer[start + index];
  }

  void drop(int length) {
    start += length;
  }

  byte[] take(int length) {
    byte[] taken = Arrays.copyOfRange(buffer, start, start + length);
    start += length;
    return taken;
  }

  /** All of it, which stays. */
  byte[] copy() {
    return Arrays.copyOfRange(buffer, start, end);
  }

  /** Waits for more; false at the end of the stream. */
  boolean fill() {
    if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, size());
        end -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int length = socket.read(buffer, end);
    if (length < 0) {
      return false;
    }
    end += length;
    return true;
  }

  /** Empties it, and gives back the room of a large request: there are many idle connections. */
  void shrink() {
    start = 0;
    end = 0;
    if (buffer.length > IDLE_SIZE) {
      buffer = new byte[IDLE_SIZE];
    }
  }
}
