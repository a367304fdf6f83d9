package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.keys;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of keys, page by page. */
abstract class KeyPageRules extends KeyRules {
  KeyPageRules(ApiKeyStoreContract test) {
    super(test);
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
