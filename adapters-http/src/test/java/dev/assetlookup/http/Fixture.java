package dev.assetlookup.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.MimeType;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.lookup.ReadContainer;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer.Result;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An organization with one container of three assets and keys to it, in memory. */
final class Fixture {
  static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";
  static final String DELETED = "cnt_00000000-0000-4000-8000-00000000dead";
  static final String FOREIGN = "cnt_00000000-0000-4000-8000-00000000feed";
  static final String UNKNOWN = "cnt_00000000-0000-4000-8000-000000000000";
  static final String VIDEO_PATH = path(CONTAINER, "clip");
  static final String SLIDE_PATH = path(CONTAINER, "slide-1");
  static final Duration GRACE = Duration.ofMinutes(10);
  static final String CHECKSUM = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  static final String CLIP_JSON =
      """
      {"containerId":"cnt_9c855048-b470-42e7-8f1b-032324d48555",\
      "assetId":"clip",\
      "kind":"video",\
      "url":"https://media.example.com/m/clip.mp4",\
      "thumbnailUrl":"https://media.example.com/m/clip.jpg",\
      "mimeType":"video/mp4",\
      "sizeBytes":5000000000,\
      "durationMs":15000,\
      "width":1080,\
      "height":1920,\
      "checksumSha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",\
      "expiresAt":"2999-04-17T13:10:00.500Z"}\
      """;
  static final String SLIDE_JSON =
      """
      {"containerId":"cnt_9c855048-b470-42e7-8f1b-032324d48555",\
      "assetId":"slide-1",\
      "kind":"image",\
      "url":"https://media.example.com/m/slide-1.png",\
      "thumbnailUrl":null}\
      """;

  private static final byte[] SECRET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-_".getBytes(StandardCharsets.US_ASCII);
  private static final String MEDIA = "https://media.example.com/m/";
  static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final OrganizationId OTHER = new OrganizationId("org_other");

  /** As much as the container may carry of superseded assets, in their grace. */
  void supersedeTooMuch() {
    Container stored =
        store
            .read(new ContainerKey(ACME, ContainerId.parse(CONTAINER).orElseThrow()))
            .orElseThrow();
    List<SupersededAsset> superseded = new ArrayList<>();
    String longName = "x".repeat(1_900);
    for (int i = 0; i <= Container.MAX_SUPERSEDED_BYTES / longName.length(); i++) {
      Asset asset =
          new Asset(
              new AssetId("old-" + i),
              AssetDescriptor.at(new MediaUrl(MEDIA + i + longName + ".png")).build());
      superseded.add(
          new SupersededAsset(asset, 0, stored.revision(), now.get(), false, Media.HELD));
    }
    Container full =
        new Container(
            stored.key(),
            stored.revision().next(),
            stored.createdAt(),
            stored.details(),
            stored.assets(),
            superseded,
            null);
    assertThat(store.swap(full, stored.revision())).isEqualTo(ContainerStore.Swap.DONE);
  }

  final InMemoryStore store = new InMemoryStore();

  /** Stands still unless a test moves it. */
  final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-17T13:10:00.123456Z"));

  /** Likewise: the time by which limits are over. */
  final AtomicLong nanos = new AtomicLong();

  /** How often a key was looked for. */
  final AtomicInteger keyReads = new AtomicInteger();

  /** Done before the API changes a key. */
  final AtomicReference<Runnable> administering = new AtomicReference<>(() -> {});

  final InstantSource clock = now::get;
  final ManageKeys management = ManageKeys.over(store, clock, new SecureRandom());
  final AssetLookup publishing = AssetLookup.over(store).clock(clock).build();
  final ReadChanges changes = publishing.changes();
  final ApiKeyId keyId = new ApiKeyId("ABCDEFGHIJKLMN27");

  /** Reads and writes, and reads the audit log. */
  final String key =
      addKey(
          keyId,
          ACME,
          "Acme, \"Inc\" \u00fc",
          Scope.CONTENT_WRITE,
          Scope.CONTENT_READ,
          Scope.AUDIT_READ);

  /** Of the same organization; reads only. */
  final String readerKey = addKey(new ApiKeyId("READERAAAAAAAAAA"), ACME, null, Scope.CONTENT_READ);

  /** Of the same organization; writes only. */
  final String writerKey =
      addKey(new ApiKeyId("WRITERAAAAAAAAAA"), ACME, null, Scope.CONTENT_WRITE);

  /** Of the same organization; manages keys, and reads. */
  final String managerKey =
      addKey(new ApiKeyId("MANAGERAAAAAAAAA"), ACME, null, Scope.KEYS_MANAGE, Scope.CONTENT_READ);

  /** Good, but grants nothing. */
  final String scopelessKey = addKey(new ApiKeyId("SCOPELESSAAAAAAA"), ACME, null);

  /** Reads and writes, but of a lower tier than the others. */
  final String slowKey =
      addKey(
          new ApiKeyId("SLQWAAAAAAAAAAAA"),
          ACME,
          null,
          RateLimitTier.STANDARD,
          Scope.CONTENT_WRITE,
          Scope.AUDIT_READ,
          Scope.KEYS_MANAGE,
          Scope.CONTENT_READ);

  /** Reads and writes in the project "launch" of the same organization, where nothing is. */
  final String boundKey = addBoundKey(new ApiKeyId("BQUNDAAAAAAAAAAA"), "launch");

  final String foreignKey =
      addKey(new ApiKeyId("FOREIGNAAAAAAAAA"), OTHER, null, Scope.CONTENT_READ);

  Fixture() {
    publish(ACME, CONTAINER, clip(), slide(1), slide(2));
    publish(ACME, DELETED, slide(1));
    publish(OTHER, FOREIGN, slide(1));
    publishing.delete(all(ACME), id(DELETED), Precondition.ANY);
  }

  ContentApi api() {
    return api(store, AuthenticateKey.over(store, clock));
  }

  ContentApi api(Bodies bodies) {
    return builder(store, AuthenticateKey.over(store, clock)).bodies(bodies).build();
  }

  ContentApi api(ReadChanges port) {
    return builder(store, AuthenticateKey.over(store, clock)).changes(port).build();
  }

  /** All routes. */
  ContentApi api(ContainerStore containers, AuthenticateKey keys) {
    return builder(containers, keys).build();
  }

  ContentApi api(ContainerStore containers, AuthenticateKey keys, LimitRules rules) {
    return builder(containers, keys).limits(rules).build();
  }

  private Optional<ApiKey> findCounted(ApiKeyId id) {
    keyReads.incrementAndGet();
    return store.findKey(id);
  }

  ContentApi api(ReadChanges port, LimitRules rules) {
    return builder(store, AuthenticateKey.over(store)).changes(port).limits(rules).build();
  }

  /** All routes, with limits. */
  ContentApi api(LimitRules rules, TrustedProxies proxies) {
    return builder(store, AuthenticateKey.over(this::findCounted))
        .limits(rules)
        .trustedProxies(proxies)
        .build();
  }

  private ContentApi.Builder builder(ContainerStore containers, AuthenticateKey keys) {
    ReadOnlyLookup lookup = new ReadOnlyLookup(containers, clock, Supersession.DEFAULT);
    AssetLookup publishes = AssetLookup.over(containers).clock(clock).build();
    return ContentApi.builder(lookup, keys)
        .batches(lookup)
        .reading(ReadContainer.over(containers))
        .listing(ListContainers.over(containers))
        .publishing(publishes)
        .deleting(publishes)
        .changes(changes)
        .nanos(nanos::get)
        .audit(publishing.audit())
        .keys(AdministerKeys.over(administered(store), store, clock, new SecureRandom()))
        .clock(clock);
  }

  private ApiKeyStore administered(ApiKeyStore keys) {
    return new ForwardingApiKeyStore(keys) {
      @Override
      public ApiKeyStore changedBy(Actor actor) {
        return administered(store().changedBy(actor));
      }

      @Override
      public boolean changeKeyStatus(ApiKeyId id, ApiKey.Status expected, ApiKey.Status next) {
        administering.get().run();
        return super.changeKeyStatus(id, expected, next);
      }
    };
  }

  static String path(String container, String asset) {
    return "/v1/content/" + container + "/assets/" + asset;
  }

  static String path(String container) {
    return "/v1/content/" + container;
  }

  static ContainerId id(String container) {
    return ContainerId.parse(container).orElseThrow();
  }

  static AssetDescriptor clip() {
    return AssetDescriptor.at(new MediaUrl(MEDIA + "clip.mp4"))
        .kind(Kind.VIDEO)
        .thumbnailUrl(new MediaUrl(MEDIA + "clip.jpg"))
        .mimeType(new MimeType("video/mp4"))
        .sizeBytes(5_000_000_000L)
        .durationMs(15_000L)
        .width(1080)
        .height(1920)
        .checksumSha256(new Sha256(CHECKSUM))
        .expiresAt(Instant.parse("2999-04-17T13:10:00.5Z"))
        .build();
  }

  static AssetDescriptor slide(int number) {
    return AssetDescriptor.at(new MediaUrl(MEDIA + "slide-" + number + ".png")).build();
  }

  void publish(String container, AssetDescriptor... assets) {
    publish(ACME, container, assets);
  }

  private void publish(OrganizationId organization, String container, AssetDescriptor... assets) {
    List<AssetDraft> drafts =
        List.of(assets).stream().map(asset -> new AssetDraft(null, asset)).toList();
    Result result =
        publishing.publish(
            all(organization),
            new ContainerDraft(id(container), null, ContainerDetails.COMPLETED, drafts),
            Precondition.ANY);
    if (!(result instanceof Result.Published)) {
      throw new IllegalStateException(result.toString());
    }
  }

  private static Caller all(OrganizationId organization) {
    return new Caller(organization, Set.of(Scope.ALL_DATA));
  }

  private String addKey(
      ApiKeyId id, OrganizationId organization, @Nullable String name, Scope... scopes) {
    return addKey(id, organization, name, RateLimitTier.PILOT, scopes);
  }

  String addKey(
      ApiKeyId id,
      OrganizationId organization,
      @Nullable String name,
      RateLimitTier tier,
      Scope... scopes) {
    return addKey(
        id,
        KeyTerms.builder(organization).organizationName(name).scopes(scopes).rateLimitTier(tier));
  }

  private String addBoundKey(ApiKeyId id, String project) {
    return addKey(
        id,
        KeyTerms.builder(ACME)
            .scopes(Scope.ALL_DATA)
            .projects(Projects.only(project))
            .rateLimitTier(RateLimitTier.PILOT));
  }

  private String addKey(ApiKeyId id, KeyTerms.Builder terms) {
    store.addKey(ApiKey.active(id, terms.build(), Sha256.of(SECRET), Instant.EPOCH));
    return "lp_live_" + id + "_" + new String(SECRET, StandardCharsets.US_ASCII);
  }
}
