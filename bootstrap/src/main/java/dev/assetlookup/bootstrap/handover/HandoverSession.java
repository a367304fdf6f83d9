package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;

/** One command that a server runs for this process, from its request to its end. */
final class HandoverSession {
  private final Wire wire;
  private final CommandOrigin process;
  private final SynchronousQueue<Frame> toRead = new SynchronousQueue<>();

  HandoverSession(Wire wire, CommandOrigin process) {
    this.wire = wire;
    this.process = process;
  }

  HandoverResult run(Request request) {
    try {
      wire.send(new Frame(Frame.Type.REQUEST, request.toBytes()));
      // Standard input may keep its reader waiting for ever, while output goes on.
      Thread.ofPlatform().daemon().name("input").start(this::read);
      while (true) {
        Frame frame = wire.receive();
        switch (frame.type) {
          case WRITE_OUT -> wire.send(written(process.out(), frame.body, Frame.Type.WROTE_OUT));
          case WRITE_ERR -> wire.send(written(process.err(), frame.body, Frame.Type.WROTE_ERR));
          case OPEN, READ -> toRead.put(frame);
          case HEED_INTERRUPT -> process.onInterrupt(this::interrupt);
          case USAGE -> {
            String[] parts = frame.text().split("\n", 2);
            return new HandoverResult.BadUsage(parts[0], parts.length > 1 ? parts[1] : "");
          }
          case EXIT -> {
            return new HandoverResult.Exited(frame.body.length == 1 ? frame.body[0] : 1);
          }
          default -> throw new IOException("a server does not send " + frame.type);
        }
      }
    } catch (IOException e) {
      return new HandoverResult.Lost();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HandoverResult.Lost();
    }
  }

  private static Frame written(OutputStream stream, byte[] bytes, Frame.Type answer) {
    try {
      stream.write(bytes);
      stream.flush();
      return new Frame(answer, Frame.DONE);
    } catch (IOException e) {
      return Frame.failed(answer, String.valueOf(e.getMessage()));
    }
  }

  private void interrupt() {
    try {
      wire.send(new Frame(Frame.Type.INTERRUPT));
    } catch (IOException e) {
      // The server has gone, which the other thread notices.
    }
  }

  private void read() {
    InputStream open = InputStream.nullInputStream();
    try {
      while (true) {
        Frame frame = toRead.take();
        if (frame.type == Frame.Type.OPEN) {
          Frame answer;
          try {
            open = process.open(frame.text());
            answer = new Frame(Frame.Type.OPENED, Frame.DONE);
          } catch (IOException e) {
            answer = Frame.failed(Frame.Type.OPENED, String.valueOf(e.getMessage()));
          }
          wire.send(answer);
        } else {
          wire.send(chunk(open));
        }
      }
    } catch (IOException e) {
      // The server has gone, which the other thread notices.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Frame chunk(InputStream open) {
    byte[] body = new byte[1 + Frame.CHUNK];
    try {
      int read = open.read(body, 1, Frame.CHUNK);
      body[0] = read < 0 ? Frame.AT_END : Frame.DONE;
      return new Frame(Frame.Type.DATA, Arrays.copyOf(body, 1 + Math.max(0, read)));
    } catch (IOException e) {
      return Frame.failed(Frame.Type.DATA, String.valueOf(e.getMessage()));
    }
  }
}
