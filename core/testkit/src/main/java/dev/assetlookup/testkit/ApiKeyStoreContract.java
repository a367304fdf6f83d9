package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The promises of {@link ApiKeyStore}. Extend it, and hand in a store by {@link #emptyKeyStore} and
 * a second one over the same storage by {@link #another}. What a factory method opened is closed by
 * {@link #close}.
 *
 * <p>Corrupt records and an unreachable storage look different in every technology: {@link
 * #corrupt} and {@link #disconnect} bring them about where the test can, and each store tests its
 * own cases beside. A store that has to deviate from a rule overrides it and asserts what it does
 * instead.
 *
 * <ul>
 *   <li>K01 to K07: a key comes back as it was added
 *   <li>K10 to K13: adding
 *   <li>K20 to K26: changing the status
 *   <li>K30 to K36: listing
 *   <li>K40 and K41: two instances over one storage
 *   <li>K42: lists of very many; limits of any size
 *   <li>K43 to K45: a null, an unreachable storage, a corrupt record
 * </ul>
 */
public abstract class ApiKeyStoreContract {
  private static final String RACE = Racing.TAG;
  private static final OrganizationId ACME = new OrganizationId("org_acme");
  private static final OrganizationId OTHER = new OrganizationId("org_other");
  private static final Instant CREATED = Instant.parse("2026-04-17T13:10:00.000001Z");
  private static final Instant REVOKED = Instant.parse("2026-10-25T01:30:00.654321Z");
  private static final Status KILLED = new Status(null, true, false);
  private static final ApiKeyId ID = id(0);
  private static final int RACERS = 8;
  private static final int ROUNDS = 15;
  private static final int MANY = 1_000;

  private final Opened<ApiKeyStore> opened = new Opened<>();

  /** For subclasses. */
  protected ApiKeyStoreContract() {}

  /**
   * Makes a store that holds no key. Called once or more for each rule.
   *
   * @return the store to test
   * @throws Exception if it cannot be made
   */
  protected abstract ApiKeyStore emptyKeyStore() throws Exception;

  /**
   * Makes a second store over the storage of a first one, with a client, a pool and caches of its
   * own, as another process has them.
   *
   * <p>A store that keeps everything in one object has no second one: override this to return the
   * given store, which says so.
   *
   * @param first what {@link #emptyKeyStore} returned last
   * @return the other store
   * @throws Exception if it cannot be made
   */
  protected ApiKeyStore another(ApiKeyStore first) throws Exception {
    throw new UnsupportedOperationException(
        "override another(ApiKeyStore) to return a second store over the storage of the first");
  }

  /**
   * Takes the storage behind a store away, as if its server were down. Override it where that can
   * be done; without it the rule of the unreachable storage is skipped.
   *
   * @param store what {@link #emptyKeyStore} returned last, not used after the rule
   * @throws Exception if it cannot be done
   */
  protected void disconnect(ApiKeyStore store) throws Exception {
    Assumptions.abort("this test cannot take the storage away: disconnect is not overridden");
  }

  /**
   * Damages what is stored of a key, so that it can no longer be read as a valid one, and nothing
   * else. Override it where that can be done; without it the rule of the corrupt record is skipped.
   *
   * @param store what {@link #emptyKeyStore} returned last
   * @param id a key that is stored
   * @throws Exception if it cannot be done
   */
  protected void corrupt(ApiKeyStore store, ApiKeyId id) throws Exception {
    Assumptions.abort("this test cannot damage a record: corrupt is not overridden");
  }

  /**
   * Closes what the factory methods gave to a rule, when the rule is over. By default it closes
   * what is {@link AutoCloseable}; override it if a client or a file behind it has to be closed.
   *
   * @param made what a factory method returned; each once, the last one first
   * @throws Exception if it cannot be closed
   */
  protected void close(ApiKeyStore made) throws Exception {
    Opened.closeIfCloseable(made);
  }

  /** Closes what the rule that is over used. */
  @AfterEach
  final void closeAll() throws Exception {
    opened.closeAll(this::close);
  }

  /** K01: every field of a key round trips. */
  @Test
  protected void k01_every_field_of_a_key_round_trips() {
    assertRoundTrip(
        new ApiKey(
            new ApiKeyId("ABCDEFGHIJKLMNOP"),
            ACME,
            "Acme Inc.",
            Environment.TEST,
            digest("secret"),
            Set.of(Scope.CONTENT_READ),
            RateLimitTier.PARTNER,
            "the deploy key",
            CREATED,
            new Status(REVOKED, true, true)));
  }

  /** K02: names may be absent, which is not the same as empty. */
  @Test
  protected void k02_absent_names_stay_absent_and_empty_ones_empty() {
    assertRoundTrip(withNames(null, null));
    assertRoundTrip(withNames("", ""));
    assertRoundTrip(withNames(null, " "));
    assertRoundTrip(withNames(" ", null));
  }

  /** K03: a key may have 20 scopes of 64 characters, all of them, or none. */
  @Test
  protected void k03_a_key_may_have_many_scopes_or_none() {
    assertRoundTrip(withScopes(Set.of()));
    assertRoundTrip(withScopes(Set.of(Scope.ALL_DATA)));
    assertRoundTrip(
        withScopes(
            Set.of(
                Scope.ALL_DATA,
                Scope.CONTENT_READ,
                Scope.CONTENT_WRITE,
                new Scope("org:admin"),
                new Scope("a.b_c-d:" + "x".repeat(56)))));
    Set<Scope> longest = new HashSet<>();
    for (char c = 'a'; c < 'a' + 20; c++) {
      longest.add(new Scope(String.valueOf(c).repeat(64)));
    }
    assertRoundTrip(withScopes(longest));
  }

  /** K04: every environment and every tier round trips. */
  @Test
  protected void k04_every_environment_and_tier_round_trips() {
    for (Environment environment : Environment.values()) {
      for (RateLimitTier tier : RateLimitTier.values()) {
        assertRoundTrip(
            new ApiKey(
                ID,
                ACME,
                null,
                environment,
                digest("secret"),
                Set.of(Scope.CONTENT_READ),
                tier,
                null,
                CREATED,
                Status.ACTIVE));
      }
    }
  }

  /** K05: names hold any Unicode, any punctuation, and 200 characters. */
  @Test
  protected void k05_names_hold_any_text() {
    assertRoundTrip(withNames("\uD83D\uDE80 caf\u00e9 cafe\u0301 \u65e5\u672c", "' OR '1'='1"));
    assertRoundTrip(withNames("\"; DROP TABLE keys; -- \\ % _ ? :a $1 ${x}", "null"));
    assertRoundTrip(withNames("\u65e5".repeat(200), "\uD83D\uDE80".repeat(100)));
  }

  /** K06: each part of a status round trips, its time to the microsecond. */
  @Test
  protected void k06_each_part_of_a_status_round_trips() {
    for (Status status :
        List.of(
            Status.ACTIVE,
            new Status(REVOKED, false, false),
            KILLED,
            new Status(null, false, true))) {
      assertRoundTrip(key(0).with(status));
    }
  }

  /** K07: an organization's id may have 64 characters. */
  @Test
  protected void k07_an_organization_id_may_be_as_long_as_allowed() {
    assertRoundTrip(key(0, new OrganizationId("o".repeat(OrganizationId.MAX_LENGTH))));
  }

  /** K10: an unknown id is not found. */
  @Test
  protected void k10_an_unknown_id_is_not_found() {
    ApiKeyStore store = empty();
    assertThat(store.findKey(ID)).isEmpty();
    add(store, key(1));
    assertThat(store.findKey(ID)).isEmpty();
  }

  /** K11: an id that is taken is refused, and its key stays as it was. */
  @Test
  protected void k11_a_taken_id_is_refused() {
    ApiKeyStore store = empty();
    ApiKey first = key(0);
    add(store, first);
    assertThat(store.addKey(key(0, OTHER))).isFalse();
    assertThat(store.addKey(first)).isFalse();
    assertFinds(store, ID, first);
    assertLists(next(store, null, null, MANY), first);
  }

  /** K12: of racers that add one id exactly one wins; the others do nothing. */
  @Test
  @Tag(RACE)
  protected void k12_of_racers_that_add_one_id_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      List<ApiKey> rivals = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        rivals.add(key(round, new OrganizationId("org-" + i)));
      }
      List<Boolean> added = Racing.race(RACERS, i -> store.addKey(rivals.get(i)));
      assertThat(added).containsOnlyOnce(true);
      assertFinds(store, id(round), rivals.get(added.indexOf(true)));
    }
  }

  /** K13: racers that add different ids all win. */
  @Test
  @Tag(RACE)
  protected void k13_racers_that_add_different_ids_all_win() {
    ApiKeyStore store = empty();
    List<Boolean> added = Racing.race(RACERS, i -> store.addKey(key(i)));
    assertThat(added).hasSize(RACERS).containsOnly(true);
    Same.assertSame("listKeys", next(store, null, null, MANY), keys(RACERS));
  }

  /** K20: a status changes if it is still the expected one, and nothing else of the key does. */
  @Test
  protected void k20_a_status_changes_and_nothing_else() {
    ApiKeyStore store = empty();
    add(store, key(0));
    add(store, key(1));
    ApiKey changed = key(0);
    for (Status next :
        List.of(
            KILLED,
            new Status(null, true, true),
            new Status(REVOKED, false, true),
            new Status(null, false, false))) {
      assertThat(store.changeKeyStatus(ID, changed.status(), next)).isTrue();
      changed = changed.with(next);
      assertFinds(store, ID, changed);
      assertFinds(store, id(1), key(1));
    }
  }

  /** K21: a status that is not the expected one stays as it is. */
  @Test
  protected void k21_a_stale_change_does_nothing() {
    ApiKeyStore store = empty();
    ApiKey stored = key(0).with(new Status(REVOKED, true, true));
    add(store, stored);
    for (Status stale :
        List.of(
            Status.ACTIVE,
            new Status(null, true, true),
            new Status(REVOKED.plusNanos(1_000), true, true),
            new Status(REVOKED, false, true),
            new Status(REVOKED, true, false))) {
      assertThat(store.changeKeyStatus(ID, stale, KILLED)).as(stale.toString()).isFalse();
      assertFinds(store, ID, stored);
    }
  }

  /** K22: a key that was never revoked is not expected to have been revoked at some time. */
  @Test
  protected void k22_never_revoked_is_compared_too() {
    ApiKeyStore store = empty();
    add(store, key(0));
    assertThat(store.changeKeyStatus(ID, new Status(REVOKED, false, false), KILLED)).isFalse();
    assertFinds(store, ID, key(0));
  }

  /** K23: the status of an unknown key cannot be changed, and no key comes of it. */
  @Test
  protected void k23_an_unknown_key_has_no_status() {
    ApiKeyStore store = empty();
    assertThat(store.changeKeyStatus(ID, Status.ACTIVE, KILLED)).isFalse();
    assertThat(store.findKey(ID)).isEmpty();
    assertThat(next(store, null, null, MANY)).isEmpty();
  }

  /** K24: of racers that change one status exactly one wins; the others do nothing. */
  @Test
  @Tag(RACE)
  protected void k24_of_racers_that_change_one_status_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      add(store, key(round));
      ApiKeyId id = id(round);
      List<Boolean> changed =
          Racing.race(RACERS, i -> store.changeKeyStatus(id, Status.ACTIVE, revoked(i)));
      assertThat(changed).containsOnlyOnce(true);
      assertFinds(store, id, key(round).with(revoked(changed.indexOf(true))));
    }
  }

  /** K25: a revoked or killed key is still found and listed. */
  @Test
  protected void k25_revoked_and_killed_keys_are_still_there() {
    ApiKeyStore store = empty();
    List<ApiKey> stored =
        List.of(
            key(0).with(new Status(REVOKED, false, false)),
            key(1).with(KILLED),
            key(2).with(new Status(null, false, true)));
    stored.forEach(key -> add(store, key));
    for (ApiKey key : stored) {
      assertFinds(store, key.id(), key);
    }
    Same.assertSame("listKeys", next(store, ACME, null, MANY), stored);
  }

  /** K26: a change of a status to itself is a change that was made. */
  @Test
  protected void k26_a_change_to_the_same_status_is_done() {
    ApiKeyStore store = empty();
    add(store, key(0));
    assertThat(store.changeKeyStatus(ID, Status.ACTIVE, Status.ACTIVE)).isTrue();
    assertFinds(store, ID, key(0));
  }

  /** K30: an empty store lists nothing. */
  @Test
  protected void k30_an_empty_store_lists_nothing() {
    ApiKeyStore store = empty();
    assertThat(next(store, null, null, MANY)).isEmpty();
    assertThat(next(store, ACME, null, MANY)).isEmpty();
    assertThat(next(store, null, ID, MANY)).isEmpty();
  }

  /** K31: pages of any length give each key once, in the order of ids. */
  @Test
  protected void k31_pages_of_any_length_give_each_key_once() {
    ApiKeyStore store = storeOf(keys(21));
    for (int limit : List.of(1, 2, 7, 20, 21, 22, MANY)) {
      Same.assertSame("listKeys", allPages(store, null, limit), keys(21));
    }
  }

  /** K32: no page is longer than its limit. */
  @Test
  protected void k32_no_page_is_longer_than_its_limit() {
    ApiKeyStore store = storeOf(keys(3));
    assertLists(next(store, null, null, 2), key(0), key(1));
    assertLists(next(store, null, id(0), 1), key(1));
    assertThat(next(store, null, id(2), 2)).isEmpty();
  }

  /** K33: digits come before letters in the order of ids. */
  @Test
  protected void k33_digits_come_before_letters() {
    List<ApiKey> keys = new ArrayList<>();
    for (String id : List.of("2AAAAAAAAAAAAAAA", "7ZZZZZZZZZZZZZZZ", "A222222222222222")) {
      keys.add(key(new ApiKeyId(id), ACME));
    }
    for (String id : List.of("A2A2222222222222", "AA22222222222222", "ZZZZZZZZZZZZZZZZ")) {
      keys.add(key(new ApiKeyId(id), ACME));
    }
    Same.assertSame("listKeys", allPages(storeOf(keys), null, 2), keys);
  }

  /** K34: a list for an organization has its keys only; names must match whole and exactly. */
  @Test
  protected void k34_a_list_has_the_keys_of_its_organization() {
    List<ApiKey> keys = new ArrayList<>();
    for (String organization :
        List.of("org_acme", "org_acme2", "org_acm", "org-acme", "ORG_ACME")) {
      keys.add(key(keys.size(), new OrganizationId(organization)));
    }
    ApiKeyStore store = storeOf(keys);
    for (ApiKey key : keys) {
      assertLists(next(store, key.organization(), null, MANY), key);
    }
    assertThat(next(store, OTHER, null, MANY)).isEmpty();
  }

  /** K35: the pages of an organization are full although other keys lie between. */
  @Test
  protected void k35_pages_of_an_organization_skip_other_keys() {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(key(i, i % 3 == 0 ? ACME : OTHER));
    }
    ApiKeyStore store = storeOf(keys);
    List<ApiKey> ours = keys.stream().filter(k -> k.organization().equals(ACME)).toList();
    Same.assertSame("listKeys", next(store, ACME, null, 3), ours.subList(0, 3));
    Same.assertSame("listKeys", allPages(store, ACME, 3), ours);
    // The end of the page before need not be a key of this organization.
    Same.assertSame("listKeys", next(store, ACME, id(4), 2), ours.subList(2, 4));
  }

  /** K36: keys added between two pages disturb neither order nor the others. */
  @Test
  protected void k36_keys_added_between_pages_do_not_disturb() {
    ApiKeyStore store = storeOf(List.of(key(10), key(20), key(30)));
    assertLists(next(store, null, null, 2), key(10), key(20));
    List.of(key(5), key(15), key(25)).forEach(key -> add(store, key));
    assertLists(next(store, null, id(20), 2), key(25), key(30));
  }

  /** K40: what one instance adds and changes the other one finds from then on. */
  @Test
  protected void k40_another_instance_sees_every_change_at_once() {
    ApiKeyStore writing = empty();
    ApiKeyStore reading = other(writing);
    assertThat(reading.findKey(ID)).isEmpty();
    ApiKey key = key(0);
    add(writing, key);
    assertFinds(reading, ID, key);
    for (Status next : List.of(KILLED, Status.ACTIVE, new Status(REVOKED, false, true))) {
      assertThat(writing.changeKeyStatus(ID, key.status(), next)).isTrue();
      key = key.with(next);
      assertFinds(reading, ID, key);
      assertLists(next(reading, ACME, null, MANY), key);
    }
    assertThat(reading.addKey(key)).isFalse();
    assertThat(reading.changeKeyStatus(ID, key.status(), KILLED)).isTrue();
    assertFinds(writing, ID, key.with(KILLED));
  }

  /** K41: of racers on two instances that add one id or change one status exactly one wins. */
  @Test
  @Tag(RACE)
  protected void k41_of_racers_on_two_instances_exactly_one_wins() {
    ApiKeyStore store = empty();
    List<ApiKeyStore> stores = List.of(store, other(store));
    for (int round = 0; round < ROUNDS; round++) {
      ApiKeyId id = id(round);
      ApiKey key = key(round);
      assertThat(Racing.race(RACERS, i -> stores.get(i % 2).addKey(key))).containsOnlyOnce(true);
      List<Boolean> changed =
          Racing.race(
              RACERS, i -> stores.get(i % 2).changeKeyStatus(id, Status.ACTIVE, revoked(i)));
      assertThat(changed).containsOnlyOnce(true);
      ApiKey expected = key.with(revoked(changed.indexOf(true)));
      stores.forEach(each -> assertFinds(each, id, expected));
    }
  }

  /** K42: a list is complete, however many keys there are, and its limit as large as an int. */
  @Test
  protected void k42_a_list_of_very_many_keys_is_complete() {
    ApiKeyStore store = empty();
    List<ApiKey> all = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      all.add(key(i, i < 129 ? OTHER : ACME));
      add(store, all.get(i));
    }
    List<ApiKey> ours = List.of(all.get(129));
    for (int limit : List.of(100, MANY, Integer.MAX_VALUE)) {
      Same.assertSame("listKeys in pages of " + limit, allPages(store, null, limit), all);
      Same.assertSame("listKeys(ACME) in pages of " + limit, allPages(store, ACME, limit), ours);
    }
  }

  /** K43: a null is the caller's mistake, told as a NullPointerException, and changes nothing. */
  @Test
  protected void k43_null_is_the_callers_mistake() {
    ApiKeyStore store = empty();
    add(store, key(0));
    refusesNull("findKey(null)", () -> store.findKey(AssetReaderContract.nothing()));
    refusesNull("addKey(null)", () -> store.addKey(AssetReaderContract.nothing()));
    refusesNull(
        "changeKeyStatus(null, ...)",
        () -> store.changeKeyStatus(AssetReaderContract.nothing(), Status.ACTIVE, KILLED));
    refusesNull(
        "changeKeyStatus(id, null, next)",
        () -> store.changeKeyStatus(ID, AssetReaderContract.nothing(), KILLED));
    refusesNull(
        "changeKeyStatus(id, expected, null)",
        () -> store.changeKeyStatus(ID, Status.ACTIVE, AssetReaderContract.nothing()));
    assertFinds(store, ID, key(0));
  }

  private static void refusesNull(String call, ThrowingCallable action) {
    AssetReaderContract.assertRefusesNull(call, action);
  }

  /**
   * K44: where the storage gives no answer each call ends in a StoreUnavailableException, and in
   * nothing that is the driver's. Skipped where {@link #disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void k44_an_unreachable_storage_is_told_as_such() throws Exception {
    ApiKeyStore store = empty();
    add(store, key(0));
    disconnect(store);
    unavailable("findKey", () -> store.findKey(ID));
    unavailable("addKey", () -> store.addKey(key(1)));
    unavailable("changeKeyStatus", () -> store.changeKeyStatus(ID, Status.ACTIVE, KILLED));
    unavailable("listKeys", () -> store.listKeys(null, null, MANY));
    unavailable("listKeys(ACME)", () -> store.listKeys(ACME, null, MANY));
  }

  private static void unavailable(String call, ThrowingCallable action) {
    ContainerBoundRules.assertUnavailable(call, action);
  }

  /**
   * K45: a corrupt key is told as that, opens nothing, and stands in its place in a list without
   * hiding its neighbours. Skipped where {@link #corrupt} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void k45_a_corrupt_key_hides_no_neighbour() throws Exception {
    ApiKeyStore store = storeOf(keys(3));
    corrupt(store, id(1));
    ContainerBoundRules.assertCorrupt("findKey", () -> store.findKey(id(1)));
    for (OrganizationId organization : Arrays.asList(null, ACME)) {
      for (int limit : List.of(1, MANY)) {
        List<ListedKey> listed = Pages.keys(store, organization, limit);
        assertThat(listed).extracting(ListedKey::id).containsExactly(id(0), id(1), id(2));
        assertThat(listed.get(1)).isInstanceOf(ListedKey.Broken.class);
        assertLists(whole(List.of(listed.get(0), listed.get(2))), key(0), key(2));
      }
    }
    assertFinds(store, id(2), key(2));
    assertThat(store.addKey(key(1))).as("addKey where a corrupt one is").isFalse();
  }

  private ApiKeyStore empty() {
    return opened.add(Factory.make(this::emptyKeyStore));
  }

  private ApiKeyStore other(ApiKeyStore first) {
    return opened.add(Factory.make(() -> another(first)));
  }

  private ApiKeyStore storeOf(List<ApiKey> keys) {
    ApiKeyStore store = empty();
    List<ApiKey> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, new Random(keys.size()));
    shuffled.forEach(key -> add(store, key));
    return store;
  }

  private void assertRoundTrip(ApiKey key) {
    ApiKeyStore store = empty();
    add(store, key);
    assertFinds(store, key.id(), key);
    assertLists(next(store, null, null, MANY), key);
  }

  private static void assertLists(List<ApiKey> listed, ApiKey... expected) {
    Same.assertSame("listKeys", listed, List.of(expected));
  }

  private static void assertFinds(ApiKeyStore store, ApiKeyId id, ApiKey expected) {
    Same.assertSame("findKey(" + id + ")", store.findKey(id), Optional.of(expected));
  }

  private static void add(ApiKeyStore store, ApiKey key) {
    assertThat(store.addKey(key)).isTrue();
  }

  private static List<ApiKey> allPages(
      ApiKeyStore store, @Nullable OrganizationId organization, int limit) {
    return whole(Pages.keys(store, organization, limit));
  }

  private static List<ApiKey> next(
      ApiKeyStore store,
      @Nullable OrganizationId organization,
      @Nullable ApiKeyId after,
      int count) {
    return whole(Pages.next(store, organization, after, count));
  }

  private static List<ApiKey> whole(List<ListedKey> listed) {
    assertThat(listed).hasOnlyElementsOfType(ListedKey.Whole.class);
    return listed.stream().map(entry -> ((ListedKey.Whole) entry).key()).toList();
  }

  private static List<ApiKey> keys(int count) {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  private static Status revoked(int when) {
    return new Status(REVOKED.plusSeconds(when), false, false);
  }

  /** Ids in the order of their numbers, up to 1,023. */
  private static ApiKeyId id(int number) {
    String digits = "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return new ApiKeyId("KEYKEYKEYKEYKE" + digits.charAt(number / 32) + digits.charAt(number % 32));
  }

  private static ApiKey key(int number) {
    return key(number, ACME);
  }

  private static ApiKey key(int number, OrganizationId organization) {
    return key(id(number), organization);
  }

  private static ApiKey key(ApiKeyId id, OrganizationId organization) {
    return new ApiKey(
        id,
        organization,
        "Acme Inc.",
        Environment.LIVE,
        digest(id.value()),
        Set.of(Scope.CONTENT_READ, Scope.CONTENT_WRITE),
        RateLimitTier.STANDARD,
        "a note",
        CREATED,
        Status.ACTIVE);
  }

  private static ApiKey withNames(@Nullable String organizationName, @Nullable String name) {
    return new ApiKey(
        ID,
        ACME,
        organizationName,
        Environment.LIVE,
        digest("secret"),
        Set.of(Scope.CONTENT_READ),
        RateLimitTier.STANDARD,
        name,
        CREATED,
        Status.ACTIVE);
  }

  private static ApiKey withScopes(Set<Scope> scopes) {
    return new ApiKey(
        ID,
        ACME,
        null,
        Environment.LIVE,
        digest("secret"),
        scopes,
        RateLimitTier.STANDARD,
        null,
        CREATED,
        Status.ACTIVE);
  }

  private static Sha256 digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
