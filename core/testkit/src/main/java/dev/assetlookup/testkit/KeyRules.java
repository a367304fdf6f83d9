package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules about a store of API keys share: keys, and the comparison of answers. */
abstract class KeyRules {
  static final Instant REVOKED = Instant.parse("2026-10-25T01:30:00.654321Z");
  static final Status KILLED = new Status(null, true, false);
  static final ApiKeyId ID = id(0);
  static final int RACERS = 8;
  static final int ROUNDS = 15;
  static final int MANY = 1_000;

  private final ApiKeyStoreContract test;

  KeyRules(ApiKeyStoreContract test) {
    this.test = test;
  }

  final ApiKeyStore empty() {
    return test.opened.add(Factory.make(test::emptyKeyStore));
  }

  final ApiKeyStore other(ApiKeyStore first) {
    return test.opened.add(Factory.make(() -> test.another(first)));
  }

  final ApiKeyStore storeOf(List<ApiKey> keys) {
    ApiKeyStore store = empty();
    List<ApiKey> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, new Random(keys.size()));
    shuffled.forEach(key -> add(store, key));
    return store;
  }

  final void disconnect(ApiKeyStore store) throws Exception {
    test.disconnect(store);
  }

  final void corrupt(ApiKeyStore store, ApiKeyId id) throws Exception {
    test.corrupt(store, id);
  }

  static void assertLists(List<ApiKey> listed, ApiKey... expected) {
    Same.assertSame("listKeys", listed, List.of(expected));
  }

  static void assertFinds(ApiKeyStore store, ApiKeyId id, ApiKey expected) {
    Same.assertSame("findKey(" + id + ")", store.findKey(id), Optional.of(expected));
  }

  static void add(ApiKeyStore store, ApiKey key) {
    assertThat(store.addKey(key)).isTrue();
  }

  static List<ApiKey> allPages(
      ApiKeyStore store, @Nullable OrganizationId organization, int limit) {
    return whole(Pages.keys(store, organization, limit));
  }

  static List<ApiKey> next(
      ApiKeyStore store,
      @Nullable OrganizationId organization,
      @Nullable ApiKeyId after,
      int count) {
    return whole(Pages.next(store, organization, after, count));
  }

  static List<ApiKey> whole(List<ListedKey> listed) {
    assertThat(listed).hasOnlyElementsOfType(ListedKey.Whole.class);
    return listed.stream().map(entry -> ((ListedKey.Whole) entry).key()).toList();
  }

  static List<ApiKey> keys(int count) {
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(i));
    }
    return keys;
  }

  static Status revoked(int when) {
    return new Status(REVOKED.plusSeconds(when), false, false);
  }

  /** Ids in the order of their numbers, up to 1,023. */
  static ApiKeyId id(int number) {
    String digits = "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return new ApiKeyId("KEYKEYKEYKEYKE" + digits.charAt(number / 32) + digits.charAt(number % 32));
  }

  static ApiKey key(int number) {
    return key(number, ACME);
  }

  static ApiKey key(int number, OrganizationId organization) {
    return key(id(number), organization);
  }

  static ApiKey key(ApiKeyId id, OrganizationId organization) {
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

  static Sha256 digest(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
