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
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses writes to an H2 file before its disk is full. H2 closes a database that it cannot write,
 * under all who read it; nothing that was acknowledged is lost then, but reads fail again and
 * again.
 */
final class EnoughSpace {
  /** More than a transaction and its share of the indexes take. */
  private static final long NEEDED_BYTES = 32L << 20;

  private static final long MB = 1_000_000;

  private final Path file;
  private final long needed;

  EnoughSpace(Path file) {
    this(file, NEEDED_BYTES);
  }

  EnoughSpace(Path file, long needed) {
    this.file = file;
    this.needed = needed;
  }

  /**
   * Looks before a write.
   *
   * @throws StoreUnavailableException if there is too little, or the file cannot be written
   */
  void check() {
    IOException cause;
    try {
      FileStore disk = Files.getFileStore(file);
      long free = disk.getUsableSpace();
      if (free >= needed) {
        return;
      }
      cause = new IOException(free / MB + " MB are free, and writing needs " + needed / MB + " MB");
    } catch (IOException e) {
      cause = e;
    }
    throw new StoreUnavailableException(
        "the disk of " + file + " is full: free some space, then writing goes on by itself", cause);
  }

  /** Containers whose writes are checked. */
  ContainerStore over(ContainerStore store) {
    return new Containers(store, this);
  }

  /** Keys whose writes are checked. */
  ApiKeyStore over(ApiKeyStore store) {
    return new Keys(store, this);
  }

  private record Containers(ContainerStore store, EnoughSpace space) implements ContainerStore {
    @Override
    public Swap swap(Container next, Revision expected) {
      space.check();
      return store.swap(next, expected);
    }

    @Override
    public Swap remove(ContainerKey key, Revision expected) {
      space.check();
      return store.remove(key, expected);
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

    @Override
    public Optional<Container> read(ContainerKey key) {
      return store.read(key);
    }
  }

  private record Keys(ApiKeyStore store, EnoughSpace space) implements ApiKeyStore {
    @Override
    public boolean addKey(ApiKey key) {
      space.check();
      return store.addKey(key);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
      space.check();
      return store.changeKeyStatus(id, expected, next);
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
