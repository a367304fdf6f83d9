package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertCorrupt;
import static dev.assetlookup.testkit.FailedCalls.assertUnavailable;
import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.keys;
import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ApiKeyStore.ListedKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An unreachable storage and corrupt keys. */
abstract class KeyFailureRules extends KeyRules {
  KeyFailureRules(ApiKeyStoreContract test) {
    super(test);
  }

  /**
   * K44: if the storage does not answer, each call throws a StoreUnavailableException and nothing
   * of the driver's. Skipped where {@link ApiKeyStoreContract#disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void k44_an_unreachable_storage_is_reported_as_such() throws Exception {
    ApiKeyStore store = empty();
    add(store, key(0));
    disconnect(store);
    assertUnavailable("findKey", () -> store.findKey(ID));
    assertUnavailable("addKey", () -> store.addKey(key(1)));
    assertUnavailable("changeKeyStatus", () -> store.changeKeyStatus(ID, ACTIVE, KILLED));
    assertUnavailable("listKeys", () -> store.listKeys(null, null, MANY));
    assertUnavailable("listKeys(ACME)", () -> store.listKeys(ACME, null, MANY));
  }

  /**
   * K45: a corrupt key is reported as such, opens nothing, and stands in its place in a list
   * without hiding its neighbours. Skipped where {@link ApiKeyStoreContract#corrupt} is not
   * overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void k45_a_corrupt_key_hides_no_neighbour() throws Exception {
    ApiKeyStore store = storeOf(keys(3));
    corrupt(store, id(1));
    assertCorrupt("findKey", () -> store.findKey(id(1)));
    for (OrganizationId organization : Arrays.asList(null, ACME)) {
      for (int limit : List.of(1, MANY)) {
        List<ListedKey> listed = KeyPages.all(store, organization, limit);
        assertThat(listed).extracting(ListedKey::id).containsExactly(id(0), id(1), id(2));
        assertThat(listed.get(1)).isInstanceOf(ListedKey.Broken.class);
        assertLists(whole(List.of(listed.get(0), listed.get(2))), key(0), key(2));
      }
    }
    assertFinds(store, id(2), key(2));
    assertThat(store.addKey(key(1))).as("addKey where a corrupt one is").isFalse();
  }
}
