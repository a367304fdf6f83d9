package dev.assetlookup.core.limits;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several servers that share a budget, with time that passes when it is told to. Each settles every
 * second, at a moment of its own, and within 50 ms when a bucket runs low.
 */
final class Servers {
  private static final long SECOND = 1_000_000_000;
  private static final long STEP = SECOND / 100;
  private static final long GAP = SECOND / 20;

  private final List<Server> servers = new ArrayList<>();
  private final Rate rate;
  // Where a clock of nanoseconds begins says nothing.
  private long now = -7 * SECOND;

  /** One server. */
  private static final class Server {
    private final SharedBuckets buckets;
    private final Bucket bucket;
    private boolean hurried;
    private long settled;
    private int taken;

    Server(SharedBudget budget, Rate rate, long now, long settled) {
      this.buckets = new SharedBuckets(budget, () -> hurried = true);
      this.bucket = buckets.bucket("key A", rate, now);
      this.settled = settled;
    }
  }

  /** So many servers, which have found the budget. */
  Servers(SharedBudget budget, Rate rate, int number) {
    this.rate = rate;
    for (int i = 0; i < number; i++) {
      servers.add(new Server(budget, rate, now, now + i * SECOND / number));
    }
    settle();
  }

  /** How much time has passed. */
  long now() {
    return now;
  }

  /** Each server settles; whoever gets no answer goes on. */
  void settle() {
    servers.forEach(this::settle);
  }

  private void settle(Server server) {
    try {
      server.buckets.settle(now);
    } catch (StoreUnavailableException e) {
      // The server is by itself.
    }
  }

  /** Lets time pass without a request. */
  void pause(int seconds) {
    run(seconds, new double[servers.size()]);
  }

  /**
   * Lets each server be asked so often a second; returns how many requests were taken in all.
   *
   * @param seconds how long
   * @param demand requests a second, of each server
   */
  int run(int seconds, double... demand) {
    int before = taken();
    double[] due = new double[servers.size()];
    for (long end = now + seconds * SECOND; now < end; now += STEP) {
      for (int i = 0; i < demand.length; i++) {
        Server server = servers.get(i);
        for (due[i] += demand[i] * STEP / SECOND; due[i] >= 1; due[i]--) {
          server.taken += server.bucket.take(now) > 0 ? 1 : 0;
        }
        long waited = now - server.settled;
        if (waited >= SECOND || (server.hurried && waited >= GAP)) {
          server.hurried = false;
          server.settled = now;
          settle(server);
        }
      }
    }
    return taken() - before;
  }

  private int taken() {
    return servers.stream().mapToInt(server -> server.taken).sum();
  }

  /** What one bucket lets pass in a time if it is asked for more than it has. */
  double budget(int seconds) {
    return rate.permits() * (1 + seconds / 60.0);
  }
}
