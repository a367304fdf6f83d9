package dev.assetlookup.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Reads the bodies of requests, and bounds how many bytes of them are worked on at one time: each
 * takes several times its bytes of the heap, from before it is read until its answer is sent.
 * Requests over the bound wait a while for others, and are then told to come again. Small bodies
 * have room of their own, so that large ones do not hold them up. Thread-safe.
 */
final class Bodies {
  /** Of which many may be there at once. */
  static final int SMALL_BYTES = 64 * 1024;

  private static final int LARGEST_BYTES = ContainerEndpoints.MAX_BODY_BYTES;

  /** A body of 8 MiB takes up to 64 MiB when it is a tree, a container and an answer. */
  private static final int HEAP_SHARE = 16;

  /** What small ones may have of what all may. */
  private static final int SMALL_SHARE = 4;

  /** Shorter than clients and proxies wait for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int UNIT = 1024;

  private final Semaphore small;
  private final Semaphore large;
  private final Duration patience;

  /**
   * A bound.
   *
   * @param bytes of bodies at one time; one of the largest fits in any case, and so does a small
   *     one
   * @param patience how long a request waits for its turn
   */
  Bodies(long bytes, Duration patience) {
    this.large = new Semaphore(units(Math.max(bytes, LARGEST_BYTES)), true);
    this.small = new Semaphore(units(Math.max(bytes / SMALL_SHARE, SMALL_BYTES)), true);
    this.patience = patience;
  }

  /** As many as the largest heap has room for. */
  static Bodies inHeap() {
    return new Bodies(Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
  }

  private static int units(long bytes) {
    return Math.clamp((bytes + UNIT - 1) / UNIT, 1, Integer.MAX_VALUE);
  }

  /**
   * Reads a body when there is room for it, and has it answered.
   *
   * @param maxBytes what is longer is refused
   * @param work answers what is in it
   */
  Answer answer(ServerRequest request, int maxBytes, Function<ObjectNode, Answer> work) {
    Share share = new Share();
    Answer answer = ApiError.INTERNAL;
    try {
      answer =
          switch (RequestBody.read(request, maxBytes, share)) {
            case RequestBody.Refused refused -> refused.error();
            case RequestBody.Json json -> work.apply(json.object());
          };
    } finally {
      if (answer instanceof ApiError) {
        share.close();
      }
    }
    return answer instanceof ApiError ? answer : new Answer.Held(answer, share);
  }

  /** The room that one body has. */
  final class Share {
    private Semaphore from = small;
    private int taken;

    private Share() {}

    /** Waits until that many bytes fit, in place of those before; false if they do not. */
    boolean take(int bytes) {
      Semaphore room = bytes <= SMALL_BYTES ? small : large;
      int units = units(bytes);
      try {
        if (!room.tryAcquire(units, patience.toNanos(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      close();
      from = room;
      taken = units;
      return true;
    }

    /** Gives back what it has. */
    void close() {
      from.release(taken);
      taken = 0;
    }
  }
}
