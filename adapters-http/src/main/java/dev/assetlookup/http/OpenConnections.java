package dev.assetlookup.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that are open, of which those are closed that take too long, wait while there is
 * no room for others, or are left when the server stops. Their threads notice. Thread-safe, but for
 * {@link #closeLongestWaiting}.
 */
final class OpenConnections {
  // A client that has read nothing of its answer for so long may be closed to make room.
  private static final Duration STUCK = Duration.ofSeconds(1);
  // A client that has just connected has so long to send its request before it may be closed.
  private static final Duration FIRST_REQUEST = Duration.ofMillis(200);
  private static final int MOST_CLOSED_AT_ONCE = 16;

  private final ServerLimits limits;
  private final Set<ClientSocket> sockets = ConcurrentHashMap.newKeySet();
  private long closedAt = System.nanoTime();

  OpenConnections(ServerLimits limits) {
    this.limits = limits;
  }

  void add(ClientSocket socket) {
    sockets.add(socket);
  }

  /** Forgets a connection that has ended. */
  void remove(ClientSocket socket) {
    sockets.remove(socket);
    synchronized (this) {
      notifyAll();
    }
  }

  boolean isFull() {
    return sockets.size() >= limits.maxConnections();
  }

  /** Whether an eighth of the room is free. */
  boolean isRoomy() {
    return sockets.size() < limits.maxConnections() - limits.maxConnections() / 8;
  }

  void closeOverdue() {
    long now = System.nanoTime();
    for (ClientSocket socket : sockets) {
      if (socket.isOverdue(now)) {
        socket.close();
      }
    }
  }

  /** A snapshot of what a connection waits for and for how long, both of which go on changing. */
  private record Candidate(ClientSocket socket, int rank, Duration age) {}

  /** Closes some to make room, unless that is under way already; returns how many. */
  int closeLongestWaiting(long now) {
    boolean underWay = sockets.stream().anyMatch(socket -> !socket.isOpen());
    if (underWay && now - closedAt < STUCK.toNanos()) {
      return 0;
    }
    closedAt = now;
    List<Candidate> waiting =
        sockets.stream()
            .filter(ClientSocket::isOpen)
            .map(each -> new Candidate(each, rank(each, now), each.age(now)))
            .filter(candidate -> candidate.rank() > 0)
            .sorted(
                Comparator.comparingInt(Candidate::rank)
                    .thenComparing(Candidate::age, Comparator.reverseOrder()))
            .limit(Math.clamp(limits.maxConnections() / 8, 1, MOST_CLOSED_AT_ONCE))
            .toList();
    waiting.forEach(candidate -> candidate.socket().close());
    return waiting.size();
  }

  /** Ranks a connection: the lowest is closed first, 0 never. */
  private static int rank(ClientSocket socket, long now) {
    return switch (socket.phase()) {
      case WAITING -> isAsking(socket, now) || socket.hasInput() ? 0 : 1;
      case HEAD -> isFresh(socket, now) ? 0 : 1;
      case DISCARDING -> 1;
      case WRITING -> socket.age(now).compareTo(STUCK) > 0 ? 2 : 0;
      case BODY, WORKING -> 0;
    };
  }

  /** Whether the first request may still be on its way. */
  private static boolean isAsking(ClientSocket socket, long now) {
    return !socket.hasServed() && isFresh(socket, now);
  }

  private static boolean isFresh(ClientSocket socket, long now) {
    return socket.age(now).compareTo(FIRST_REQUEST) <= 0;
  }

  /**
   * Waits until the requests that have arrived are finished, and closes the rest after the grace.
   */
  void finish() {
    long begun = System.nanoTime();
    try {
      Duration passed = Duration.ZERO;
      while (!sockets.isEmpty() && passed.compareTo(limits.shutdownGrace()) < 0) {
        endWaits(passed);
        synchronized (this) {
          if (!sockets.isEmpty()) {
            wait(20);
          }
        }
        passed = Duration.ofNanos(System.nanoTime() - begun);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(ClientSocket::close);
  }

  private void endWaits(Duration passed) {
    boolean isLate = passed.compareTo(FIRST_REQUEST) > 0;
    long now = System.nanoTime();
    for (ClientSocket socket : sockets) {
      switch (socket.phase()) {
        case WAITING -> {
          if (isLate || socket.hasServed()) {
            socket.endWait();
          }
        }
        case DISCARDING -> {
          if (!isFresh(socket, now)) {
            socket.close();
          }
        }
        case HEAD, BODY, WORKING, WRITING -> {}
      }
    }
  }
}
