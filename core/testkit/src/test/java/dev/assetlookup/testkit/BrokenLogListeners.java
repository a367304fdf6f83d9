package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ChangeLog.Listening;
import dev.assetlookup.core.store.InMemoryStore;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What stores do wrong with their listeners. */
final class BrokenLogListeners {
  private BrokenLogListeners() {}

  static final class CallingNobody extends LogStorage {
    CallingNobody(InstantSource clock) {
      super(clock);
    }

    @Override
    void call(OrganizationId organization) {}
  }

  static final class CallingTooEarly extends LogStorage {
    CallingTooEarly(InstantSource clock) {
      super(clock);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // Listeners read meanwhile.
    boolean commit(
        OrganizationId organization,
        Predicate<InMemoryStore> write,
        Function<LogPosition, Change> entry) {
      super.call(organization);
      return super.commit(organization, write, entry);
    }

    @Override
    void call(OrganizationId organization) {}
  }

  /** Calls for each attempt. */
  static final class CallingForNothing extends LogStorage {
    CallingForNothing(InstantSource clock) {
      super(clock);
    }

    @Override
    void refused(OrganizationId organization) {
      call(organization);
    }
  }

  /** Calls for containers alone. */
  static final class ForgettingKeys extends LogStorage {
    private boolean ofKey;

    ForgettingKeys(InstantSource clock) {
      super(clock);
    }

    @Override
    boolean addKey(ApiKey key) {
      ofKey = true;
      try {
        return super.addKey(key);
      } finally {
        ofKey = false;
      }
    }

    @Override
    void call(OrganizationId organization) {
      if (!ofKey) {
        super.call(organization);
      }
    }
  }

  static final class NeverEnding extends LogStorage {
    NeverEnding(InstantSource clock) {
      super(clock);
    }

    @Override
    Listening listen(Consumer<OrganizationId> listener) {
      super.listen(listener);
      return () -> {};
    }
  }

  /** Ends the calls of whichever listener is the same. */
  static final class EndingAnother extends LogStorage {
    EndingAnother(InstantSource clock) {
      super(clock);
    }

    @Override
    Listening listen(Consumer<OrganizationId> listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }
  }
}
