package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.keys;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Listing keys, page by page. */
abstract class KeyListRules extends KeyRules {
  KeyListRules(ApiKeyStoreContract test) {
    super(test);
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

  /** K35: other organizations' keys between its own do not shorten an organization's pages. */
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
}
