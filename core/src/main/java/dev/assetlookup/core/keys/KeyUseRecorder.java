package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.KeyUses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Authenticates by another port, and notes which keys were good. The notes are in memory until
 * {@link #flush} has the store remember them, which its owner calls from a thread of its own, about
 * once a minute: so each key is written that often at most, and no request waits for it. A process
 * that is killed loses what it noted since. Thread-safe.
 */
public final class KeyUseRecorder implements AuthenticateKey {
  /** The most keys that are noted between two flushes; uses of further ones are not. */
  static final int MOST = 10_000;

  private final AuthenticateKey keys;
  private final KeyUses uses;
  private final InstantSource clock;
  private final ConcurrentMap<ApiKeyId, Instant> noted = new ConcurrentHashMap<>();

  /**
   * A recorder without notes.
   *
   * @param keys authenticates
   * @param uses remembers
   * @param clock dates the first use of a key after a flush
   */
  public KeyUseRecorder(AuthenticateKey keys, KeyUses uses, InstantSource clock) {
    this.keys = Objects.requireNonNull(keys);
    this.uses = Objects.requireNonNull(uses);
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public Result authenticate(String presented) {
    Result result = keys.authenticate(presented);
    if (result instanceof Result.Authenticated good) {
      note(good.key().id());
    }
    return result;
  }

  /** Most keys are noted already, which costs one look. */
  private void note(ApiKeyId id) {
    if (!noted.containsKey(id) && noted.size() < MOST) {
      noted.put(id, clock.instant());
    }
  }

  /**
   * Has the store remember what was noted. If that fails, the notes are lost.
   *
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  public void flush() {
    Map<ApiKeyId, Instant> taken = new HashMap<>();
    for (ApiKeyId id : noted.keySet()) {
      Instant at = noted.remove(id);
      if (at != null) {
        taken.put(id, at);
      }
    }
    if (!taken.isEmpty()) {
      uses.recordUses(taken);
    }
  }
}
