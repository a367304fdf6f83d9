package dev.assetlookup.bootstrap.wiring;

import dagger.BindsInstance;
import dagger.Component;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.serve.LimitSharing;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.TrimChanges;
import dev.assetlookup.core.keys.KeyUseRecorder;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.sweep.SweepContainers;
import dev.assetlookup.http.ContentApi;
import dev.assetlookup.r2.objects.MediaBucket;
import java.util.Optional;
import javax.inject.Singleton;

/** All parts of the program, put together by Dagger. */
@Singleton
@Component(modules = {StoragePorts.class, UseCases.class})
public interface Application {
  /**
   * The lookup.
   *
   * @return the inbound port
   */
  FindAsset findAsset();

  /**
   * Publishing.
   *
   * @return the inbound port
   */
  PublishContainer publishContainer();

  /**
   * Deleting.
   *
   * @return the inbound port
   */
  DeleteContainer deleteContainer();

  /**
   * Sweeping.
   *
   * @return the inbound port
   */
  SweepContainers sweepContainers();

  /**
   * Following changes.
   *
   * @return the inbound port, always the same, to be closed when the server stops; empty if the
   *     storage keeps no log
   */
  Optional<ReadChanges> readChanges();

  /**
   * Reading who changed what.
   *
   * @return the inbound port; empty if the storage keeps no audit trail
   */
  Optional<ReadAudit> readAudit();

  /**
   * Forgetting old changes and old entries of the audit trail.
   *
   * @return the inbound port, always the same, which does nothing if the storage keeps neither
   */
  TrimChanges trimChanges();

  /**
   * Sharing rate limits with other servers.
   *
   * @return always the same, to be started and closed with the server; empty if each server has its
   *     own
   */
  Optional<LimitSharing> limitSharing();

  /**
   * Managing keys.
   *
   * @return the inbound port
   */
  ManageKeys manageKeys();

  /**
   * Noting when keys are used.
   *
   * @return what notes it for {@link #contentApi}, always the same, to be flushed; empty if the
   *     storage does not remember it
   */
  Optional<KeyUseRecorder> keyUseRecorder();

  /**
   * The store, for an export of everything.
   *
   * @return the outbound port
   */
  ContainerStore containers();

  /**
   * The bucket with the media.
   *
   * @return the bucket
   * @throws dev.assetlookup.bootstrap.config.ConfigurationException if none is configured
   */
  MediaBucket media();

  /**
   * The HTTP API.
   *
   * @return the service
   */
  ContentApi contentApi();

  /** Makes an application. */
  @Component.Factory
  interface Factory {
    /**
     * Puts the parts together; does no I/O.
     *
     * @param settings the settings
     * @param storage the open storage
     * @return the application
     */
    Application create(@BindsInstance Settings settings, @BindsInstance Storage storage);
  }
}
