package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the rules about a store of API keys share: keys, and the comparison of answers. */
abstract class KeyRules {
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
    return whole(KeyPages.all(store, organization, limit));
  }

  static List<ApiKey> next(
      ApiKeyStore store,
      @Nullable OrganizationId organization,
      @Nullable ApiKeyId after,
      int count) {
    return whole(KeyPages.next(store, organization, after, count));
  }

  static List<ApiKey> whole(List<ListedKey> listed) {
    assertThat(listed).hasOnlyElementsOfType(ListedKey.Whole.class);
    return listed.stream().map(entry -> ((ListedKey.Whole) entry).key()).toList();
  }

  final void assertRoundTrip(ApiKey key) {
    ApiKeyStore store = empty();
    add(store, key);
    assertFinds(store, key.id(), key);
    assertLists(next(store, null, null, MANY), key);
  }

  /** In one store, each with an id of its own. */
  final void assertRoundTrips(List<ApiKey> keys) {
    ApiKeyStore store = empty();
    List<ApiKey> added = new ArrayList<>();
    for (ApiKey key : keys) {
      added.add(withId(id(added.size()), key));
    }
    added.forEach(key -> add(store, key));
    added.forEach(key -> assertFinds(store, key.id(), key));
    List<ApiKey> listed = new ArrayList<>(next(store, null, null, MANY));
    listed.sort(Comparator.comparing(ApiKey::id));
    Same.assertSame("the sorted keys of listKeys", listed, added);
  }

  private static ApiKey withId(ApiKeyId id, ApiKey key) {
    return new ApiKey(id, key.terms(), key.createdAt(), key.status());
  }
}
