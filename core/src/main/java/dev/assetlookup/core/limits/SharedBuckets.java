package dev.assetlookup.core.limits;

import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buckets that several servers share. Each server leases what it is about to need, so that to take
 * a permit asks nobody; {@link #settle} has to be called about once a second, and sooner when it is
 * asked for. Where nobody answers, each server has the whole rate for itself, until somebody does.
 * Thread-safe.
 */
public final class SharedBuckets implements Buckets {
  /** So long nothing was heard: a server goes on by itself. */
  private static final long PATIENCE = 5_000_000_000L;

  private final SharedBudget budget;
  private final Runnable hurry;
  private final Queue<LeasedBucket> inUse = new ConcurrentLinkedQueue<>();
  private volatile boolean answered;
  private volatile long answeredAt;

  /**
   * Buckets that nobody has asked about yet: until the first {@link #settle} each server is by
   * itself.
   *
   * @param budget what the servers share
   * @param hurry is run when a bucket runs low, by a thread that must not wait
   */
  public SharedBuckets(SharedBudget budget, Runnable hurry) {
    this.budget = Objects.requireNonNull(budget);
    this.hurry = Objects.requireNonNull(hurry);
  }

  @Override
  public Bucket bucket(String name, Rate rate, long now) {
    return new LeasedBucket(name, rate, this, now);
  }

  /**
   * Settles with the others, if there is something to settle. By one thread at a time.
   *
   * @param now the time by which the buckets fill
   * @throws StoreUnavailableException if nobody answers; from then on this server is by itself,
   *     until a later call returns
   */
  public void settle(long now) {
    List<LeasedBucket> buckets = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (LeasedBucket next = inUse.poll(); next != null; next = inUse.poll()) {
      buckets.add(next);
      claims.add(next.claim());
    }
    try {
      if (!claims.isEmpty() || !answered) {
        settled(buckets, claims, budget.settle(claims), now);
      }
      answeredAt = now;
      answered = true;
    } catch (RuntimeException e) {
      answered = false;
      buckets.forEach(LeasedBucket::forget);
      for (LeasedBucket next = inUse.poll(); next != null; next = inUse.poll()) {
        next.forget();
      }
      throw e;
    }
  }

  private void settled(
      List<LeasedBucket> buckets,
      List<Claim> claims,
      List<Claim.Settlement> settlements,
      long now) {
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.get(i).settled(claims.get(i), settlements.get(i), now)) {
        inUse.add(buckets.get(i));
      }
    }
  }

  boolean answers(long now) {
    return answered && now - answeredAt < PATIENCE;
  }

  void use(LeasedBucket bucket) {
    inUse.add(bucket);
  }

  void hurry() {
    hurry.run();
  }
}
