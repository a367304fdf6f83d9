package dev.assetlookup.s3server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, and what is to run before and after a request. */
final class Faults {
  private record Armed(Predicate<Recorded> when, Fault fault, AtomicInteger left) {}

  private record Hook(Predicate<Recorded> when, Runnable action, AtomicInteger left) {}

  private final List<Armed> armed = new CopyOnWriteArrayList<>();
  private final List<Hook> before = new CopyOnWriteArrayList<>();
  private final List<Hook> after = new CopyOnWriteArrayList<>();
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(1));

  void arm(Predicate<Recorded> when, Fault fault, int times) {
    armed.add(new Armed(when, fault, new AtomicInteger(times)));
  }

  void before(Predicate<Recorded> when, Runnable action) {
    before.add(new Hook(when, action, new AtomicInteger(1)));
  }

  void after(Predicate<Recorded> when, Runnable action) {
    after.add(new Hook(when, action, new AtomicInteger(1)));
  }

  void clear() {
    armed.clear();
    before.clear();
    after.clear();
  }

  void runBefore(Recorded request) {
    run(before, request);
  }

  void runAfter(Recorded request) {
    run(after, request);
  }

  private static void run(List<Hook> hooks, Recorded request) {
    for (Hook hook : hooks) {
      if (hook.when.test(request) && take(hook.left)) {
        hook.action.run();
      }
    }
  }

  /** The first fault that is armed for the request and not used up, or null. */
  @Nullable Fault next(Recorded request) {
    for (Armed candidate : armed) {
      if (candidate.when.test(request) && take(candidate.left)) {
        return candidate.fault;
      }
    }
    return null;
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(n - 1, 0)) > 0;
  }

  /** What a late answer waits for; to be taken before its request is carried out. */
  CountDownLatch gate() {
    return gate.get();
  }

  void release() {
    gate.getAndSet(new CountDownLatch(1)).countDown();
  }
}
