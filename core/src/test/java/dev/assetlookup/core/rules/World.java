package dev.assetlookup.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.ReadOnlyLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.sweep.MediaRelease;
import dev.assetlookup.core.sweep.SweepContainers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The use cases over an in-memory store, with a clock that the test moves. */
final class World {
  static final OrganizationId ACME = new OrganizationId("org_acme");
  static final OrganizationId OTHER = new OrganizationId("org_other");
  static final Caller OWNER = new Caller(ACME, Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE));
  static final Caller STRANGER = new Caller(OTHER, Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE));
  static final ContainerId CONTAINER = new ContainerId(new UUID(1, 2));
  static final Precondition ANY = Precondition.ANY;
  static final Instant START = Instant.parse("2026-04-17T13:10:00.123456Z");
  static final Duration GRACE = Duration.ofMinutes(10);
  static final Duration RETENTION = Duration.ofDays(30);
  static final Supersession SUPERSESSION = new Supersession(GRACE, RETENTION);
  static final Duration MICROSECOND = Duration.ofNanos(1_000);

  final InMemoryStore store = new InMemoryStore();
  final SettableClock clock = new SettableClock(START);
  final AssetLookup publishing = AssetLookup.over(store).clock(clock).build();
  final ReadOnlyLookup lookup = new ReadOnlyLookup(store, clock, SUPERSESSION);
  final Releases releases = new Releases();
  final Sweep sweeping = sweeping(store, releases);

  static MediaUrl url(String fileName) {
    return new MediaUrl("https://media.example.com/" + fileName);
  }

  static AssetDraft asset(String fileName) {
    return new AssetDraft(null, AssetDescriptor.at(url(fileName)).build());
  }

  static AssetDraft asset(String fileName, String id) {
    return new AssetDraft(new AssetId(id), AssetDescriptor.at(url(fileName)).build());
  }

  static ContainerDraft set(AssetDraft... assets) {
    return new ContainerDraft(CONTAINER, null, ContainerDetails.COMPLETED, List.of(assets));
  }

  /** Drafts of URLs, each identified by its file name. */
  static ContainerDraft set(String... fileNames) {
    return new ContainerDraft(
        CONTAINER,
        null,
        ContainerDetails.COMPLETED,
        List.of(fileNames).stream().map(World::asset).toList());
  }

  /** A set for another container than the usual one. */
  static ContainerDraft set(ContainerId container, String... fileNames) {
    return new ContainerDraft(
        container,
        null,
        ContainerDetails.COMPLETED,
        List.of(fileNames).stream().map(World::asset).toList());
  }

  /** An asset that stops being there at a time. */
  static AssetDraft expiring(String fileName, Instant expiresAt) {
    return new AssetDraft(null, AssetDescriptor.at(url(fileName)).expiresAt(expiresAt).build());
  }

  /** An asset with a thumbnail. */
  static AssetDraft asset(MediaUrl url, MediaUrl thumbnail) {
    return new AssetDraft(null, AssetDescriptor.at(url).thumbnailUrl(thumbnail).build());
  }

  static ContainerKey key(ContainerId container) {
    return new ContainerKey(ACME, container);
  }

  Sweep sweeping(ContainerStore containers, MediaRelease release) {
    return new Sweep(SweepContainers.over(containers, clock, SUPERSESSION, Runnable::run), release);
  }

  /** What must be deleted by it is. */
  void delete(ContainerId container) {
    assertThat(publishing.delete(OWNER, container, ANY))
        .isEqualTo(new DeleteContainer.Result.Deleted());
  }

  PublishContainer.Result publish(ContainerDraft draft) {
    return publishing.publish(OWNER, draft, ANY);
  }

  /** Publishes what must be new, and returns what is stored. */
  Container published(ContainerDraft draft) {
    PublishContainer.Result result = publish(draft);
    assertThat(result).isInstanceOf(PublishContainer.Result.Published.class);
    return ((PublishContainer.Result.Published) result).container();
  }

  /** Publishes and returns the ids in the order of the set. */
  List<String> idsOf(ContainerDraft draft) {
    return published(draft).assets().stream().map(asset -> asset.id().value()).toList();
  }

  Container stored() {
    return store.read(key(CONTAINER)).orElseThrow();
  }

  /** Writes a container as it never is published, at the next revision. */
  Container store(Container next) {
    Revision before = store.read(next.key()).orElseThrow().revision();
    Container stored = Rewrites.withRevision(next, before.next().number());
    assertThat(store.swap(stored, before)).isEqualTo(Swap.DONE);
    return stored;
  }

  FindAsset.Result find(String asset) {
    return lookup.find(OWNER, CONTAINER, new AssetId(asset));
  }

  /** The URL that an id means now, null if it does not resolve. */
  @Nullable MediaUrl urlOf(String asset) {
    return find(asset) instanceof FindAsset.Result.Found found
        ? found.asset().descriptor().url()
        : null;
  }

  /** The URL's id in the current set. */
  AssetId currentIdOf(MediaUrl url) {
    return stored().assets().stream()
        .filter(asset -> asset.descriptor().url().equals(url))
        .map(Asset::id)
        .findFirst()
        .orElseThrow();
  }
}
