package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A storage that several stores share, whose line can be cut, and whose records can be damaged. */
final class Storage {
  private volatile InMemoryStore whole = new InMemoryStore();
  private final Set<Object> damaged = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  Containers containers() {
    return new Containers();
  }

  ApiKeyStore keys() {
    return new Keys();
  }

  void cut() {
    down = true;
  }

  void damage(Object key) {
    damaged.add(key);
  }

  private InMemoryStore line() {
    if (down) {
      throw new StoreUnavailableException("no answer", new IllegalStateException("the line broke"));
    }
    return whole;
  }

  private void requireWhole(Object key) {
    if (damaged.contains(key)) {
      throw new CorruptRecordException(key.toString(), new IllegalArgumentException("damaged"));
    }
  }

  /** One store over it. */
  final class Containers implements ContainerStore {
    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading found = line().find(container, asset);
      requireWhole(container);
      return found;
    }

    @Override
    public List<Reading> findAll(List<AssetKey> assets) {
      return line().findAll(assets).stream().toList();
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> read = line().read(key);
      requireWhole(key);
      return read;
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      synchronized (Storage.this) {
        Swap swap = line().swap(next, expected);
        if (swap == Swap.DONE) {
          damaged.remove(next.key());
        }
        return swap;
      }
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      synchronized (Storage.this) {
        return line().remove(key, expected);
      }
    }

    /** Removes a container, and knows no revision of any removed one afterwards. */
    Swap removeAndForget(ContainerKey key, Revision expected) {
      synchronized (Storage.this) {
        Swap swap = line().remove(key, expected);
        if (swap == Swap.DONE) {
          InMemoryStore copy = new InMemoryStore();
          BrokenContainerStore.all(whole).forEach(c -> copy.swap(c, Revision.NONE));
          whole = copy;
        }
        return swap;
      }
    }

    /** Knows a revision of a removed container again. */
    void remember(OrganizationId organization, Revision revision) {
      synchronized (Storage.this) {
        ContainerKey key = new ContainerKey(organization, new ContainerId(new UUID(9, 9)));
        whole.swap(Samples.container(key, revision.number(), List.of()), Revision.NONE);
        whole.remove(key, revision);
      }
    }

    @Override
    public Revision latestRevision(ContainerKey key) {
      return line().latestRevision(key);
    }

    @Override
    public Page list(
        OrganizationId organization,
        ContainerFilter filter,
        @Nullable ContainerPosition after,
        int limit) {
      return line().list(organization, filter, after, limit);
    }

    @Override
    public List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit) {
      return line().due(stage, until, after, limit);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return line().scan(after, limit).stream().map(this::shown).toList();
    }

    private Scanned shown(Scanned scanned) {
      return damaged.contains(scanned.key())
          ? new Scanned.Broken(scanned.key(), "damaged")
          : scanned;
    }
  }

  private final class Keys implements ApiKeyStore {
    @Override
    public Optional<ApiKey> findKey(ApiKeyId id) {
      Optional<ApiKey> found = line().findKey(id);
      requireWhole(id);
      return found;
    }

    @Override
    public boolean addKey(ApiKey key) {
      return line().addKey(key);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      return line().changeKeyStatus(id, expected, next);
    }

    @Override
    public List<ListedKey> listKeys(
        @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
      return line().listKeys(organization, after, limit).stream().map(this::shown).toList();
    }

    private ListedKey shown(ListedKey listed) {
      return damaged.contains(listed.id()) ? new ListedKey.Broken(listed.id(), "damaged") : listed;
    }
  }
}
