package dev.assetlookup.bootstrap.handover;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client whose command runs. */
final class ConnectedClient implements Client {
  private static final String STOPPING = "the server that runs this command is stopping";

  private final Wire wire;
  private final Request request;
  private final Lane out;
  private final Lane err;
  private final Lane in;
  private final List<Runnable> onEnd = new ArrayList<>();
  private volatile boolean stopping;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean toEnd;
  private boolean endedByServer;

  ConnectedClient(Wire wire, Request request) {
    this.wire = wire;
    this.request = request;
    this.out = new Lane(wire);
    this.err = new Lane(wire);
    this.in = new Lane(wire);
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

  /** Ends the connection, because the client has gone or breaks the protocol. */
  void leave() {
    wire.close();
    IOException reason = new EOFException("the client has gone");
    out.close(reason);
    err.close(reason);
    in.close(reason);
    end(false);
  }

  /** Asks a long command to stop at its next step, because the server is about to end. */
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

  /** Waits until the command has ended, for at most so long. */
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
        // The client has gone, which the thread that receives notices.
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
    return new ClientInput(in, this);
  }

  @Override
  public OutputStream out() {
    return new ClientOutput(out, Frame.Type.WRITE_OUT, Frame.Type.WROTE_OUT);
  }

  @Override
  public OutputStream err() {
    return new ClientOutput(err, Frame.Type.WRITE_ERR, Frame.Type.WROTE_ERR);
  }
}
