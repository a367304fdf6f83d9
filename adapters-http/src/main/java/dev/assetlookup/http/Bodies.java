package dev.assetlookup.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads the bodies of requests, and bounds how many bytes of them are being worked on: each needs
 * several times its size of heap, from before it is read until its answer is sent. Requests over
 * the bound wait a while, and are then refused with {@code Retry-After}. Small bodies have a bound
 * of their own, so that large ones do not delay them. Thread-safe.
 */
final class Bodies {
  /** The largest body that counts as small. */
  static final int SMALL_BYTES = 64 * 1024;

  private static final int LARGEST_BYTES = ContainerEndpoints.MAX_BODY_BYTES;

  /**
   * The bound is this part of the largest heap: a body takes up to eight times its size as a tree,
   * a container and an answer.
   */
  private static final int HEAP_SHARE = 16;

  /** Small bodies have this part of the bound, in addition to it. */
  private static final int SMALL_SHARE = 4;

  /** How long a request waits: shorter than clients and proxies do. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int UNIT = 1024;

  private final Semaphore small;
  private final Semaphore large;
  private final Duration patience;

  /**
   * Creates a bound.
   *
   * @param bytes of bodies at one time; one of the largest always fits, and so does a small one
   * @param patience how long a request waits for its turn
   */
  Bodies(long bytes, Duration patience) {
    this.large = new Semaphore(units(Math.max(bytes, LARGEST_BYTES)), true);
    this.small = new Semaphore(units(Math.max(bytes / SMALL_SHARE, SMALL_BYTES)), true);
    this.patience = patience;
  }

  /** The bound that suits the largest heap. */
  static Bodies inHeap() {
    return new Bodies(Runtime.getRuntime().maxMemory() / HEAP_SHARE, PATIENCE);
  }

  static int units(long bytes) {
    return Math.clamp((bytes + UNIT - 1) / UNIT, 1, Integer.MAX_VALUE);
  }

  /**
   * Reads a body when there is room for it, and lets {@code work} answer it.
   *
   * @param maxBytes the limit; a longer body is refused
   * @param work answers the body that was read
   */
  Answer answer(ServerRequest request, int maxBytes, Function<ObjectNode, Answer> work) {
    BodyShare share = new BodyShare(small, large, patience);
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
}
