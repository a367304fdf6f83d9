package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.cache.StoreCache;
import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.store.ApiKeyReader;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.RequestScope;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What requests are answered from: the storage through a cache, if it keeps a log and the cache is
 * not switched off, or as a bucket was a while ago, if that is allowed. API keys of an H2 file are
 * remembered also if it is. Commands and writers read the storage itself.
 *
 * @param lookup finds assets and reads containers
 * @param keys authenticates
 * @param scope ties together the reads of a request
 * @param answerBytes how much written answers may take
 */
record ServedReads(
    ReadOnlyLookup lookup, AuthenticateKey keys, RequestScope scope, long answerBytes) {

  /** Room for API keys alone. */
  private static final long KEY_BYTES = 1 << 20;

  static ServedReads over(Storage storage, Settings settings, InstantSource clock) {
    long bytes = settings.cache().containerBytes();
    Optional<StoreCache> cache = cache(storage, bytes);
    AssetReader assets =
        bytes == 0
            ? storage.served()
            : cache.map(c -> c.assets(storage.served())).orElseGet(storage::served);
    ApiKeyReader keys =
        cache.map(c -> c.keyReader(storage.servedKeys())).orElseGet(storage::servedKeys);
    Supersession supersession = settings.assets().supersession();
    return new ServedReads(
        new ReadOnlyLookup(assets, clock, supersession),
        AuthenticateKey.over(keys, clock),
        cache.map(StoreCache::requests).orElse(RequestScope.NONE),
        cache.isPresent() || settings.cache().isStale() ? settings.cache().answerBytes() : 0);
  }

  private static Optional<StoreCache> cache(Storage storage, long bytes) {
    // Without a cache, a look at a remote log costs what reading the key does.
    if (!storage.mayBeRemembered() || (bytes == 0 && storage.isRemote())) {
      return Optional.empty();
    }
    return storage
        .changeLog()
        .map(
            log -> {
              StoreCache.Builder cache = StoreCache.over(log).size(bytes == 0 ? KEY_BYTES : bytes);
              return (storage.isRemote() ? cache.sharedLooks() : cache).build();
            });
  }
}
