package dev.assetlookup.core.rules;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets several actors take turns at the calls of one store: one run for each order, or for some of
 * them. A call by which nothing can come between is not a turn of its own.
 */
final class Turns {
  private final @Nullable Random random;
  private final int most;
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> choices = new ArrayList<>();
  private int position;
  private int count;

  private Turns(@Nullable Random random, int most) {
    this.random = random;
    this.most = most;
  }

  /** Every order. */
  static Turns all() {
    return new Turns(null, Integer.MAX_VALUE);
  }

  /** As many orders, at random. */
  static Turns some(int many, long seed) {
    return new Turns(new Random(seed), many);
  }

  /** How many orders there were until now. */
  int count() {
    return count;
  }

  /** Goes on to the next order; false if that was the last. */
  boolean next() {
    if (random != null) {
      chosen.clear();
      choices.clear();
      return count < most;
    }
    while (!chosen.isEmpty()) {
      int last = chosen.size() - 1;
      if (chosen.get(last) + 1 < choices.get(last)) {
        chosen.set(last, chosen.get(last) + 1);
        return true;
      }
      chosen.subList(last, last + 1).clear();
      choices.subList(last, last + 1).clear();
    }
    return false;
  }

  /** Runs the actors in the order that is on. */
  @SafeVarargs
  final void take(ApiKeyStore store, Consumer<ApiKeyStore>... actors) {
    position = 0;
    count++;
    Semaphore arrived = new Semaphore(0);
    List<Actor> waiting = new ArrayList<>();
    for (Consumer<ApiKeyStore> actor : actors) {
      waiting.add(new Actor(store, actor, arrived));
    }
    List<Actor> all = List.copyOf(waiting);
    all.forEach(Actor::start);
    arrived.acquireUninterruptibly(all.size());
    waiting.removeIf(actor -> actor.ended);
    while (!waiting.isEmpty()) {
      waiting.get(choose(waiting.size())).go.release();
      arrived.acquireUninterruptibly();
      waiting.removeIf(actor -> actor.ended);
    }
    for (Actor actor : all) {
      Throwable failure = actor.failure;
      if (failure != null) {
        throw new AssertionError("an actor failed in " + this, failure);
      }
    }
  }

  private int choose(int many) {
    if (position == chosen.size()) {
      chosen.add(random == null ? 0 : random.nextInt(many));
      choices.add(many);
    }
    return chosen.get(position++);
  }

  @Override
  public String toString() {
    return "order " + chosen;
  }

  /** A thread that stops before each turn. */
  private static final class Actor extends ForwardingApiKeyStore {
    final Semaphore go = new Semaphore(0);
    volatile boolean ended;
    volatile @Nullable Throwable failure;
    private final Consumer<ApiKeyStore> action;
    private final Semaphore arrived;

    Actor(ApiKeyStore good, Consumer<ApiKeyStore> action, Semaphore arrived) {
      super(good);
      this.action = action;
      this.arrived = arrived;
    }

    void start() {
      new Thread(this::run, "actor").start();
    }

    private void run() {
      try {
        action.accept(this);
      } catch (Throwable e) {
        failure = e;
      } finally {
        ended = true;
        arrived.release();
      }
    }

    private void awaitTurn() {
      arrived.release();
      go.acquireUninterruptibly();
    }

    @Override
    public boolean addKey(ApiKey key) {
      awaitTurn();
      return store().addKey(key);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      awaitTurn();
      return store().changeKeyStatus(id, expected, next);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      if (after == null) {
        awaitTurn();
      }
      return store().listKeys(organization, after, limit);
    }
  }
}
