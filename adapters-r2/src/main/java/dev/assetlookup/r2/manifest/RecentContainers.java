package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.r2.bucket.Conditional;
import dev.assetlookup.r2.bucket.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Containers as they were at most so long ago. One that was read since is given from memory; an
 * older one is asked for by its tag, and stays if it is unchanged. All who ask for one container
 * meanwhile share that request, so that it costs one in that time however often it is asked for. A
 * container whose manifest is large is read each time. Thread-safe.
 *
 * <p>A read that is under way when its container is {@link #forget forgotten} may be of before the
 * write that was the reason, and is not remembered: it is taken out of the reads under way, and
 * only then what is remembered is dropped; what a read brings is put there only while it is under
 * way.
 */
final class RecentContainers implements ContainerSource {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Manifests manifests;
  private final ContainerMemory memory;
  private final long mostNanos;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<ContainerKey, Underway> underway = new ConcurrentHashMap<>();

  RecentContainers(
      Manifests manifests, Duration maxStaleness, ContainerMemory memory, LongSupplier nanoTime) {
    if (maxStaleness.isNegative() || maxStaleness.isZero() || maxStaleness.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("not a staleness up to " + LONGEST + ": " + maxStaleness);
    }
    this.manifests = manifests;
    this.memory = memory;
    this.mostNanos = maxStaleness.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<Container> container(
      ContainerKey key, Optional<Set<AssetId>> assets, Deadline deadline) {
    long now = nanoTime.getAsLong();
    RememberedContainer known = memory.get(key);
    if (known != null && isRecent(known.asOfNanos(), now)) {
      return known.container();
    }
    Underway own = new Underway(now);
    Underway current =
        underway.compute(
            key, (same, other) -> other != null && isRecent(other.beganNanos, now) ? other : own);
    if (current == own) {
      return read(key, own, assets, deadline).container();
    }
    Read read = current.join();
    // What another one has of a large container may not be what this one asks for.
    return read.isWhole() ? read.container() : manifests.container(key, assets, deadline);
  }

  private boolean isRecent(long thenNanos, long nowNanos) {
    return nowNanos - thenNanos < mostNanos;
  }

  private Read read(
      ContainerKey key, Underway own, Optional<Set<AssetId>> assets, Deadline deadline) {
    try {
      Read read = readAnew(key, own, assets, deadline);
      own.result.complete(read);
      return read;
    } catch (RuntimeException | Error e) {
      own.result.completeExceptionally(e);
      throw e;
    } finally {
      underway.remove(key, own);
    }
  }

  private Read readAnew(
      ContainerKey key, Underway own, Optional<Set<AssetId>> assets, Deadline deadline) {
    // Again: another read may have ended after the first look, and before this one was under way.
    RememberedContainer known = memory.get(key);
    if (known != null && isRecent(known.asOfNanos(), own.beganNanos)) {
      return new Read(known.container(), true);
    }
    Conditional<Manifest> answer =
        known == null || known.etag() == null
            ? Conditional.changed(manifests.read(key, assets, deadline))
            : manifests.readIfChanged(key, known.etag(), assets, deadline);
    if (known != null && answer.isUnchanged()) {
      return remember(key, own, known.asOf(own.beganNanos));
    }
    Optional<Manifest> manifest = answer.found();
    if (manifest.isPresent() && !manifest.get().document().isSmall()) {
      memory.drop(key);
      return new Read(manifest.get().container(), assets.isEmpty());
    }
    return remember(key, own, RememberedContainer.of(manifest, own.beganNanos));
  }

  private Read remember(ContainerKey key, Underway own, RememberedContainer read) {
    memory.put(key, read, () -> underway.get(key) == own);
    return new Read(read.container(), true);
  }

  /** Has the next read ask the bucket, and lets none that has begun be remembered. */
  void forget(ContainerKey key) {
    underway.remove(key);
    memory.drop(key);
  }

  /**
   * What a read gave.
   *
   * @param isWhole whether it answers whatever is asked of the container
   */
  private record Read(Optional<Container> container, boolean isWhole) {}

  /** A read that is under way. */
  private static final class Underway {
    private final long beganNanos;
    private final CompletableFuture<Read> result = new CompletableFuture<>();

    Underway(long beganNanos) {
      this.beganNanos = beganNanos;
    }

    /** Waits for what it gives, or throws what it throws. */
    Read join() {
      try {
        return result.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
