package dev.assetlookup.cache;

import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.RequestScope;
import java.util.Objects;

/**
 * Remembers what was read of a store, and is never stale: a write that has returned, on this or any
 * other server, is seen by every read that begins after it, and so is a revoked key. Each read
 * looks once how far the change log of its organization has come; if that is where it was, the
 * answer comes from memory, else what has changed is dropped first.
 *
 * <p>It remembers assets, containers and API keys as they are stored, also that an asset or a
 * container is absent, within a number of bytes. What depends on the time, such as whether a
 * superseded asset still resolves, is decided anew by whoever asks. Records that are corrupt and
 * API keys that are not there are not remembered. If the look gets no answer, the read fails with a
 * {@link dev.assetlookup.core.store.StoreUnavailableException}. Within a transaction of the
 * caller's that may have written, every read goes to the store, and what it finds in any
 * transaction of the caller's is not remembered.
 *
 * <p>Thread-safe. Has no threads and nothing to close.
 */
public final class StoreCache {
  private final Organizations organizations;
  private final Memory memory;
  private final OneLook oneLook = new OneLook();
  private final long keys;

  private StoreCache(Builder builder) {
    // A sixteenth each for what somebody could make up at will, keys, and organizations.
    long share = builder.bytes / 16;
    this.memory = new Memory(builder.bytes - 3 * share, share);
    this.keys = share / Bytes.KEY;
    HeadReader heads =
        builder.isShared ? new SharedHeadReader(builder.log) : HeadReader.alone(builder.log);
    this.organizations =
        new Organizations(builder.log, heads, memory, oneLook, share / Bytes.ORGANIZATION);
  }

  /**
   * Starts a cache.
   *
   * @param log the log of the store of which reads are to be remembered
   * @return a new builder
   */
  public static Builder over(ChangeLog log) {
    return new Builder(log);
  }

  /**
   * Reads assets and containers through this cache.
   *
   * @param store the store that the log belongs to
   * @return the same port; whatever this method was given before shares what is remembered
   */
  public AssetReader assets(AssetReader store) {
    return new CachingReader(store, organizations, memory);
  }

  /**
   * Reads assets and containers through this cache, and passes writes and lists on.
   *
   * @param store the store that the log belongs to
   * @return the same port
   */
  public ContainerStore containers(ContainerStore store) {
    return new CachingContainerStore(
        store, new CachingReader(store, organizations, memory), oneLook);
  }

  /**
   * Reads API keys through this cache.
   *
   * @param store the store that the log belongs to
   * @return the same port
   */
  public ApiKeyReader keyReader(ApiKeyReader store) {
    return new CachingKeyReader(store, organizations, keys);
  }

  /**
   * Reads single API keys through this cache, and passes writes and lists on.
   *
   * @param store the store that the log belongs to
   * @return the same port
   */
  public ApiKeyStore keys(ApiKeyStore store) {
    return new CachingApiKeyStore(store, new CachingKeyReader(store, organizations, keys), oneLook);
  }

  /**
   * Has several reads of one request share a look, such as that of its API key and that of its
   * asset.
   *
   * @return the scope, always the same
   */
  public RequestScope requests() {
    return oneLook;
  }

  /**
   * How much is remembered of assets and containers, by the estimate that bounds it.
   *
   * @return bytes
   */
  public long bytes() {
    return memory.bytes();
  }

  /** Gathers what a cache is made of. Not thread-safe. */
  public static final class Builder {
    /** How much is remembered if nothing is said. */
    public static final long DEFAULT_BYTES = 64L << 20;

    private final ChangeLog log;
    private long bytes = DEFAULT_BYTES;
    private boolean isShared;

    private Builder(ChangeLog log) {
      this.log = Objects.requireNonNull(log);
    }

    /**
     * Bounds how much is remembered, by an estimate of the heap that it takes.
     *
     * @param bytes 65,536 or more; {@value #DEFAULT_BYTES} if this is left out
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Builder size(long bytes) {
      if (bytes < 64 * 1024) {
        throw new IllegalArgumentException("a cache has 65,536 bytes or more: " + bytes);
      }
      this.bytes = bytes;
      return this;
    }

    /**
     * Has all reads that wait share the next look at the log, whatever their organizations. Pays
     * where a look is a round trip, as it is for PostgreSQL, and costs where the log is in memory.
     * Not for a store that takes part in transactions of the caller's.
     *
     * @return this
     */
    public Builder sharedLooks() {
      this.isShared = true;
      return this;
    }

    /**
     * Builds the cache; does no I/O.
     *
     * @return a new cache that remembers nothing
     */
    public StoreCache build() {
      return new StoreCache(this);
    }
  }
}
