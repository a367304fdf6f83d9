package dev.assetlookup.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.keys.AuthenticateKey;
import dev.assetlookup.core.keys.AuthenticateKey.Result;
import dev.assetlookup.core.keys.AuthenticateKey.Switch;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.ManageKeys.Listing;
import dev.assetlookup.core.keys.ManageKeys.Minted;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Minting, authenticating, revoking and killing keys over a store. */
class KeysTest {
  private static final OrganizationId ACME = World.ACME;
  private static final OrganizationId OTHER = World.OTHER;
  private static final ApiKeyId UNKNOWN = new ApiKeyId("AAAAAAAAAAAAAAAA");
  private static final Result REJECTED = new Result.Rejected();

  private final InMemoryStore store = new InMemoryStore();
  private final SettableClock clock = new SettableClock(World.START);
  private final ManageKeys keys = ManageKeys.over(store, clock, new SecureRandom());
  private final AuthenticateKey authentication = AuthenticateKey.over(store, clock);

  private static void assertKilled(Switch what, Result result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Killed.class, killed -> assertThat(killed.what()).isEqualTo(what));
  }

  @Test
  void a_minted_key_authenticates_as_what_was_asked_for() {
    MintRequest request =
        new MintRequest(
            KeyTerms.builder(ACME)
                .organizationName("Acme Inc.")
                .environment(Environment.TEST)
                .scopes(Scope.CONTENT_READ)
                .rateLimitTier(RateLimitTier.PILOT)
                .name("a note")
                .build());
    Minted minted = keys.mint(request);
    ApiKey key = minted.key();
    assertThat(authentication.authenticate(minted.text())).isEqualTo(authenticated(key));
    assertThat(store.findKey(key.id())).contains(key);
    assertThat(key.organization()).isEqualTo(ACME);
    assertThat(key.organizationName()).isEqualTo("Acme Inc.");
    assertThat(key.environment()).isEqualTo(Environment.TEST);
    assertThat(key.rateLimitTier()).isEqualTo(RateLimitTier.PILOT);
    assertThat(key.name()).isEqualTo("a note");
    assertThat(key.createdAt()).isEqualTo(World.START);
    assertThat(key.status()).isEqualTo(Status.active(key.status().secrets().current()));
    assertThat(key.caller())
        .isEqualTo(
            new Caller(ACME.sandbox().orElseThrow(), Set.of(Scope.CONTENT_READ))
                .as(Actor.of(key.id())));
  }

  @Test
  void a_test_key_belongs_to_an_organization_that_has_a_sandbox() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MintRequest.of(ACME.sandbox().orElseThrow(), Scope.CONTENT_READ))
        .withMessageContaining("org_acme~test");
    OrganizationId longest = new OrganizationId("o".repeat(59));
    OrganizationId tooLong = new OrganizationId("o".repeat(60));
    assertThat(keys.mint(testKey(longest)).key().caller().organization().value())
        .isEqualTo("o".repeat(59) + "~test");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> testKey(tooLong))
        .withMessageContaining("59");
  }

  private static MintRequest testKey(OrganizationId organization) {
    return new MintRequest(
        KeyTerms.builder(organization)
            .environment(Environment.TEST)
            .scopes(Scope.CONTENT_READ)
            .build());
  }

  @Test
  void killing_an_organization_closes_its_sandbox_too() {
    Minted test = keys.mint(testKey(ACME));
    keys.killOrganization(ACME);
    assertThat(authentication.authenticate(test.text()))
        .isEqualTo(
            new Result.Killed(store.findKey(test.key().id()).orElseThrow(), Switch.ORGANIZATION));
  }

  /** Minted by an earlier version, for which it opened what is live. */
  @Test
  void a_test_key_without_a_sandbox_opens_nothing() {
    ApiKey live =
        keys.mint(MintRequest.of(new OrganizationId("o".repeat(60)), Scope.ALL_DATA)).key();
    ApiKey test = live.with(terms -> terms.environment(Environment.TEST));
    assertThat(live.caller().may(Scope.CONTENT_READ)).isTrue();
    assertThat(test.caller().scopes()).isEmpty();
  }

  @Test
  void a_key_has_the_published_form() {
    assertThat(mint().text()).matches("lp_live_[A-Z2-7]{16}_[A-Za-z0-9_-]{43}");
  }

  @Test
  void no_two_keys_share_an_id_or_a_secret() {
    Minted first = mint();
    Minted second = mint();
    assertThat(first.key().id()).isNotEqualTo(second.key().id());
    assertThat(first.key().status()).isNotEqualTo(second.key().status());
  }

  @Test
  void the_secret_is_neither_stored_nor_printed() {
    Minted minted = mint();
    String secret = minted.text().substring(minted.text().length() - 43);
    assertThat(store.findKey(minted.key().id()).orElseThrow().toString()).doesNotContain(secret);
    assertThat(minted.toString()).doesNotContain(secret);
  }

  @Test
  void a_key_without_a_scope_cannot_be_minted() {
    assertThatIllegalArgumentException().isThrownBy(() -> request(ACME, Set.of()));
  }

  @Test
  void an_id_that_is_taken_is_not_minted_again() {
    Minted taken = ManageKeys.over(store, clock, new Replayed()).mint(request(ACME));
    Minted other = ManageKeys.over(store, clock, new Replayed()).mint(request(ACME));
    assertThat(other.key().id()).isNotEqualTo(taken.key().id());
    assertThat(authentication.authenticate(taken.text())).isEqualTo(authenticated(taken.key()));
    assertThat(authentication.authenticate(other.text())).isEqualTo(authenticated(other.key()));
  }

  @Test
  void what_is_not_a_key_is_rejected() {
    String text = mint().text();
    for (String wrong :
        List.of(
            "",
            " ",
            "lp_live_",
            text + "x",
            text.substring(1),
            " " + text,
            text.toUpperCase(Locale.ROOT),
            text.replace("lp_live_", "lp_prod_"),
            "x".repeat(1_000_000))) {
      assertThat(authentication.authenticate(wrong)).isEqualTo(REJECTED);
    }
  }

  @Test
  void a_wrong_secret_an_unknown_id_and_a_wrong_environment_are_rejected_alike() {
    String text = mint().text();
    char last = text.charAt(text.length() - 1);
    String wrongSecret = text.substring(0, text.length() - 1) + (last == 'A' ? 'B' : 'A');
    String unknownId = text.substring(0, 8) + UNKNOWN + text.substring(24);
    String wrongEnvironment = text.replace("lp_live_", "lp_test_");
    for (String wrong : List.of(wrongSecret, unknownId, wrongEnvironment)) {
      assertThat(authentication.authenticate(wrong)).isEqualTo(REJECTED);
    }
  }

  @Test
  void one_keys_secret_does_not_open_another() {
    String first = mint().text();
    String second = mint().text();
    String mixed = first.substring(0, 25) + second.substring(25);
    assertThat(authentication.authenticate(mixed)).isEqualTo(REJECTED);
  }

  @Test
  void a_revoked_key_is_rejected_at_once_and_for_good() {
    Minted minted = mint();
    assertThat(keys.revoke(minted.key().id())).isTrue();
    assertThat(authentication.authenticate(minted.text())).isEqualTo(REJECTED);
    keys.killKey(minted.key().id());
    keys.restoreKey(minted.key().id());
    assertThat(authentication.authenticate(minted.text())).isEqualTo(REJECTED);
  }

  @Test
  void a_second_revoke_keeps_the_time_of_the_first() {
    ApiKeyId id = mint().key().id();
    keys.revoke(id);
    clock.advance(Duration.ofHours(1));
    assertThat(keys.revoke(id)).isTrue();
    assertThat(status(id).revokedAt()).isEqualTo(World.START);
  }

  @Test
  void a_killed_key_says_so_until_it_is_switched_on_again() {
    Minted minted = mint();
    assertThat(keys.killKey(minted.key().id())).isTrue();
    assertThat(keys.killKey(minted.key().id())).isTrue();
    assertKilled(Switch.KEY, authentication.authenticate(minted.text()));
    assertThat(keys.restoreKey(minted.key().id())).isTrue();
    assertThat(authentication.authenticate(minted.text())).isEqualTo(authenticated(minted.key()));
  }

  @Test
  void only_who_has_the_secret_learns_that_a_key_is_killed() {
    String text = mint().text();
    String wrong = text.substring(0, 25) + mint().text().substring(25);
    keys.list(null).keys().forEach(key -> keys.killKey(key.id()));
    assertKilled(Switch.KEY, authentication.authenticate(text));
    assertThat(authentication.authenticate(wrong)).isEqualTo(REJECTED);
    assertThat(authentication.authenticate(text.replace("_live_", "_test_"))).isEqualTo(REJECTED);
  }

  @Test
  void revoked_comes_before_killed_and_the_key_before_its_organization() {
    Minted minted = mint();
    keys.killOrganization(ACME);
    assertKilled(Switch.ORGANIZATION, authentication.authenticate(minted.text()));
    keys.killKey(minted.key().id());
    assertKilled(Switch.KEY, authentication.authenticate(minted.text()));
    keys.revoke(minted.key().id());
    assertThat(authentication.authenticate(minted.text())).isEqualTo(REJECTED);
  }

  @Test
  void unknown_keys_can_neither_be_revoked_nor_killed() {
    assertThat(keys.revoke(UNKNOWN)).isFalse();
    assertThat(keys.killKey(UNKNOWN)).isFalse();
    assertThat(keys.killOrganization(ACME).keys()).isEmpty();
  }

  @Test
  void a_killed_organization_kills_all_its_keys_and_no_others() {
    Minted first = mint();
    Minted second = mint();
    Minted foreign = keys.mint(request(OTHER));
    assertThat(keys.killOrganization(ACME).keys()).hasSize(2);
    assertKilled(Switch.ORGANIZATION, authentication.authenticate(first.text()));
    assertKilled(Switch.ORGANIZATION, authentication.authenticate(second.text()));
    assertThat(authentication.authenticate(foreign.text())).isEqualTo(authenticated(foreign.key()));
    assertThat(keys.killOrganization(ACME).keys()).hasSize(2);
    assertThat(keys.restoreOrganization(ACME).keys()).hasSize(2);
    assertThat(authentication.authenticate(first.text())).isEqualTo(authenticated(first.key()));
  }

  @Test
  void the_switch_of_an_organization_leaves_those_of_its_keys_alone() {
    Minted minted = mint();
    keys.killKey(minted.key().id());
    keys.killOrganization(ACME);
    keys.restoreOrganization(ACME);
    assertKilled(Switch.KEY, authentication.authenticate(minted.text()));
  }

  @Test
  void a_key_minted_for_a_killed_organization_is_born_killed() {
    mint();
    keys.killOrganization(ACME);
    Minted late = mint();
    assertThat(late.key().status().organizationKilled()).isTrue();
    assertThat(store.findKey(late.key().id())).contains(late.key());
    assertKilled(Switch.ORGANIZATION, authentication.authenticate(late.text()));
    keys.restoreOrganization(ACME);
    assertThat(authentication.authenticate(late.text())).isInstanceOf(Result.Authenticated.class);
  }

  @Test
  void no_key_minted_while_its_organization_is_being_killed_escapes() {
    mint();
    List<Minted> minted =
        Racing.race(
            8,
            i -> {
              if (i == 0) {
                keys.killOrganization(ACME);
              }
              return mint();
            });
    for (Minted key : minted) {
      assertKilled(Switch.ORGANIZATION, authentication.authenticate(key.text()));
    }
  }

  @Test
  void changes_of_one_status_that_meet_are_all_made() {
    ApiKeyId id = mint().key().id();
    Status before = status(id);
    Racing.race(
        3,
        i ->
            switch (i) {
              case 0 -> keys.revoke(id);
              case 1 -> keys.killKey(id);
              default -> keys.killOrganization(ACME).keys().size() == 1;
            });
    assertThat(status(id))
        .isEqualTo(
            before.withRevokedAt(World.START).withKeyKilled(true).withOrganizationKilled(true));
  }

  @Test
  void a_list_is_complete_and_in_order() {
    List<ApiKeyId> minted = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      ApiKey key = mintedElsewhere();
      store.addKey(key);
      minted.add(key.id());
    }
    minted.sort(null);
    assertThat(keys.list(null).keys()).extracting(ApiKey::id).isEqualTo(minted);
    assertThat(keys.list(ACME).keys()).hasSize(1_001);
    assertThat(keys.list(OTHER).keys()).isEmpty();
    keys.revoke(minted.get(0));
    assertThat(keys.list(ACME).keys()).hasSize(1_001);
  }

  @Test
  void a_failure_at_any_step_of_minting_leaves_no_key_that_opens_something() {
    mint();
    keys.killOrganization(ACME);
    for (boolean done : List.of(false, true)) {
      int failures = 0;
      boolean failed;
      do {
        Set<ApiKeyId> before = Set.copyOf(ids());
        FailingKeyStore failing = new FailingKeyStore(store, failures, done);
        ManageKeys over = ManageKeys.over(failing, clock, new SecureRandom());
        failed = !mints(over);
        for (ApiKey key : keys.list(ACME).keys()) {
          if (failed && !before.contains(key.id())) {
            assertThat(key.status().revokedAt()).as("failure at call " + failures).isNotNull();
          }
        }
        failures++;
      } while (failing(failed, failures));
      assertThat(failures).as("calls of a mint").isGreaterThan(4);
    }
  }

  /** A lost reply is read back, so that a mint may go on; the calls that fail come to an end. */
  private static boolean failing(boolean failed, int failures) {
    return failed || failures < 12;
  }

  private boolean mints(ManageKeys management) {
    try {
      Minted minted = management.mint(request(ACME));
      assertKilled(Switch.ORGANIZATION, authentication.authenticate(minted.text()));
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private List<ApiKeyId> ids() {
    return keys.list(ACME).keys().stream().map(ApiKey::id).toList();
  }

  @Test
  void whenever_its_organization_is_killed_or_restored_a_minted_key_is_like_the_others() {
    int orders = 0;
    for (boolean on : List.of(true, false)) {
      for (int others : List.of(0, 1)) {
        for (int number : List.of(1, 9)) {
          Turns turns = Turns.all();
          do {
            InMemoryStore fresh = new InMemoryStore();
            ManageKeys undisturbed = management(fresh, 5);
            for (int i = 0; i < others; i++) {
              undisturbed.mint(request(ACME));
            }
            switchAll(undisturbed, !on);
            turns.take(
                fresh,
                shared -> management(shared, number).mint(request(ACME)),
                shared -> switchAll(management(shared, 0), on));
            assertLikeTheOthers(undisturbed, others + 1, others == 0 ? null : on, turns);
          } while (turns.next());
          orders += turns.count();
        }
      }
    }
    assertThat(orders).isGreaterThan(100);
  }

  @Test
  void of_several_keys_minted_at_once_none_takes_its_switch_from_another() {
    for (boolean on : List.of(true, false)) {
      Turns turns = Turns.some(300, 9);
      do {
        InMemoryStore fresh = new InMemoryStore();
        ManageKeys undisturbed = management(fresh, 5);
        undisturbed.mint(request(ACME));
        switchAll(undisturbed, !on);
        turns.take(
            fresh,
            shared -> management(shared, 1).mint(request(ACME)),
            shared -> management(shared, 9).mint(request(ACME)),
            shared -> switchAll(management(shared, 0), on));
        assertLikeTheOthers(undisturbed, 3, on, turns);
      } while (turns.next());
    }
  }

  /** Mints a key of one id, so that its place among the others is known. */
  private static void switchAll(ManageKeys keys, boolean killed) {
    if (killed) {
      keys.killOrganization(ACME);
    } else {
      keys.restoreOrganization(ACME);
    }
  }

  private ManageKeys management(ApiKeyStore shared, int number) {
    return ManageKeys.over(shared, clock, new Numbered(number));
  }

  /** Null where a mint that came later may not know: nobody else has the organization's switch. */
  private static void assertLikeTheOthers(
      ManageKeys management, int count, @Nullable Boolean killed, Turns turns) {
    List<ApiKey> all = management.list(ACME).keys();
    assertThat(all).hasSize(count);
    assertThat(all).as(turns.toString()).allMatch(key -> key.status().revokedAt() == null);
    if (killed != null) {
      assertThat(all)
          .as(turns.toString())
          .allMatch(key -> key.status().organizationKilled() == killed);
    }
  }

  @Test
  void a_key_that_is_revoked_while_it_is_minted_stays_revoked() {
    mint();
    Turns turns = Turns.all();
    int revoked = 0;
    do {
      InMemoryStore fresh = new InMemoryStore();
      AtomicBoolean found = new AtomicBoolean();
      turns.take(
          fresh,
          shared -> management(shared, 1).mint(request(ACME)),
          shared -> {
            ManageKeys management = management(shared, 0);
            for (ApiKey key : management.list(ACME).keys()) {
              found.set(management.revoke(key.id()));
            }
          });
      ApiKey key = ManageKeys.over(fresh, clock, new SecureRandom()).list(ACME).keys().get(0);
      assertThat(key.status().revokedAt() != null).as(turns.toString()).isEqualTo(found.get());
      revoked += found.get() ? 1 : 0;
    } while (turns.next());
    assertThat(revoked).isPositive();
  }

  @Test
  void broken_key_records_hinder_nobody() {
    Minted first = mint();
    Minted broken = mint();
    Minted foreign = keys.mint(request(OTHER));
    DamagedKeyStore damaged = new DamagedKeyStore(new InMemoryStore());
    for (Minted minted : List.of(first, broken, foreign)) {
      damaged.addKey(minted.key());
    }
    damaged.damage(broken.key().id());
    ManageKeys management = ManageKeys.over(damaged, clock, new SecureRandom());
    AuthenticateKey entrance = AuthenticateKey.over(damaged);

    Minted late = management.mint(request(ACME));
    assertThat(entrance.authenticate(late.text())).isEqualTo(authenticated(late.key()));
    Listing killed = management.killOrganization(ACME);
    assertThat(killed.keys()).extracting(ApiKey::id).contains(first.key().id(), late.key().id());
    assertThat(killed.unreadable())
        .extracting(ApiKeyStore.ListedKey.Broken::id)
        .containsExactly(broken.key().id());
    assertKilled(Switch.ORGANIZATION, entrance.authenticate(first.text()));
    assertKilled(Switch.ORGANIZATION, entrance.authenticate(late.text()));
    assertThat(entrance.authenticate(foreign.text())).isEqualTo(authenticated(foreign.key()));
    assertThat(management.list(null).keys()).hasSize(3);
    assertThat(management.list(null).unreadable()).hasSize(1);
  }

  private Minted mint() {
    return keys.mint(request(ACME));
  }

  private Status status(ApiKeyId id) {
    return store.findKey(id).orElseThrow().status();
  }

  private static Result authenticated(ApiKey key) {
    return new Result.Authenticated(key);
  }

  private static MintRequest request(OrganizationId organization) {
    return request(organization, Set.of(Scope.CONTENT_READ));
  }

  private static MintRequest request(OrganizationId organization, Set<Scope> scopes) {
    return new MintRequest(KeyTerms.builder(organization).scopes(scopes).build());
  }

  private ApiKey mintedElsewhere() {
    return ManageKeys.over(new InMemoryStore(), clock, new SecureRandom())
        .mint(request(ACME))
        .key();
  }

  /** The same numbers for everybody, so that ids collide. */
  private static final class Replayed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private int next;

    @Override
    public int nextInt(int bound) {
      return (next++ / 16) % bound;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) next);
    }
  }

  /** One number for everything. */
  private static final class Numbered extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public int nextInt(int bound) {
      return number % bound;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, (byte) number);
    }
  }
}
