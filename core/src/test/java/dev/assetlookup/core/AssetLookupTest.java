package dev.assetlookup.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.lookup.FindAsset;
import dev.assetlookup.core.lookup.ListContainers;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One store, one clock, one policy: what an embedder sees first. */
class AssetLookupTest {
  private static final Caller WRITER = Caller.of("org_acme", Scope.CONTENT_WRITE);
  private static final Caller READER = Caller.of("org_acme", Scope.CONTENT_READ);
  private static final ContainerId CONTAINER = new ContainerId(new UUID(1, 2));

  private final InMemoryStore store = new InMemoryStore();
  private Instant now = Instant.parse("2026-04-17T13:10:00Z");
  private final AssetLookup lookup =
      AssetLookup.over(store).clock(() -> now).grace(Duration.ofMinutes(1)).build();

  private static ContainerDraft draft(String... files) {
    ContainerDraft.Builder draft = ContainerDraft.builder(CONTAINER);
    for (String file : files) {
      draft.asset(AssetDescriptor.at(new MediaUrl("https://media.test/" + file)).build());
    }
    return draft.build();
  }

  @Test
  void what_is_published_is_found_read_listed_and_deleted() {
    assertThat(lookup.publish(WRITER, draft("a.png"), Precondition.ABSENT))
        .isInstanceOf(PublishContainer.Result.Published.class);
    assertThat(lookup.find(READER, CONTAINER.toString(), "a").toOptional())
        .map(Asset::id)
        .contains(new AssetId("a"));
    assertThat(lookup.read(READER, CONTAINER).toOptional()).isPresent();
    assertThat(lookup.list(READER, ContainerFilter.ALL, null, 10))
        .isInstanceOfSatisfying(
            ListContainers.Result.Page.class, page -> assertThat(page.containers()).hasSize(1));
    assertThat(lookup.delete(WRITER, CONTAINER, Precondition.ANY))
        .isEqualTo(new DeleteContainer.Result.Deleted());
    assertThat(lookup.find(READER, CONTAINER.toString(), "a").toOptional()).isEmpty();
  }

  @Test
  void the_lookup_and_the_sweep_have_the_same_grace() {
    lookup.publish(WRITER, draft("a.png"), Precondition.ANY);
    lookup.publish(WRITER, draft("b.png"), Precondition.ANY);
    List<MediaUrl> released = new ArrayList<>();
    now = now.plusSeconds(59);
    lookup.sweep((container, urls) -> released.addAll(urls));
    assertThat(lookup.find(READER, CONTAINER, new AssetId("a")).toOptional()).isPresent();
    assertThat(released).isEmpty();
    now = now.plusSeconds(1);
    lookup.sweep((container, urls) -> released.addAll(urls));
    assertThat(lookup.find(READER, CONTAINER, new AssetId("a")))
        .isInstanceOf(FindAsset.Result.Superseded.class);
    assertThat(released).containsExactly(new MediaUrl("https://media.test/a.png"));
  }

  @Test
  void its_rules_for_urls_are_strict_unless_others_are_given() {
    ContainerDraft plain =
        ContainerDraft.builder(CONTAINER)
            .asset(AssetDescriptor.at(new MediaUrl("http://media.test/a.png")).build())
            .build();
    assertThat(lookup.publish(WRITER, plain, Precondition.ANY))
        .isInstanceOf(PublishContainer.Result.Invalid.class);
    AssetLookup lenient =
        AssetLookup.over(store).urls(UrlRules.DEFAULT.allowingHttp().allowingSigned()).build();
    assertThat(lenient.publish(WRITER, plain, Precondition.ANY))
        .isInstanceOf(PublishContainer.Result.Published.class);
  }

  @Test
  void a_store_that_keeps_keys_needs_no_other() {
    String text = mint(lookup);
    assertThat(lookup.authentication().authenticate(text))
        .isInstanceOf(AuthenticateKey.Result.Authenticated.class);
  }

  @Test
  void keys_can_have_a_store_of_their_own() {
    AssetLookup apart = AssetLookup.over(withoutKeys()).keys(store).build();
    assertThat(lookup.authentication().authenticate(mint(apart)))
        .isInstanceOf(AuthenticateKey.Result.Authenticated.class);
  }

  @Test
  void without_a_place_for_keys_it_says_so() {
    AssetLookup without = AssetLookup.over(withoutKeys()).build();
    assertThatIllegalStateException().isThrownBy(without::keys).withMessageContaining("Builder");
    assertThatIllegalStateException().isThrownBy(without::authentication);
  }

  @Test
  void a_grace_longer_than_the_retention_is_refused() {
    AssetLookup.Builder builder = AssetLookup.over(store).grace(Duration.ofDays(8));
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("grace");
    assertThat(builder.retention(Duration.ofDays(8)).build()).isNotNull();
  }

  private static String mint(AssetLookup over) {
    MintRequest request = MintRequest.of(new OrganizationId("org_acme"), Scope.CONTENT_READ);
    return over.keys().mint(request).text();
  }

  private ContainerStore withoutKeys() {
    return (ContainerStore)
        Proxy.newProxyInstance(
            ContainerStore.class.getClassLoader(),
            new Class<?>[] {ContainerStore.class},
            (proxy, method, arguments) -> method.invoke(store, arguments));
  }
}
