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

/** What a list of keys has, and in which order. */
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
}
