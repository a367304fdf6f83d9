package dev.assetlookup.testkit;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/** What stores do wrong when keys are added or their status changes. */
final class BrokenKeyWrites {
  private BrokenKeyWrites() {}

  /** Adds a key in place of the one that is there. */
  static Function<ApiKeyStore, ApiKeyStore> overwriting(Supplier<Boolean> answer) {
    return good ->
        new BreakableApiKeyStore(good) {
          private final Map<ApiKeyId, ApiKey> replaced = new ConcurrentHashMap<>();

          @Override
          public boolean addKey(ApiKey key) {
            if (good.addKey(key)) {
              return true;
            }
            replaced.put(key.id(), key);
            return answer.get();
          }

          @Override
          public Optional<ApiKey> findKey(ApiKeyId id) {
            return Optional.ofNullable(replaced.get(id)).or(() -> good.findKey(id));
          }
        };
  }

  /** Changes a status if it takes the stored and the expected one for equal. */
  static Function<ApiKeyStore, ApiKeyStore> changingIf(BiPredicate<Status, Status> takenForEqual) {
    return good ->
        new BreakableApiKeyStore(good) {
          @Override
          public synchronized boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
            Status stored = good.findKey(id).map(ApiKey::status).orElse(expected);
            return good.changeKeyStatus(
                id, takenForEqual.test(stored, expected) ? stored : expected, next);
          }
        };
  }

  static final class CheckingThenAdding extends BreakableApiKeyStore {
    CheckingThenAdding(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean addKey(ApiKey key) {
      if (good.findKey(key.id()).isPresent()) {
        return false;
      }
      BreakableContainerStore.letOthersIn();
      good.addKey(key);
      return true;
    }
  }

  static final class OneWriterAtATime extends BreakableApiKeyStore {
    private final ReentrantLock lock = new ReentrantLock();

    OneWriterAtATime(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean addKey(ApiKey key) {
      if (!lock.tryLock()) {
        return false;
      }
      try {
        BreakableContainerStore.letOthersIn();
        return good.addKey(key);
      } finally {
        lock.unlock();
      }
    }
  }

  static final class ChangingAll extends BreakableApiKeyStore {
    ChangingAll(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      boolean changed = good.changeKeyStatus(id, expected, next);
      if (changed) {
        all(null).forEach(key -> good.changeKeyStatus(key.id(), expected, next));
      }
      return changed;
    }
  }

  static final class ConfirmingUnknown extends BreakableApiKeyStore {
    ConfirmingUnknown(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      return good.changeKeyStatus(id, expected, next) || good.findKey(id).isEmpty();
    }
  }

  static final class CheckingThenChanging extends BreakableApiKeyStore {
    CheckingThenChanging(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      if (good.findKey(id).filter(key -> key.status().equals(expected)).isEmpty()) {
        return false;
      }
      BreakableContainerStore.letOthersIn();
      synchronized (this) {
        Status stored = good.findKey(id).orElseThrow().status();
        return good.changeKeyStatus(id, stored, next);
      }
    }
  }

  static final class CountingChangedRows extends BreakableApiKeyStore {
    CountingChangedRows(ApiKeyStore good) {
      super(good);
    }

    @Override
    public boolean changeKeyStatus(ApiKeyId id, Status expected, Status next) {
      return good.changeKeyStatus(id, expected, next) && !expected.equals(next);
    }
  }
}
