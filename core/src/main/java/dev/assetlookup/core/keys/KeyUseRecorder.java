package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.KeyUses;
import java.time.Duration;
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
 * once a minute: so each key is written that often at most, or as much less as {@link
 * KeyUses#betweenUses} says, and no request waits for it. A process that is killed loses what it
 * noted since. Thread-safe.
 */
public final class KeyUseRecorder implements AuthenticateKey {
  /** The most keys that are noted at a time; uses of further ones are not. */
  static final int MOST = 10_000;

  private final AuthenticateKey keys;
  private final KeyUses uses;
  private final InstantSource clock;
  private final Duration between;
  private final ConcurrentMap<ApiKeyId, Note> notes = new ConcurrentHashMap<>();

  /** A use of a key; once it was handed to the store it stays for a while, to hold off others. */
  private record Note(Instant at, boolean flushed) {
    /** A clock that was set back shall not have them held off for longer. */
    boolean isOver(Duration between, Instant now) {
      return flushed && (now.isBefore(at) || !now.isBefore(at.plus(between)));
    }
  }

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
    this.between = uses.betweenUses();
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
    if (!notes.containsKey(id) && notes.size() < MOST) {
      notes.put(id, new Note(clock.instant(), false));
    }
  }

  /**
   * Has the store remember what was noted. If that fails, it is not tried again with these uses.
   *
   * @return of how many keys
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the store gave no answer
   */
  public int flush() {
    Instant now = clock.instant();
    Map<ApiKeyId, Instant> taken = new HashMap<>();
    notes.forEach(
        (id, note) -> {
          if (!note.flushed()) {
            taken.put(id, note.at());
            notes.replace(id, new Note(note.at(), true));
          }
        });
    notes.values().removeIf(note -> note.isOver(between, now));
    if (!taken.isEmpty()) {
      uses.recordUses(taken);
    }
    return taken.size();
  }
}
