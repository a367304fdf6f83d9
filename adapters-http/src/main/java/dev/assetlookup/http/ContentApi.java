package dev.assetlookup.http;

import dev.assetlookup.core.audit.ReadAudit;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.limits.Buckets;
import dev.assetlookup.core.limits.EndpointClass;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.FindAssets;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.RequestScope;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The API as a service for any Helidon server, under {@code /} or under whatever prefix it is
 * registered at. Always there are
 *
 * <ul>
 *   <li>{@code GET /v1/content/{containerId}/assets/{assetId}}, the descriptor of one asset,
 *   <li>{@code GET /v1/whoami}, who the API key stands for,
 *   <li>{@code GET /v1/changes}, which is answered with 501 if there is no port for it,
 *   <li>{@code GET /v1/audit-log}, who changed what, likewise, and
 *   <li>{@code GET /v1/openapi.json}, the description of all routes, without a key.
 * </ul>
 *
 * <p>The {@link Builder} adds what ports are given for:
 *
 * <ul>
 *   <li>{@code POST /v1/assets:batchGet}, many descriptors at once,
 *   <li>{@code GET /v1/content/{containerId}}, a whole container,
 *   <li>{@code GET /v1/content} and {@code GET /v1/projects/{projectId}/content}, lists, and
 *   <li>{@code PUT} and {@code DELETE /v1/content/{containerId}}.
 * </ul>
 *
 * <p>Every route with {@code GET} answers {@code HEAD}. Every answer, refusals and faults included,
 * has an {@code X-Request-Id}, and every error the envelope. Failures are logged once a state, not
 * once a request. Requests for other paths are left to the server's other routes. A body may have 8
 * MiB. Thread-safe if the ports are; opens nothing.
 */
public final class ContentApi implements HttpService {
  private final Callers callers;
  private final Callers cachedCallers;
  private final AssetEndpoints assets;
  private final ContainerEndpoints containers;
  private final @Nullable ReadChanges changes;
  private final AuditEndpoint audit;
  private final @Nullable ApiKeyEndpoints managing;
  private final @Nullable ListEndpoints lists;

  /**
   * The API for looking up single assets.
   *
   * @param assets finds the assets
   * @param keys authenticates the caller
   */
  public ContentApi(FindAsset assets, AuthenticateKey keys) {
    this(new Builder(assets, keys));
  }

  private ContentApi(Builder builder) {
    FailureLog failures =
        new FailureLog(System.getLogger(ContentApi.class.getName()), builder.clock);
    Limits limits = builder.limits();
    this.callers = new Callers(builder.keys, RequestScope.NONE, limits, failures);
    this.cachedCallers = new Callers(builder.keys, builder.requests, limits, failures);
    this.assets =
        new AssetEndpoints(
            builder.findAsset,
            builder.findAssets,
            new RememberedAnswers(builder.answerBytes),
            builder.bodies,
            failures);
    this.containers =
        new ContainerEndpoints(
            builder.read, builder.publish, builder.delete, builder.bodies, failures);
    this.changes = builder.changes;
    this.audit = new AuditEndpoint(builder.audit, failures);
    this.lists = builder.list == null ? null : new ListEndpoints(builder.list, failures);
    this.managing =
        builder.manage == null
            ? null
            : new ApiKeyEndpoints(builder.manage, builder.bodies, builder.clock);
  }

  /**
   * Starts building an API; without further calls it is that of {@link #ContentApi}.
   *
   * @param assets finds the assets
   * @param keys authenticates the caller
   * @return a builder
   */
  public static Builder builder(FindAsset assets, AuthenticateKey keys) {
    return new Builder(assets, keys);
  }

  /** Collects the ports, each of which adds routes. Not thread-safe. */
  public static final class Builder {
    private final FindAsset findAsset;
    private final AuthenticateKey keys;
    private @Nullable FindAssets findAssets;
    private @Nullable ReadContainer read;
    private @Nullable ListContainers list;
    private @Nullable PublishContainer publish;
    private @Nullable DeleteContainer delete;
    private @Nullable AdministerKeys manage;
    private RequestScope requests = RequestScope.NONE;
    private long answerBytes;
    private @Nullable ReadChanges changes;
    private @Nullable ReadAudit audit;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanos = System::nanoTime;
    private @Nullable LimitRules rules;
    private Buckets buckets = Buckets.LOCAL;
    private TrustedProxies proxies = TrustedProxies.NONE;
    private Bodies bodies = Bodies.inHeap();

    private Builder(FindAsset assets, AuthenticateKey keys) {
      this.findAsset = Objects.requireNonNull(assets);
      this.keys = Objects.requireNonNull(keys);
    }

    /**
     * Adds looking up many assets at once.
     *
     * @param port finds them
     * @return this
     */
    public Builder batches(FindAssets port) {
      this.findAssets = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds reading whole containers.
     *
     * @param port reads them
     * @return this
     */
    public Builder reading(ReadContainer port) {
      this.read = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds both lists.
     *
     * @param port lists the containers
     * @return this
     */
    public Builder listing(ListContainers port) {
      this.list = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds publishing.
     *
     * @param port publishes
     * @return this
     */
    public Builder publishing(PublishContainer port) {
      this.publish = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds deleting.
     *
     * @param port deletes
     * @return this
     */
    public Builder deleting(DeleteContainer port) {
      this.delete = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds managing the keys of the caller's organization.
     *
     * @param port manages them
     * @return this
     */
    public Builder keys(AdministerKeys port) {
      this.manage = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Serves from a cache: the reads for one request, of its key and of its assets, are made in its
     * scope, and what was written of an asset is kept for as long as the cache keeps the asset.
     *
     * @param scope the cache's
     * @param bytes about how much the written answers may take, 0 to keep none
     * @return this
     */
    public Builder cached(RequestScope scope, long bytes) {
      this.requests = Objects.requireNonNull(scope);
      this.answerBytes = Math.max(0, bytes);
      return this;
    }

    /**
     * Adds the changes of a store that keeps a log of them.
     *
     * @param port reads them; to be closed when the server stops, so that requests that wait are
     *     answered
     * @return this
     */
    public Builder changes(ReadChanges port) {
      this.changes = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Adds the audit trail of a store that keeps one.
     *
     * @param port reads it
     * @return this
     */
    public Builder audit(ReadAudit port) {
      this.audit = Objects.requireNonNull(port);
      return this;
    }

    /**
     * Replaces the system's clock, by which keys expire, the log says how long a failure has
     * lasted, and answers when a limit is over.
     *
     * @param source the clock
     * @return this
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source);
      return this;
    }

    /**
     * Limits how much is asked. Without this, nothing is, and no answer tells of limits.
     *
     * @param limits how much
     * @return this
     */
    public Builder limits(LimitRules limits) {
      return limits(limits, Buckets.LOCAL);
    }

    /**
     * Limits how much is asked, by buckets that several servers may share.
     *
     * @param limits how much
     * @param made makes the buckets of keys and organizations
     * @return this
     */
    public Builder limits(LimitRules limits, Buckets made) {
      this.rules = Objects.requireNonNull(limits);
      this.buckets = Objects.requireNonNull(made);
      return this;
    }

    /**
     * Tells who passes on the requests of others, and says for whom in {@code X-Forwarded-For} or
     * {@code Forwarded}. Only limits ask where a request comes from.
     *
     * @param trusted the proxies
     * @return this
     */
    public Builder trustedProxies(TrustedProxies trusted) {
      this.proxies = Objects.requireNonNull(trusted);
      return this;
    }

    /** Replaces the clock by which buckets fill. */
    Builder nanos(LongSupplier source) {
      this.nanos = source;
      return this;
    }

    private Limits limits() {
      return rules == null ? Limits.NONE : new BucketLimits(rules, buckets, proxies, nanos, clock);
    }

    /** Replaces the bound for bodies, which by default depends on the largest heap. */
    Builder bodies(Bodies bound) {
      this.bodies = bound;
      return this;
    }

    /**
     * Builds the service with the routes that were added.
     *
     * @return a new service
     */
    public ContentApi build() {
      return new ContentApi(this);
    }
  }

  @Override
  public void routing(HttpRules rules) {
    routing(rules, ServerLimits.DEFAULT.maxConnections());
  }

  /** Adds the routes to those of a server that has so many connections at most. */
  void routing(HttpRules rules, int connections) {
    // The hot route first: each one before it costs a comparison.
    EndpointClass reads = EndpointClass.READ_LIGHT;
    route(rules, AssetEndpoints.ASSET, Map.of(Method.GET, assets::find), cachedCallers, reads);
    if (assets.hasBatches()) {
      route(
          rules, AssetEndpoints.BATCH, Map.of(Method.POST, assets::findAll), cachedCallers, reads);
    }
    route(rules, ContainerEndpoints.CONTAINER, containers.endpoints());
    if (lists != null) {
      route(rules, ListEndpoints.ORGANIZATION, lists.ofOrganization());
      route(rules, ListEndpoints.PROJECT, lists.ofProject());
    }
    ChangesEndpoint following = new ChangesEndpoint(changes, connections, callers.limits());
    route(rules, ChangesEndpoint.CHANGES, Map.of(Method.GET, following::get));
    route(rules, AuditEndpoint.AUDIT_LOG, Map.of(Method.GET, audit::get));
    if (managing != null) {
      route(rules, ApiKeyEndpoints.KEYS, managing.ofAll());
      route(rules, ApiKeyEndpoints.KEY, managing.revoking());
      route(rules, ApiKeyEndpoints.ROTATE, managing.rotating());
      route(rules, ApiKeyEndpoints.KILL, managing.killing());
      route(rules, ApiKeyEndpoints.RESTORE, managing.restoring());
    }
    route(
        rules,
        new PathTemplate("/v1/whoami"),
        Map.of(Method.GET, (key, request, id) -> Answer.Content.of(WhoamiJson.write(key))));
    rules.route(
        HttpRoute.builder()
            .path(new PathTemplate("/v1/openapi.json"))
            .handler(new OpenApiDocument())
            .build());
  }

  /**
   * The route of single assets, for a server that needs no Helidon for it.
   *
   * @param idle how long a connection may wait for its next request
   */
  HotRoute hotRoute(Duration idle) {
    return new HotRoute(cachedCallers, assets, idle);
  }

  private void route(
      HttpRules rules, PathTemplate path, Map<Method, Operation.Endpoint> endpoints) {
    route(rules, path, endpoints, callers, EndpointClass.WRITE_LIGHT);
  }

  private static void route(
      HttpRules rules,
      PathTemplate path,
      Map<Method, Operation.Endpoint> endpoints,
      Callers by,
      EndpointClass ofOthers) {
    if (!endpoints.isEmpty()) {
      Operation operation = new Operation(by, endpoints, ofOthers);
      rules.route(HttpRoute.builder().path(path).handler(operation).build());
    }
  }
}
