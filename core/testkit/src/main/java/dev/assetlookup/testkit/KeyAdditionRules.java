package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.store.ApiKeyStore;
import org.junit.jupiter.api.Test;

/** Adding keys, alone and in races. */
abstract class KeyAdditionRules extends KeyRules {
  KeyAdditionRules(ApiKeyStoreContract test) {
    super(test);
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
}
