package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
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
    return new Containers(store, this);
  }

  ApiKeyStore over(ApiKeyStore store) {
    return new Keys(store, this);
  }

  private static final class Containers extends ForwardingContainerStore {
    private final CheckedWrites writes;

    Containers(ContainerStore store, CheckedWrites writes) {
      super(store);
      this.writes = writes;
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return writes.checked(() -> super.swap(next, expected));
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      return writes.checked(() -> super.remove(key, expected));
    }

    /** For a writer, who may find that nothing has to change, and report it as stored. */
    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> found = super.read(key);
      writes.after.run();
      return found;
    }
  }

  private static final class Keys extends ForwardingApiKeyStore {
    private final CheckedWrites writes;

    Keys(ApiKeyStore store, CheckedWrites writes) {
      super(store);
      this.writes = writes;
    }

    @Override
    public boolean addKey(ApiKey key) {
      return writes.checked(() -> super.addKey(key));
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      return writes.checked(() -> super.changeKeyStatus(id, expected, next));
    }
  }
}
