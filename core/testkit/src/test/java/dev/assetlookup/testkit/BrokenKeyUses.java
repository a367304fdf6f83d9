package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.KeyUses;
import dev.assetlookup.testkit.KeyUsesContract.Ports;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Memories of the uses of keys that are wrong in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenKeyUses {
  CUTS_TIMES_TO_MILLISECONDS(
      "U01 U02 U04 U05", store -> rewriting(store, at -> at.truncatedTo(ChronoUnit.MILLIS))),
  TAKES_THE_LAST_THAT_COMES("U02", LastComer::new),
  REMEMBERS_UNKNOWN_KEYS("U03 U04", RememberingAll::new),
  RECORDS_500_AT_MOST("U04", Limited::new),
  TAKES_A_USE_FOR_A_CHANGE("U05", Changing::new);

  /** The rules that it fails. */
  final RuleSet broken;

  private final Function<InMemoryStore, KeyUses> breaking;

  BrokenKeyUses(String broken, Function<InMemoryStore, KeyUses> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  Ports store() {
    InMemoryStore good = new InMemoryStore();
    return new Ports(good, breaking.apply(good));
  }

  private static KeyUses rewriting(InMemoryStore good, Function<Instant, Instant> change) {
    return new Forwarding(good) {
      @Override
      public void recordUses(Map<ApiKeyId, Instant> uses) {
        Map<ApiKeyId, Instant> changed = new HashMap<>();
        uses.forEach((id, at) -> changed.put(id, change.apply(at)));
        good.recordUses(changed);
      }
    };
  }

  private static class Forwarding implements KeyUses {
    final InMemoryStore good;

    Forwarding(InMemoryStore good) {
      this.good = good;
    }

    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      good.recordUses(uses);
    }

    @Override
    public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
      return good.lastUses(ids);
    }
  }

  /** Keeps what comes, in a map of its own. */
  private static class Own extends Forwarding {
    final Map<ApiKeyId, Instant> kept = new ConcurrentHashMap<>();

    Own(InMemoryStore good) {
      super(good);
    }

    @Override
    public Map<ApiKeyId, Instant> lastUses(List<ApiKeyId> ids) {
      Map<ApiKeyId, Instant> found = new HashMap<>(kept);
      found.keySet().retainAll(ids);
      return found;
    }
  }

  private static final class LastComer extends Own {
    LastComer(InMemoryStore good) {
      super(good);
    }

    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      uses.forEach(
          (id, at) -> {
            if (good.findKey(id).isPresent()) {
              kept.put(id, at.truncatedTo(ChronoUnit.MICROS));
            }
          });
    }
  }

  private static final class RememberingAll extends Own {
    RememberingAll(InMemoryStore good) {
      super(good);
    }

    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      uses.forEach(
          (id, at) ->
              kept.merge(
                  id,
                  at.truncatedTo(ChronoUnit.MICROS),
                  (last, next) -> next.isAfter(last) ? next : last));
    }
  }

  private static final class Limited extends Forwarding {
    Limited(InMemoryStore good) {
      super(good);
    }

    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      Map<ApiKeyId, Instant> some = new HashMap<>();
      uses.entrySet().stream().limit(500).forEach(use -> some.put(use.getKey(), use.getValue()));
      good.recordUses(some);
    }
  }

  private static final class Changing extends Forwarding {
    Changing(InMemoryStore good) {
      super(good);
    }

    @Override
    public void recordUses(Map<ApiKeyId, Instant> uses) {
      good.recordUses(uses);
      uses.keySet().forEach(id -> change(good, id));
    }

    private static void change(ApiKeyStore keys, ApiKeyId id) {
      keys.findKey(id)
          .ifPresent(
              key -> {
                Status status = key.status();
                keys.changeKeyStatus(id, status, status.withKeyKilled(!status.keyKilled()));
              });
    }
  }
}
