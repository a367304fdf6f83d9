package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A client whose command runs. */
final class ConnectedClient implements Client {
  private static final String STOPPING = "the server that runs this command is stopping";

  private final Wire wire;
  private final Request request;
  private final Lane out = new Lane();
  private final Lane err = new Lane();
  private final Lane in = new Lane();
  private final List<Runnable> onEnd = new ArrayList<>();
  private volatile boolean gone;
  private volatile boolean stopping;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean toEnd;
  private boolean endedByServer;

  ConnectedClient(Wire wire, Request request) {
    this.wire = wire;
    this.request = request;
  }

  @Override
  public Request request() {
    return request;
  }

  /** Takes what the client sends, until it has gone. */
  void receive() {
    try {
      while (true) {
        Frame frame = wire.receive();
        switch (frame.type) {
          case WROTE_OUT -> out.answered(frame);
          case WROTE_ERR -> err.answered(frame);
          case OPENED, DATA -> in.answered(frame);
          case INTERRUPT -> end(false);
          default -> throw new IOException("a client does not send " + frame.type);
        }
      }
    } catch (IOException e) {
      leave();
    }
  }

  /** The client has gone, or is not one: nothing more is read from it or written to it. */
  void leave() {
    gone = true;
    wire.close();
    IOException reason = new EOFException("the client has gone");
    out.fail(reason);
    err.fail(reason);
    in.fail(reason);
    end(false);
  }

  /** The server is about to end: long commands stop at the next occasion. */
  void stop() {
    stopping = true;
    in.fail(new IOException(STOPPING));
    end(true);
  }

  private void end(boolean byServer) {
    List<Runnable> asked;
    synchronized (onEnd) {
      toEnd = true;
      endedByServer |= byServer && !onEnd.isEmpty();
      asked = List.copyOf(onEnd);
    }
    asked.forEach(Runnable::run);
  }

  /** The command has ended and is done with the client. */
  void ended() {
    leave();
    ended.countDown();
  }

  /** Waits for that, so long at most. */
  void awaitEnd(long nanos) {
    try {
      ended.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the client exits with: a command that the server ended early is to be run again. */
  void exit(int code, int unavailable) {
    int sent = code;
    try {
      boolean cut;
      synchronized (onEnd) {
        cut = endedByServer && code != 0;
      }
      if (cut && code != unavailable) {
        sent = unavailable;
        err()
            .write(
                ("asset-lookup: " + STOPPING + System.lineSeparator())
                    .getBytes(request.errCharset()));
      }
      wire.send(new Frame(Frame.Type.EXIT, (byte) sent));
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @Override
  public void onEnd(Runnable asked) {
    boolean first;
    boolean now;
    synchronized (onEnd) {
      first = onEnd.isEmpty();
      onEnd.add(asked);
      now = toEnd;
      endedByServer |= stopping;
    }
    if (first) {
      try {
        wire.send(new Frame(Frame.Type.HEED_INTERRUPT));
      } catch (IOException e) {
        // Then it is sent below, or by whoever notices that the client has gone.
      }
    }
    if (now) {
      asked.run();
    }
  }

  @Override
  public void goOn() {
    if (stopping) {
      throw new StoreUnavailableException(
          STOPPING, new InterruptedIOException("run the command again"));
    }
  }

  @Override
  public void badUsage(String command, String message) {
    try {
      wire.send(Frame.of(Frame.Type.USAGE, command + "\n" + message));
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @Override
  public InputStream open(String file) throws IOException {
    goOn();
    in.call(Frame.of(Frame.Type.OPEN, file), Frame.Type.OPENED);
    return new Input();
  }

  @Override
  public OutputStream out() {
    return new Output(out, Frame.Type.WRITE_OUT, Frame.Type.WROTE_OUT);
  }

  @Override
  public OutputStream err() {
    return new Output(err, Frame.Type.WRITE_ERR, Frame.Type.WROTE_ERR);
  }

  /** Questions of one kind, one after the other, each with its answer. */
  private final class Lane {
    private final ReentrantLock asking = new ReentrantLock();
    private final AtomicReference<@Nullable CompletableFuture<Frame>> pending =
        new AtomicReference<>();

    /** Asks, and waits; fails if the client says that it failed. */
    Frame call(Frame question, Frame.Type expected) throws IOException {
      asking.lock();
      try {
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        pending.set(answer);
        if (gone) {
          throw new EOFException("the client has gone");
        }
        wire.send(question);
        Frame frame = answer.get();
        if (frame.type != expected || frame.body.length == 0) {
          leave();
          throw new IOException("the client answered something else");
        }
        if (frame.body[0] == Frame.FAILED) {
          throw new IOException(
              new String(frame.body, 1, frame.body.length - 1, StandardCharsets.UTF_8));
        }
        return frame;
      } catch (ExecutionException e) {
        throw new IOException(e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } finally {
        asking.unlock();
      }
    }

    void answered(Frame frame) throws IOException {
      CompletableFuture<Frame> answer = pending.getAndSet(null);
      if (answer == null) {
        throw new IOException("an answer to nothing");
      }
      answer.complete(frame);
    }

    void fail(IOException reason) {
      CompletableFuture<Frame> answer = pending.getAndSet(null);
      if (answer != null) {
        answer.completeExceptionally(reason);
      }
    }
  }

  private static final class Output extends OutputStream {
    private final Lane lane;
    private final Frame.Type write;
    private final Frame.Type wrote;

    Output(Lane lane, Frame.Type write, Frame.Type wrote) {
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

  private final class Input extends InputStream {
    private byte[] chunk = {Frame.DONE};
    private int position = 1;

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
      goOn();
      try {
        chunk = in.call(new Frame(Frame.Type.READ), Frame.Type.DATA).body;
        position = 1;
      } catch (IOException e) {
        goOn();
        throw e;
      }
    }
  }
}
