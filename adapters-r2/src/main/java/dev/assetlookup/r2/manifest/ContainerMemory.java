package dev.assetlookup.r2.manifest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.core.content.ContainerKey;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The containers that are remembered, within a number of bytes, and apart from them the keys under
 * which there is none: ids that somebody makes up take room from each other alone. Thread-safe.
 */
final class ContainerMemory {
  static final long LEAST_BYTES = 64 << 10;

  private final Cache<ContainerKey, RememberedContainer> present;
  private final Cache<ContainerKey, RememberedContainer> absent;

  ContainerMemory(long bytes) {
    if (bytes < LEAST_BYTES) {
      throw new IllegalArgumentException("less than " + LEAST_BYTES + " bytes: " + bytes);
    }
    this.absent = memory(bytes / 16);
    this.present = memory(bytes - bytes / 16);
  }

  private static Cache<ContainerKey, RememberedContainer> memory(long bytes) {
    return Caffeine.newBuilder()
        .maximumWeight(bytes)
        .weigher((ContainerKey key, RememberedContainer remembered) -> remembered.bytes())
        .executor(Runnable::run)
        .build();
  }

  @Nullable RememberedContainer get(ContainerKey key) {
    RememberedContainer known = present.getIfPresent(key);
    return known == null ? absent.getIfPresent(key) : known;
  }

  /**
   * Remembers what was read.
   *
   * @param isCurrent asked while nobody else can change what is remembered under this key
   */
  void put(ContainerKey key, RememberedContainer read, BooleanSupplier isCurrent) {
    boolean isPresent = read.container().isPresent();
    (isPresent ? present : absent)
        .asMap()
        .compute(key, (same, known) -> isCurrent.getAsBoolean() ? read : known);
    (isPresent ? absent : present).asMap().remove(key);
  }

  void drop(ContainerKey key) {
    present.asMap().remove(key);
    absent.asMap().remove(key);
  }

  /** How many bytes it takes, by its own estimate. */
  long bytes() {
    return bytes(present) + bytes(absent);
  }

  private static long bytes(Cache<?, ?> memory) {
    memory.cleanUp();
    return memory.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
