package dev.assetlookup.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AdministerKeys;
import dev.assetlookup.core.keys.AdministerKeys.Changed;
import dev.assetlookup.core.keys.AdministerKeys.Created;
import dev.assetlookup.core.keys.AdministerKeys.Exceeds;
import dev.assetlookup.core.keys.AdministerKeys.Excess;
import dev.assetlookup.core.keys.AdministerKeys.Listed;
import dev.assetlookup.core.keys.AdministerKeys.NotFound;
import dev.assetlookup.core.keys.AdministerKeys.Rotated;
import dev.assetlookup.core.keys.AdministerKeys.ScopeMissing;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.ForwardingApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever has a key manages keys of its organization, and gives no more than that key has. */
class AdministeringTest {
  private static final OrganizationId ACME = World.ACME;
  private static final ApiKeyId UNKNOWN = new ApiKeyId("AAAAAAAAAAAAAAAA");
  private static final Object NOT_FOUND = new NotFound();
  private static final Duration DAY = Duration.ofDays(1);

  private final InMemoryStore store = new InMemoryStore();
  private final SettableClock clock = new SettableClock(World.START);
  private final ManageKeys operator = ManageKeys.over(store, clock, new SecureRandom());
  private final AdministerKeys keys = AdministerKeys.over(store, store, clock, new SecureRandom());

  /** As most keys are that manage others, and with an end. */
  private final ApiKey manager =
      mint(manager(), builder -> builder.expiresAt(World.START.plus(DAY)));

  @Test
  void nothing_is_done_without_the_scope_which_the_star_does_not_include() {
    ScopeMissing missing = new ScopeMissing(Scope.KEYS_MANAGE);
    ApiKey target = mint(Set.of(Scope.CONTENT_READ), b -> b);
    for (ApiKey by :
        List.of(
            mint(Set.of(Scope.ALL_DATA, Scope.CONTENT_READ), b -> b),
            target.with(terms -> terms.scopes(Set.of())))) {
      assertThat(keys.list(by, null, 10)).isEqualTo(missing);
      assertThat(keys.create(by, request(readable()))).isEqualTo(missing);
      assertThat(keys.rotate(by, target.id(), DAY)).isEqualTo(missing);
      assertThat(keys.revoke(by, target.id())).isEqualTo(missing);
      assertThat(keys.kill(by, target.id())).isEqualTo(missing);
      assertThat(keys.restore(by, target.id())).isEqualTo(missing);
    }
    assertThat(store.findKey(target.id())).contains(target);
  }

  @Test
  void a_key_within_the_callers_is_created() {
    Created created =
        keys.create(
            manager,
            request(readable().expiresAt(World.START.plus(DAY)).projects(Projects.only("launch"))));
    ApiKey key = ((Created.Done) created).minted().key();
    assertThat(store.findKey(key.id())).contains(key);
    assertThat(key.projects()).isEqualTo(Projects.only("launch"));
  }

  @Test
  void no_key_is_created_that_may_do_more_than_the_callers() {
    ApiKey bound =
        mint(
            manager(),
            builder ->
                builder
                    .projects(Projects.only("launch", "2026"))
                    .rateLimitTier(RateLimitTier.PILOT)
                    .expiresAt(World.START.plus(DAY)));
    List<ApiKey> before = operator.list(null).keys();
    Map<Excess, UnaryOperator<KeyTerms.Builder>> tooMuch =
        Map.of(
            Excess.PROJECTS, builder -> builder.projects(Projects.only("launch", "other")),
            Excess.TIER, builder -> builder.rateLimitTier(RateLimitTier.PARTNER),
            Excess.END, builder -> builder.expiresAt(World.START.plus(DAY).plusNanos(1_000)),
            Excess.ENVIRONMENT, builder -> builder.environment(Environment.TEST));
    tooMuch.forEach(
        (excess, more) ->
            assertThat(keys.create(bound, request(more.apply(within()))))
                .as(excess.name())
                .isEqualTo(new Exceeds(Set.of(excess))));
    for (Scope scope : List.of(Scope.ALL_DATA, Scope.CONTENT_WRITE, new Scope("org:admin"))) {
      assertThat(keys.create(bound, request(within().scopes(scope))))
          .as(scope.value())
          .isEqualTo(new Exceeds(Set.of(Excess.SCOPES)));
    }
    assertThat(keys.create(bound, request(readable())))
        .isEqualTo(new Exceeds(Set.of(Excess.PROJECTS, Excess.END)));
    assertThat(operator.list(null).keys()).isEqualTo(before);
    assertThat(keys.create(bound, request(within()))).isInstanceOf(Created.Done.class);
  }

  private static KeyTerms.Builder within() {
    return readable().projects(Projects.only("2026")).expiresAt(World.START.plus(DAY));
  }

  @Test
  void a_key_of_another_organization_is_never_created() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(manager, MintRequest.of(World.OTHER, Scope.CONTENT_READ)));
  }

  @Test
  void what_the_caller_does_not_see_is_not_found_and_stays_as_it_is() {
    ApiKey bound = mint(manager(), builder -> builder.projects(Projects.only("launch")));
    ApiKey test = mint(manager(), builder -> builder.environment(Environment.TEST));
    ApiKey foreign = operator.mint(MintRequest.of(World.OTHER, Scope.CONTENT_READ)).key();
    ApiKey elsewhere =
        mint(Set.of(Scope.CONTENT_READ), b -> b.projects(Projects.only("launch", "other")));
    Map<ApiKey, List<ApiKey>> hidden =
        Map.of(
            manager, List.of(foreign, test),
            bound, List.of(foreign, test, elsewhere, manager),
            test, List.of(foreign, manager, bound));
    hidden.forEach(
        (by, others) -> {
          for (ApiKey other : others) {
            assertThat(keys.rotate(by, other.id(), DAY)).isEqualTo(NOT_FOUND);
            assertThat(keys.revoke(by, other.id())).isEqualTo(NOT_FOUND);
            assertThat(keys.kill(by, other.id())).isEqualTo(NOT_FOUND);
            assertThat(keys.restore(by, other.id())).isEqualTo(NOT_FOUND);
            assertThat(listed(by, 10)).doesNotContain(other);
            assertThat(store.findKey(other.id())).contains(other);
          }
        });
    assertThat(keys.revoke(manager, UNKNOWN)).isEqualTo(NOT_FOUND);
    assertThat(keys.rotate(manager, UNKNOWN, DAY)).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_stronger_key_can_be_switched_off_but_not_taken_over() {
    ApiKey stronger = mint(Set.of(Scope.CONTENT_WRITE), b -> b);
    Exceeds exceeds = new Exceeds(Set.of(Excess.SCOPES, Excess.END));
    assertThat(keys.rotate(manager, stronger.id(), DAY)).isEqualTo(exceeds);
    assertThat(store.findKey(stronger.id())).contains(stronger);
    ApiKey killed = stronger.with(stronger.status().withKeyKilled(true));
    assertThat(keys.kill(manager, stronger.id())).isEqualTo(new Changed.Done(killed));
    assertThat(keys.restore(manager, stronger.id())).isEqualTo(exceeds);
    assertThat(store.findKey(stronger.id())).contains(killed);
    assertThat(keys.revoke(manager, stronger.id()))
        .isEqualTo(new Changed.Done(killed.with(killed.status().withRevokedAt(World.START))));
  }

  @Test
  void a_key_rotates_kills_restores_and_revokes_another_and_itself() {
    ApiKey target = mint(Set.of(Scope.CONTENT_READ), b -> b.expiresAt(World.START.plus(DAY)));
    for (ApiKey each : List.of(target, manager)) {
      Rotated rotated = keys.rotate(manager, each.id(), DAY);
      ApiKey next = ((Rotated.Done) rotated).minted().key();
      assertThat(store.findKey(each.id())).contains(next);
      assertThat(keys.kill(manager, each.id()))
          .isEqualTo(new Changed.Done(next.with(next.status().withKeyKilled(true))));
      assertThat(keys.restore(manager, each.id())).isEqualTo(new Changed.Done(next));
      assertThat(keys.revoke(manager, each.id())).isInstanceOf(Changed.Done.class);
      assertThat(keys.rotate(manager, each.id(), DAY)).isEqualTo(new Rotated.NotUsable());
    }
  }

  @Test
  void pages_of_any_length_give_each_key_that_is_seen_once() {
    ApiKey bound = mint(manager(), builder -> builder.projects(Projects.only("launch")));
    List<ApiKey> seen = new ArrayList<>(List.of(bound));
    for (int i = 0; i < 20; i++) {
      boolean inside = i % 3 == 0;
      ApiKey key =
          mint(Set.of(Scope.CONTENT_READ), b -> inside ? b.projects(Projects.only("launch")) : b);
      if (inside) {
        seen.add(key);
      }
    }
    for (int limit : List.of(1, 2, 7, 8, 9, 100)) {
      assertThat(listed(bound, limit)).containsExactlyInAnyOrderElementsOf(seen);
    }
    assertThat(listed(manager, 5)).hasSize(22);
  }

  @Test
  void keys_that_are_hidden_cost_no_read_each() {
    ApiKey bound = mint(manager(), builder -> builder.projects(Projects.only("launch")));
    for (int i = 0; i < 300; i++) {
      mint(Set.of(Scope.CONTENT_READ), b -> b);
    }
    AtomicInteger reads = new AtomicInteger();
    AdministerKeys counted =
        AdministerKeys.over(
            new ForwardingApiKeyStore(store) {
              @Override
              public List<ListedKey> listKeys(
                  @Nullable OrganizationId organization, @Nullable ApiKeyId after, int limit) {
                reads.incrementAndGet();
                return super.listKeys(organization, after, limit);
              }
            },
            store,
            clock,
            new SecureRandom());
    assertThat(((Listed.Page) counted.list(bound, null, 1)).keys()).containsExactly(bound);
    assertThat(reads).hasValueLessThan(10);
  }

  @Test
  void a_page_says_when_keys_were_last_used() {
    store.recordUses(Map.of(manager.id(), World.START, UNKNOWN, World.START));
    assertThat(((Listed.Page) keys.list(manager, null, 10)).lastUses())
        .containsOnly(Map.entry(manager.id(), World.START));
  }

  private List<ApiKey> listed(ApiKey by, int limit) {
    List<ApiKey> all = new ArrayList<>();
    Listed.Page page = (Listed.Page) keys.list(by, null, limit);
    while (page.next() != null) {
      assertThat(page.keys()).hasSize(limit);
      all.addAll(page.keys());
      page = (Listed.Page) keys.list(by, page.next(), limit);
    }
    all.addAll(page.keys());
    assertThat(all).doesNotHaveDuplicates();
    return all;
  }

  private static KeyTerms.Builder readable() {
    return KeyTerms.builder(ACME).scopes(Scope.CONTENT_READ);
  }

  private static MintRequest request(KeyTerms.Builder terms) {
    return new MintRequest(terms.build());
  }

  private static Set<Scope> manager() {
    return Set.of(Scope.KEYS_MANAGE, Scope.CONTENT_READ);
  }

  private ApiKey mint(Set<Scope> scopes, UnaryOperator<KeyTerms.Builder> more) {
    return operator.mint(request(more.apply(KeyTerms.builder(ACME).scopes(scopes)))).key();
  }
}
