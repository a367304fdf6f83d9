package dev.assetlookup.http;

import java.time.Duration;

/**
 * Limits on what clients can occupy of a {@link StandaloneServer}, and for how long.
 *
 * @param maxConnections most connections at one time, 1 or more. When they are all taken, those
 *     that wait longest are closed to make room for new ones; requests under way are not cut off
 * @param idle how long a connection may wait for its next request, more than zero
 * @param headers how long a request may take from its first byte to the end of its headers, more
 *     than zero
 * @param stalled how long a client may send nothing of a body, or take nothing of an answer, more
 *     than zero
 * @param shutdownGrace how long requests under way may go on when the server stops, 0 or more
 */
public record ServerLimits(
    int maxConnections, Duration idle, Duration headers, Duration stalled, Duration shutdownGrace) {
  /** A generous estimate of the heap that a waiting connection needs, in bytes. */
  public static final int BYTES_PER_CONNECTION = 32 * 1024;

  /** The default: as many connections as fit in a quarter of the heap; 60, 15, 60 and 5 seconds. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          connectionsInHeap(),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ServerLimits {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is less than 1: " + maxConnections);
    }
    for (Duration time : new Duration[] {idle, headers, stalled}) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("idle, headers and stalled must be more than zero");
      }
    }
    if (shutdownGrace.isNegative()) {
      throw new IllegalArgumentException("shutdownGrace is negative: " + shutdownGrace);
    }
  }

  /**
   * The number of connections that fit in a quarter of the largest heap.
   *
   * @return the number, 16 or more
   */
  public static int connectionsInHeap() {
    long most = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_CONNECTION;
    return Math.clamp(most, 16, 100_000);
  }

  /**
   * The same limits with another number of connections.
   *
   * @param connections most connections at one time
   * @return a copy
   */
  public ServerLimits withMaxConnections(int connections) {
    return new ServerLimits(connections, idle, headers, stalled, shutdownGrace);
  }
}
