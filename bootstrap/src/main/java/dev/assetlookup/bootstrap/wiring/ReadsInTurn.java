package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads of a database, so many at once, and the others in the order in which they came. A pool that
 * has no connection left gives the next one to whoever happens to ask, so that with more clients
 * than connections some of them wait a hundred times as long as others. Thread-safe.
 */
final class ReadsInTurn implements AssetReader, ApiKeyReader {
  private final AssetReader assets;
  private final ApiKeyReader keys;
  private final Semaphore turns;
  private final Duration patience;

  /**
   * Reads in turn.
   *
   * @param most how many at once, fewer than there are connections
   * @param patience how long a read waits for its turn
   */
  ReadsInTurn(AssetReader assets, ApiKeyReader keys, int most, Duration patience) {
    this.assets = assets;
    this.keys = keys;
    this.turns = new Semaphore(most, true);
    this.patience = patience;
  }

  @Override
  public Reading find(ContainerKey container, AssetId asset) {
    return inTurn(() -> assets.find(container, asset));
  }

  @Override
  public List<Reading> findAll(List<AssetKey> wanted) {
    return inTurn(() -> assets.findAll(wanted));
  }

  @Override
  public ProjectReading findWithProject(ContainerKey container, AssetId asset) {
    return inTurn(() -> assets.findWithProject(container, asset));
  }

  @Override
  public List<ProjectReading> findAllWithProjects(List<AssetKey> wanted) {
    return inTurn(() -> assets.findAllWithProjects(wanted));
  }

  @Override
  public Optional<Container> read(ContainerKey key) {
    return inTurn(() -> assets.read(key));
  }

  @Override
  public Optional<ApiKey> findKey(ApiKeyId id) {
    return inTurn(() -> keys.findKey(id));
  }

  private <T> T inTurn(Supplier<T> read) {
    await();
    try {
      return read.get();
    } finally {
      turns.release();
    }
  }

  private void await() {
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreUnavailableException(
            "too many read from the database: no turn within " + patience, null);
      }
    } catch (InterruptedException e) {
      throw StoreUnavailableException.interrupted(e);
    }
  }
}
