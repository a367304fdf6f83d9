package dev.assetlookup.core.limits;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bucket of which this server holds a lease: permits that it has taken from the shared one for
 * about a second, or ahead of that where the bucket was not in use. Thread-safe; settled by one
 * thread at a time.
 */
final class LeasedBucket implements Bucket {
  /** Of the whole, a server takes so much without asking first. */
  private static final int AHEAD = 10;

  private final String name;
  private final Rate rate;
  private final SharedBuckets shared;
  private final Bucket alone;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  // When the shared bucket is full, as far as is known here, by the clock of this server.
  private volatile long fullAt;
  private volatile int enough;
  private volatile boolean inUse;
  private int ahead;

  LeasedBucket(String name, Rate rate, SharedBuckets shared, long now) {
    this.name = name;
    this.rate = rate;
    this.shared = shared;
    this.alone = Bucket.of(rate, now);
    this.fullAt = now;
  }

  @Override
  public long take(long now) {
    if (!shared.answers(now)) {
      return alone.take(now);
    }
    asked.incrementAndGet();
    if (!inUse) {
      begin(now);
    }
    while (true) {
      int permits = held.get();
      if (permits == 0) {
        if (left(now) > 0) {
          shared.hurry();
        }
        return refused(now);
      }
      if (held.compareAndSet(permits, permits - 1)) {
        if (permits - 1 < enough / 2 && left(now) > 0) {
          shared.hurry();
        }
        return taken(permits - 1, now);
      }
    }
  }

  @Override
  public void giveBack() {
    if (inUse) {
      held.incrementAndGet();
    } else {
      alone.giveBack();
    }
  }

  @Override
  public long peek(long now) {
    if (!shared.answers(now)) {
      return alone.peek(now);
    }
    int permits = held.get();
    return permits > 0 || (!inUse && left(now) > 0)
        ? Math.max(0, fullAt - now - permits * rate.interval())
        : refused(now);
  }

  private long taken(int permits, long now) {
    return Math.max(
        rate.interval(), Math.min(rate.window(), fullAt - now - permits * rate.interval()));
  }

  /** Negative: until the shared bucket, as far as is known here, has a permit. */
  private long refused(long now) {
    return Math.min(-1, rate.window() - rate.interval() - Math.max(0, fullAt - now));
  }

  /** How many permits the shared bucket has, as far as is known here. */
  private int left(long now) {
    return (int) Math.max(0, (rate.window() - Math.max(0, fullAt - now)) / rate.interval());
  }

  /** Takes a part ahead; the others hear of it when this is settled. */
  private synchronized void begin(long now) {
    if (inUse) {
      return;
    }
    int part = Math.min(left(now), Math.max(1, rate.permits() / AHEAD));
    ahead += part;
    enough = part;
    fullAt = Math.max(fullAt, now) + part * rate.interval();
    held.addAndGet(part);
    inUse = true;
    shared.use(this);
    shared.hurry();
  }

  /** What to settle. */
  synchronized Claim claim() {
    int demand = asked.getAndSet(0);
    // More than was asked for: what is left over goes back the next time.
    int next = Math.min(rate.permits(), 2 * demand);
    enough = next;
    int wanted = next - held.get();
    if (wanted < 0) {
      wanted = -takeBack(-wanted);
    }
    return new Claim(name, rate, ahead, wanted);
  }

  private int takeBack(int most) {
    while (true) {
      int permits = held.get();
      int back = Math.min(permits, most);
      if (held.compareAndSet(permits, permits - back)) {
        return back;
      }
    }
  }

  /** Notes what became of a claim; false if the bucket is in use no longer. */
  synchronized boolean settled(Claim claim, Claim.Settlement settlement, long now) {
    ahead -= claim.spent();
    held.addAndGet(settlement.granted());
    fullAt = now + settlement.untilFull();
    inUse = asked.get() > 0 || held.get() > 0;
    return inUse;
  }

  /** Begins anew: it is not known what the others have. */
  synchronized void forget() {
    ahead = 0;
    held.set(0);
    asked.set(0);
    inUse = false;
  }
}
