package dev.assetlookup.bootstrap.handover;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Questions of one kind to a client, one after the other, each with its answer. Thread-safe. */
final class Lane {
  private final Wire wire;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicReference<@Nullable CompletableFuture<Frame>> pending =
      new AtomicReference<>();
  private volatile boolean closed;

  Lane(Wire wire) {
    this.wire = wire;
  }

  /** Asks, and waits; fails if the client says that it failed. */
  Frame call(Frame question, Frame.Type expected) throws IOException {
    asking.lock();
    try {
      CompletableFuture<Frame> answer = new CompletableFuture<>();
      pending.set(answer);
      if (closed) {
        throw new EOFException("the client has gone");
      }
      wire.send(question);
      Frame frame = answer.get();
      if (frame.type != expected || frame.body.length == 0) {
        wire.close();
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

  /** Gets the answer to the question. */
  void answered(Frame frame) throws IOException {
    CompletableFuture<Frame> answer = pending.getAndSet(null);
    if (answer == null) {
      throw new IOException("an answer to nothing");
    }
    answer.complete(frame);
  }

  /** Fails this question and all that come. */
  void close(IOException reason) {
    closed = true;
    fail(reason);
  }

  /** Fails the question that waits for its answer, if there is one. */
  void fail(IOException reason) {
    CompletableFuture<Frame> answer = pending.getAndSet(null);
    if (answer != null) {
      answer.completeExceptionally(reason);
    }
  }
}
