package dev.assetlookup.bootstrap.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.serve.LimitSharing;
import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.TrimChanges;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.KeyUseRecorder;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.limits.Buckets;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AssetReader;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.http.ContentApi;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import javax.inject.Provider;
import javax.inject.Singleton;

/** The inbound ports and the HTTP API over the outbound ports. */
@Module
interface UseCases {
  @Provides
  static InstantSource clock() {
    return InstantSource.system();
  }

  @Provides
  @Singleton
  static ReadOnlyLookup reads(AssetReader assets, InstantSource clock, Settings settings) {
    return new ReadOnlyLookup(assets, clock, settings.assets().supersession());
  }

  @Provides
  @Singleton
  static AssetLookup lookup(
      ContainerStore containers, InstantSource clock, Settings settings, Storage storage) {
    Supersession supersession = settings.assets().supersession();
    return AssetLookup.over(containers)
        .clock(clock)
        .grace(supersession.grace())
        .retention(supersession.retention())
        .urls(settings.assets().urls())
        .sweeper(new SweepThreads(storage.sweepWidth()))
        .build();
  }

  // Not of the lookup: others read the log than write the containers.

  @Provides
  @Singleton
  static Optional<ReadChanges> readChanges(Storage storage) {
    return storage
        .changeLog()
        .map(log -> ReadChanges.over(log, look -> Thread.ofVirtual().name("changes").start(look)));
  }

  @Provides
  @Singleton
  static TrimChanges trimChanges(Storage storage, InstantSource clock, Settings settings) {
    TrimChanges changes =
        storage
            .changeLog()
            .map(log -> TrimChanges.over(log, clock, settings.logs().changes()))
            .orElse(ended -> 0);
    TrimChanges audit =
        storage
            .auditTrail()
            .map(trail -> TrimChanges.ofAudit(trail, clock, settings.logs().audit()))
            .<TrimChanges>map(trim -> new HourlyTrim(trim, clock))
            .orElse(ended -> 0);
    TrimChanges buckets =
        storage
            .sharedBudget()
            .map(TrimChanges::ofBuckets)
            .<TrimChanges>map(trim -> new HourlyTrim(trim, clock))
            .orElse(ended -> 0);
    return ended -> {
      long entries = changes.trim(ended) + audit.trim(ended);
      buckets.trim(ended);
      return entries;
    };
  }

  @Provides
  static Optional<ReadAudit> readAudit(Storage storage) {
    return storage.auditTrail().map(ReadAudit::over);
  }

  // Not of the lookup: a bucket whose objects are the records has keys, too.

  @Provides
  static ManageKeys manageKeys(ApiKeyStore keys, InstantSource clock) {
    return ManageKeys.over(keys, clock, new SecureRandom());
  }

  @Provides
  static AdministerKeys administerKeys(ApiKeyStore keys, Storage storage, InstantSource clock) {
    return AdministerKeys.over(keys, storage.keyUses().orElse(null), clock, new SecureRandom());
  }

  @Provides
  @Singleton
  static ServedReads servedReads(Storage storage, Settings settings, InstantSource clock) {
    return ServedReads.over(storage, settings, clock);
  }

  @Provides
  @Singleton
  static Optional<KeyUseRecorder> keyUseRecorder(
      Storage storage, ServedReads served, InstantSource clock) {
    return storage.keyUses().map(uses -> new KeyUseRecorder(served.keys(), uses, clock));
  }

  @Binds
  FindAsset findAsset(ReadOnlyLookup reads);

  @Binds
  PublishContainer publishContainer(AssetLookup lookup);

  @Binds
  DeleteContainer deleteContainer(AssetLookup lookup);

  @Binds
  SweepContainers sweepContainers(AssetLookup lookup);

  @Provides
  @Singleton
  static Optional<LimitSharing> limitSharing(Storage storage, Settings settings) {
    return settings.limits().isShared()
        ? storage.sharedBudget().map(LimitSharing::new)
        : Optional.empty();
  }

  @Provides
  static ContentApi contentApi(
      Storage storage,
      Settings settings,
      ServedReads served,
      Optional<KeyUseRecorder> recorder,
      AdministerKeys keys,
      Provider<AssetLookup> all,
      Optional<ReadChanges> changes,
      Optional<ReadAudit> audit,
      Optional<LimitSharing> sharing,
      InstantSource clock) {
    ReadOnlyLookup reads = served.lookup();
    ContentApi.Builder api =
        ContentApi.builder(reads, recorder.<AuthenticateKey>map(r -> r).orElse(served.keys()))
            .keys(keys)
            .batches(reads)
            .reading(reads)
            .cached(served.scope(), served.answerBytes());
    if (storage.isWritable()) {
      AssetLookup lookup = all.get();
      api.listing(lookup).publishing(lookup).deleting(lookup);
    }
    changes.ifPresent(api::changes);
    Buckets buckets = sharing.<Buckets>map(LimitSharing::buckets).orElse(Buckets.LOCAL);
    settings.limits().rules().ifPresent(rules -> api.limits(rules, buckets));
    api.trustedProxies(settings.limits().proxies());
    audit.ifPresent(api::audit);
    return api.clock(clock).build();
  }
}
