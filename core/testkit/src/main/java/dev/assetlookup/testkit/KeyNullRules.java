package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.key;

import dev.assetlookup.core.store.ApiKeyStore;
import org.junit.jupiter.api.Test;

/** A null, which is a mistake of the caller. */
abstract class KeyNullRules extends KeyRules {
  KeyNullRules(ApiKeyStoreContract test) {
    super(test);
  }

  /** K43: a null is the caller's mistake: it gives a NullPointerException and changes nothing. */
  @Test
  protected void k43_null_is_the_callers_mistake() {
    ApiKeyStore store = empty();
    add(store, key(0));
    assertRefusesNull("findKey(null)", () -> store.findKey(nothing()));
    assertRefusesNull("addKey(null)", () -> store.addKey(nothing()));
    assertRefusesNull(
        "changeKeyStatus(null, ...)", () -> store.changeKeyStatus(nothing(), ACTIVE, KILLED));
    assertRefusesNull(
        "changeKeyStatus(id, null, next)", () -> store.changeKeyStatus(ID, nothing(), KILLED));
    assertRefusesNull(
        "changeKeyStatus(id, expected, null)", () -> store.changeKeyStatus(ID, ACTIVE, nothing()));
    assertFinds(store, ID, key(0));
  }
}
