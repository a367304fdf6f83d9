package dev.assetlookup.testkit;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** What the factory methods of a contract gave to a rule. */
final class Opened<T> {
  private final Deque<T> all = new ArrayDeque<>();
  private final Set<T> known = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Remembers it, once. */
  <S extends T> S add(S made) {
    if (known.add(made)) {
      all.push(made);
    }
    return made;
  }

  /** Closes all, the last one first, also if one of them fails. */
  void closeAll(Closing<T> closing) throws Exception {
    Exception failure = null;
    while (!all.isEmpty()) {
      try {
        closing.close(all.pop());
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  static void closeIfCloseable(Object made) throws Exception {
    if (made instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /** Closes one. */
  @FunctionalInterface
  interface Closing<T> {
    void close(T made) throws Exception;
  }
}
