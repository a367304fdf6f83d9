package dev.assetlookup.core.store;

import java.util.function.Supplier;

/**
 * Ties together the reads that answer one request. A store or cache that has to ask how current
 * something is asks once for all of them. Thread-safe.
 */
public interface RequestScope {
  /** Ties nothing together: each read stands for itself. */
  RequestScope NONE =
      new RequestScope() {
        @Override
        public <T> T within(Supplier<T> request) {
          return request.get();
        }
      };

  /**
   * Answers a request. What was written before this call began is seen by its reads in this thread;
   * what is written meanwhile by others may be seen or not. Not for what waits, or reads again to
   * see what has changed.
   *
   * @param <T> the answer
   * @param request makes the answer
   * @return the answer
   */
  <T> T within(Supplier<T> request);
}
