package dev.assetlookup.cache;

import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All calls that wait share the next look. One look is under way at a time; a call that comes
 * meanwhile waits for the next one, because the one under way may have read before it came.
 */
final class SharedHeadReader implements HeadReader {
  private final ChangeLog log;
  private final Semaphore underWay = new Semaphore(1);
  private final ReentrantLock joining = new ReentrantLock();
  private Look next = new Look();

  SharedHeadReader(ChangeLog log) {
    this.log = log;
  }

  @Override
  public Optional<LogHead> head(OrganizationId organization) {
    Look look;
    boolean isFirst;
    joining.lock();
    try {
      look = next;
      isFirst = look.organizations.isEmpty();
      look.organizations.add(organization);
      look.requests++;
    } finally {
      joining.unlock();
    }
    if (isFirst) {
      lead(look);
    }
    return look.head(organization);
  }

  /** How many requests wait for the next look. */
  int waiting() {
    joining.lock();
    try {
      return next.requests;
    } finally {
      joining.unlock();
    }
  }

  /** Whoever joined first reads for all, as soon as the look before is over. */
  private void lead(Look look) {
    underWay.acquireUninterruptibly();
    try {
      joining.lock();
      try {
        // From here on nobody joins this one any more, and only then it begins.
        next = new Look();
      } finally {
        joining.unlock();
      }
      look.read(log);
    } finally {
      underWay.release();
    }
  }

  /** One read of the log for all who joined before it began. */
  private static final class Look {
    // Changed under the lock until the read begins.
    private final Set<OrganizationId> organizations = new LinkedHashSet<>();
    private int requests;
    private final CompletableFuture<Optional<Map<OrganizationId, LogHead>>> result =
        new CompletableFuture<>();

    void read(ChangeLog log) {
      try {
        List<OrganizationId> asked = new ArrayList<>(organizations);
        result.complete(log.heads(asked).map(heads -> byOrganization(asked, heads)));
      } catch (RuntimeException | Error e) {
        // Thrown by each who waits, this thread included.
        result.completeExceptionally(e);
      }
    }

    private static Map<OrganizationId, LogHead> byOrganization(
        List<OrganizationId> asked, List<LogHead> heads) {
      Map<OrganizationId, LogHead> found = new HashMap<>();
      for (int i = 0; i < asked.size(); i++) {
        found.put(asked.get(i), heads.get(i));
      }
      return found;
    }

    Optional<LogHead> head(OrganizationId organization) {
      try {
        return result.join().map(heads -> heads.get(organization));
      } catch (CompletionException e) {
        throw failure(e);
      }
    }

    /** A new one for each who waits: a caller may add to what it catches. */
    private static RuntimeException failure(CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof StoreNotSetUpException) {
        return new StoreNotSetUpException(message, cause);
      }
      return cause instanceof StoreUnavailableException
          ? new StoreUnavailableException(message, cause)
          : new IllegalStateException("the look at the log failed", cause);
    }
  }
}
