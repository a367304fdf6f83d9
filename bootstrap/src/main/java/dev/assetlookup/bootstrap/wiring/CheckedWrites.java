package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the file of a database before each write, and again before it is acknowledged. Those who
 * only read an asset or a container have a port of their own, and are not held up.
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

  private record Containers(ContainerStore store, CheckedWrites writes) implements ContainerStore {
    @Override
    public Swap swap(Container next, Revision expected) {
      return writes.checked(() -> store.swap(next, expected));
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      return writes.checked(() -> store.remove(key, expected));
    }

    @Override
    public Revision latestRevision(ContainerKey key) {
      return store.latestRevision(key);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return store.list(organization, filter, after, limit);
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      return store.due(stage, until, after, limit);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return store.scan(after, limit);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      return store.find(container, asset);
    }

    @Override
    public List<Reading> findAll(List<AssetKey> assets) {
      return store.findAll(assets);
    }

    /** For a writer, who may find that nothing has to change, and report it as stored. */
    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> found = store.read(key);
      writes.after.run();
      return found;
    }
  }

  private record Keys(ApiKeyStore store, CheckedWrites writes) implements ApiKeyStore {
    @Override
    public boolean addKey(ApiKey key) {
      return writes.checked(() -> store.addKey(key));
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      return writes.checked(() -> store.changeKeyStatus(id, expected, next));
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return store.listKeys(organization, after, limit);
    }

    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      return store.findKey(id);
    }
  }
}
