package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks the file of a database before each write, and again before the write is acknowledged.
 * Reads of assets and containers go through another port and are not slowed down.
 *
 * @param before throws a {@link StoreUnavailableException} if nothing can be written
 * @param after throws one if what was written is not in the file
 */
record CheckedWrites(Runnable before, Runnable after) {
  private <T> T checked(Supplier<T> write) {
    before.run();
    T result = write.get();
    after.run();
    return result;
  }

  ContainerStore over(ContainerStore store) {
    return new ForwardingContainerStore(store) {
      @Override
      public ContainerStore writtenBy(Actor actor) {
        return over(store().writtenBy(actor));
      }

      @Override
      protected <R> R write(Supplier<R> call) {
        return checked(call);
      }

      // For a writer, who may find that nothing has to change, and report it as stored.
      @Override
      public Optional<Container> read(ContainerKey key) {
        Optional<Container> found = super.read(key);
        after.run();
        return found;
      }
    };
  }

  KeyUses over(KeyUses store) {
    return new KeyUses() {
      @Override
      public Duration betweenUses() {
        return store.betweenUses();
      }

      @Override
      public void recordUses(Map<ApiKeyId, Instant> uses) {
        before.run();
        store.recordUses(uses);
        after.run();
      }

      @Override
      public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
        return store.lastUses(ids);
      }
    };
  }

  ApiKeyStore over(ApiKeyStore store) {
    return new ForwardingApiKeyStore(store) {
      @Override
      public ApiKeyStore changedBy(Actor actor) {
        return over(store().changedBy(actor));
      }

      @Override
      protected <R> R write(Supplier<R> call) {
        return checked(call);
      }
    };
  }
}
