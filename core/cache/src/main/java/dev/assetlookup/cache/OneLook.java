package dev.assetlookup.cache;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.RequestScope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers within a request which organization was looked at, by thread. Thread-safe. */
final class OneLook implements RequestScope {
  // Not static: each cache has requests of its own.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Looked> requests = new ThreadLocal<>();

  @Override
  public <T> T within(Supplier<T> request) {
    if (requests.get() != null) {
      return request.get();
    }
    requests.set(new Looked());
    try {
      return request.get();
    } finally {
      requests.remove();
    }
  }

  /** The organization that this request has looked at, null if it has to be looked at. */
  @Nullable Organization organization(OrganizationId id) {
    Looked looked = requests.get();
    return looked != null && id.equals(looked.id) ? looked.organization : null;
  }

  void remember(OrganizationId id, Organization organization) {
    Looked looked = requests.get();
    if (looked != null) {
      looked.id = id;
      looked.organization = organization;
    }
  }

  /** Writes, and forgets the look: a request sees what it has written itself. */
  <T> T after(Supplier<T> write) {
    try {
      return write.get();
    } finally {
      forget();
    }
  }

  private void forget() {
    Looked looked = requests.get();
    if (looked != null) {
      looked.id = null;
      looked.organization = null;
    }
  }

  private static final class Looked {
    @Nullable OrganizationId id;
    @Nullable Organization organization;
  }
}
