package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.assetlookup.core.lookup.AssetLookup;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.ContainerPublishing;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
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
  static final Precondition ANY = new Precondition.Any();
  static final Instant START = Instant.parse("2026-04-17T13:10:00.123456Z");
  static final Duration GRACE = Duration.ofMinutes(10);

  final InMemoryStore store = new InMemoryStore();
  final SettableClock clock = new SettableClock(START);
  final ContainerPublishing publishing = new ContainerPublishing(store, clock, false);
  final AssetLookup lookup = new AssetLookup(store, clock, GRACE);

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

  /** Drafts of URLs, each told by its file name. */
  static ContainerDraft set(String... fileNames) {
    return new ContainerDraft(
        CONTAINER,
        null,
        ContainerDetails.COMPLETED,
        List.of(fileNames).stream().map(World::asset).toList());
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
    return store.read(new ContainerKey(ACME, CONTAINER)).orElseThrow();
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
