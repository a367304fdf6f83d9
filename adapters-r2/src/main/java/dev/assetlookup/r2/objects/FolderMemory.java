package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Remembers which files of a folder have ids with a hash, and lists a folder once for all who ask
 * for it at the same time. Folders do not wait for each other. Thread-safe.
 */
final class FolderMemory {
  /** Most bytes of all folders; any one folder fits. */
  private static final long MAX_BYTES = 32 << 20;

  private final Cache<ContainerId, HashedFiles> folders;
  private final ConcurrentMap<ContainerId, CompletableFuture<HashedFiles>> listings =
      new ConcurrentHashMap<>();

  FolderMemory(Duration memory, Ticker ticker) {
    this.folders =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((ContainerId container, HashedFiles files) -> files.bytes())
            .expireAfterWrite(memory)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What is remembered about a folder, or else the listing of whoever asked first. If that fails,
   * it fails for all who wait for it.
   */
  HashedFiles of(ContainerId container, Function<ContainerId, HashedFiles> listing) {
    while (true) {
      HashedFiles known = folders.getIfPresent(container);
      if (known != null) {
        return known;
      }
      CompletableFuture<HashedFiles> mine = new CompletableFuture<>();
      CompletableFuture<HashedFiles> others = listings.putIfAbsent(container, mine);
      if (others == null) {
        return list(container, listing, mine);
      }
      try {
        return others.get();
      } catch (InterruptedException e) {
        throw StoreUnavailableException.interrupted(e);
      } catch (CancellationException e) {
        // The thread that listed was interrupted, which is no failure of ours: we list ourselves.
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) e.getCause();
      }
    }
  }

  private HashedFiles list(
      ContainerId container,
      Function<ContainerId, HashedFiles> listing,
      CompletableFuture<HashedFiles> result) {
    try {
      // Another listing may just have ended.
      HashedFiles files = folders.getIfPresent(container);
      if (files == null) {
        files = listing.apply(container);
        folders.put(container, files);
      }
      listings.remove(container, result);
      result.complete(files);
      return files;
    } catch (Throwable e) {
      listings.remove(container, result);
      if (Thread.currentThread().isInterrupted()) {
        result.cancel(false);
      } else {
        result.completeExceptionally(e);
      }
      throw e;
    }
  }

  /** Forgets what has turned out to be outdated. */
  void forget(ContainerId container, HashedFiles files) {
    folders.asMap().remove(container, files);
  }
}
