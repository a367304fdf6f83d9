package dev.assetlookup.core;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.feed.TrimChanges;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.AuditTrail;
import dev.assetlookup.core.store.ChangeLog;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be done over one store, with one clock and one policy: find, read, list,
 * publish, delete, sweep, follow changes, and manage API keys.
 *
 * <pre>{@code
 * AssetLookup lookup = AssetLookup.over(store).build();
 * }</pre>
 *
 * <p>It is each of the inbound ports that it implements, so it can be handed on as the one that is
 * needed. Thread-safe if the store is. It does no I/O when it is built, starts no thread and has
 * nothing to close. A store that can only be read has a {@link ReadOnlyLookup}.
 */
public final class AssetLookup extends StoredAssets
    implements ListContainers, PublishContainer, DeleteContainer, SweepContainers {
  private static final String NO_LOG =
      "the store keeps no change log; if one below it does, give that to"
          + " AssetLookup.Builder.changeLog";

  private static final String NO_TRAIL =
      "the store keeps no audit trail; if one below it does, give that to"
          + " AssetLookup.Builder.auditTrail";

  private final ListContainers list;
  private final PublishContainer publish;
  private final DeleteContainer delete;
  private final SweepContainers sweep;
  private final @Nullable AuthenticateKey authentication;
  private final @Nullable ManageKeys keys;
  private final @Nullable ReadChanges changes;
  private final @Nullable TrimChanges trimming;
  private final @Nullable ReadAudit audit;
  private final @Nullable TrimChanges auditTrimming;

  private AssetLookup(Builder builder) {
    super(builder.store, builder.clock, builder.supersession());
    ContainerStore store = builder.store;
    InstantSource clock = builder.clock;
    this.list = ListContainers.over(store);
    this.publish = PublishContainer.over(store, clock, builder.urls);
    this.delete = DeleteContainer.over(store, clock);
    this.sweep = SweepContainers.over(store, clock, builder.supersession(), builder.sweeper);
    ApiKeyStore keyStore = builder.keys;
    this.authentication = keyStore == null ? null : AuthenticateKey.over(keyStore, builder.clock);
    this.keys = keyStore == null ? null : ManageKeys.over(keyStore, clock, new SecureRandom());
    ChangeLog log = builder.log;
    this.changes = log == null ? null : ReadChanges.over(log);
    this.trimming = log == null ? null : TrimChanges.over(log, clock, builder.changesRetention);
    AuditTrail trail = builder.trail;
    this.audit = trail == null ? null : ReadAudit.over(trail);
    this.auditTrimming =
        trail == null ? null : TrimChanges.ofAudit(trail, clock, builder.auditRetention);
  }

  /**
   * Starts with the defaults: the system's clock, a grace of 10 minutes, a retention of 7 days,
   * only {@code https} URLs without signatures, and the store's own API keys and change log if it
   * keeps any.
   *
   * @param store where the containers are
   * @return a new builder
   */
  public static Builder over(ContainerStore store) {
    return new Builder(store);
  }

  @Override
  public ListContainers.Result list(
      Caller caller, ContainerFilter filter, @Nullable ContainerPosition after, int limit) {
    return list.list(caller, filter, after, limit);
  }

  @Override
  public PublishContainer.Result publish(
      Caller caller, ContainerDraft draft, Precondition precondition) {
    return publish.publish(caller, draft, precondition);
  }

  @Override
  public List<Problem> check(SortedMap<Integer, AssetDraft> assets) {
    return publish.check(assets);
  }

  @Override
  public DeleteContainer.Result delete(
      Caller caller, ContainerId container, Precondition precondition) {
    return delete.delete(caller, container, precondition);
  }

  @Override
  public Report sweep(MediaRelease release, BooleanSupplier ended) {
    return sweep.sweep(release, ended);
  }

  @Override
  public Report preview(MediaRelease release, BooleanSupplier ended) {
    return sweep.preview(release, ended);
  }

  /**
   * Finds out who stands behind an API key that a client sent.
   *
   * @return the port
   * @throws IllegalStateException if there is no place for API keys, see {@link Builder#keys}
   */
  public AuthenticateKey authentication() {
    return required(authentication);
  }

  /**
   * Mints, lists and revokes API keys.
   *
   * @return the port
   * @throws IllegalStateException if there is no place for API keys, see {@link Builder#keys}
   */
  public ManageKeys keys() {
    return required(keys);
  }

  private static <T> T required(@Nullable T port) {
    return required(
        port, "the store keeps no API keys; give one that does to AssetLookup.Builder.keys");
  }

  private static <T> T required(@Nullable T port, String otherwise) {
    if (port == null) {
      throw new IllegalStateException(otherwise);
    }
    return port;
  }

  /**
   * Reads and follows what was published, replaced and deleted.
   *
   * @return the port, always the same; to be closed only to end waits early
   * @throws IllegalStateException if there is no log, see {@link Builder#changeLog}
   */
  public ReadChanges changes() {
    return required(changes, NO_LOG);
  }

  /**
   * Forgets changes that are older than {@link Builder#changesRetention}; to be called now and then
   * beside a sweep.
   *
   * @return the port
   * @throws IllegalStateException if there is no log, see {@link Builder#changeLog}
   */
  public TrimChanges trimming() {
    return required(trimming, NO_LOG);
  }

  /**
   * Reads who changed what.
   *
   * @return the port, always the same
   * @throws IllegalStateException if there is no audit trail, see {@link Builder#auditTrail}
   */
  public ReadAudit audit() {
    return required(audit, NO_TRAIL);
  }

  /**
   * Forgets entries of the audit trail that are older than {@link Builder#auditRetention}; to be
   * called now and then beside a sweep.
   *
   * @return the port
   * @throws IllegalStateException if there is no audit trail, see {@link Builder#auditTrail}
   */
  public TrimChanges auditTrimming() {
    return required(auditTrimming, NO_TRAIL);
  }

  /** Gathers what a lookup is made of. Not thread-safe. */
  public static final class Builder {
    private final ContainerStore store;
    private @Nullable ApiKeyStore keys;
    private @Nullable ChangeLog log;
    private @Nullable AuditTrail trail;
    private InstantSource clock = InstantSource.system();
    private Duration grace = Supersession.DEFAULT.grace();
    private Duration retention = Supersession.DEFAULT.retention();
    private Duration changesRetention = TrimChanges.DEFAULT_RETENTION;
    private Duration auditRetention = TrimChanges.DEFAULT_AUDIT_RETENTION;
    private UrlRules urls = UrlRules.DEFAULT;
    private Executor sweeper = Runnable::run;

    private Builder(ContainerStore store) {
      this.store = Objects.requireNonNull(store);
      this.keys = store instanceof ApiKeyStore both ? both : null;
      this.log = store instanceof ChangeLog both ? both : null;
      this.trail = store instanceof AuditTrail both ? both : null;
    }

    /**
     * Keeps API keys in another store. Needed only for API keys, and only if the store of the
     * containers does not keep them.
     *
     * @param keys where the keys are
     * @return this
     */
    public Builder keys(ApiKeyStore keys) {
      this.keys = Objects.requireNonNull(keys);
      return this;
    }

    /**
     * Names the log of the changes. Needed only if the store of the containers passes its calls on
     * to one that keeps the log.
     *
     * @param log of the same containers
     * @return this
     */
    public Builder changeLog(ChangeLog log) {
      this.log = Objects.requireNonNull(log);
      return this;
    }

    /**
     * Names the audit trail. Needed only if the store of the containers passes its calls on to one
     * that keeps the trail; it has to pass on {@link ContainerStore#writtenBy}, too.
     *
     * @param trail of the same containers
     * @return this
     */
    public Builder auditTrail(AuditTrail trail) {
      this.trail = Objects.requireNonNull(trail);
      return this;
    }

    /**
     * Replaces the system's clock.
     *
     * @param clock the clock
     * @return this
     */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock);
      return this;
    }

    /**
     * Sets how long a superseded asset goes on resolving. Every lookup over one store needs the
     * same: a sweep with a shorter one releases files that other lookups still hand out.
     *
     * @param grace 0 or more, not longer than the retention
     * @return this
     */
    public Builder grace(Duration grace) {
      this.grace = Objects.requireNonNull(grace);
      return this;
    }

    /**
     * Sets how long something superseded or deleted is remembered, so that a stale id is answered
     * with the reason.
     *
     * @param retention not shorter than the grace
     * @return this
     */
    public Builder retention(Duration retention) {
      this.retention = Objects.requireNonNull(retention);
      return this;
    }

    /**
     * Sets how long changes are kept. Left out, it is 30 days.
     *
     * @param retention more than zero
     * @return this
     */
    public Builder changesRetention(Duration retention) {
      this.changesRetention = Objects.requireNonNull(retention);
      return this;
    }

    /**
     * Sets how long entries of the audit trail are kept. Left out, it is 400 days.
     *
     * @param retention more than zero
     * @return this
     */
    public Builder auditRetention(Duration retention) {
      this.auditRetention = Objects.requireNonNull(retention);
      return this;
    }

    /**
     * Sets which URLs may be published.
     *
     * @param urls the rules
     * @return this
     */
    public Builder urls(UrlRules urls) {
      this.urls = Objects.requireNonNull(urls);
      return this;
    }

    /**
     * Sweeps many containers at once, as many as the executor has threads, at most 100; left out, a
     * sweep runs in the thread that calls it.
     *
     * @param sweeper yours to shut down
     * @return this
     */
    public Builder sweeper(Executor sweeper) {
      this.sweeper = Objects.requireNonNull(sweeper);
      return this;
    }

    private Supersession supersession() {
      return new Supersession(grace, retention);
    }

    /**
     * Builds the lookup from what was set; does no I/O.
     *
     * @return a new lookup
     * @throws IllegalArgumentException if the grace is negative or longer than the retention, or
     *     changes or the audit trail are to be kept for no time
     */
    public AssetLookup build() {
      return new AssetLookup(this);
    }
  }
}
