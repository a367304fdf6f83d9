package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.EXPIRES;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.REVOKED;
import static dev.assetlookup.testkit.KeySamples.ROTATED;
import static dev.assetlookup.testkit.KeySamples.digest;
import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.status;
import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.KeySecrets;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changing the status of a key, alone and in races. */
abstract class KeyStatusRules extends KeyRules {
  KeyStatusRules(ApiKeyStoreContract test) {
    super(test);
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
            status(null, true, true),
            status(REVOKED, false, true),
            status(null, false, false))) {
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
    ApiKey stored = key(0).with(status(REVOKED, true, true));
    add(store, stored);
    for (Status stale :
        List.of(
            ACTIVE,
            status(null, true, true),
            status(REVOKED.plusNanos(1_000), true, true),
            status(REVOKED, false, true),
            status(REVOKED, true, false))) {
      assertThat(store.changeKeyStatus(ID, stale, KILLED)).as(stale.toString()).isFalse();
      assertFinds(store, ID, stored);
    }
  }

  /** K22: "never revoked" is compared like any other part of the expected status. */
  @Test
  protected void k22_never_revoked_is_compared_too() {
    ApiKeyStore store = empty();
    add(store, key(0));
    assertThat(store.changeKeyStatus(ID, status(REVOKED, false, false), KILLED)).isFalse();
    assertFinds(store, ID, key(0));
  }

  /** K23: the status of an unknown key cannot be changed, and trying creates no key. */
  @Test
  protected void k23_an_unknown_key_has_no_status() {
    ApiKeyStore store = empty();
    assertThat(store.changeKeyStatus(ID, ACTIVE, KILLED)).isFalse();
    assertThat(store.findKey(ID)).isEmpty();
    assertThat(next(store, null, null, MANY)).isEmpty();
  }

  /** K25: a revoked or killed key is still found and listed. */
  @Test
  protected void k25_revoked_and_killed_keys_are_still_there() {
    ApiKeyStore store = empty();
    List<ApiKey> stored =
        List.of(
            key(0).with(status(REVOKED, false, false)),
            key(1).with(KILLED),
            key(2).with(status(null, false, true)));
    stored.forEach(key -> add(store, key));
    for (ApiKey key : stored) {
      assertFinds(store, key.id(), key);
    }
    Same.assertSame("listKeys", next(store, ACME, null, MANY), stored);
  }

  /** K26: a change of a status to itself counts as made. */
  @Test
  protected void k26_a_change_to_the_same_status_is_done() {
    ApiKeyStore store = empty();
    add(store, key(0));
    assertThat(store.changeKeyStatus(ID, ACTIVE, ACTIVE)).isTrue();
    assertFinds(store, ID, key(0));
  }

  /** K27: secrets change like any other part of a status, of any key, and are compared whole. */
  @Test
  protected void k27_secrets_are_part_of_the_status() {
    ApiKeyStore store = empty();
    List<ApiKey> bound =
        List.of(key(0), key(1).with(terms -> terms.projects(Projects.only("launch"))));
    bound.forEach(key -> add(store, key));
    for (ApiKey key : bound) {
      Status rotated = ACTIVE.with(ROTATED);
      assertThat(store.changeKeyStatus(key.id(), ACTIVE, rotated)).isTrue();
      assertFinds(store, key.id(), key.with(rotated));
      KeySecrets first = ACTIVE.secrets();
      KeySecrets next = KeySecrets.of(ROTATED.current());
      for (KeySecrets stale :
          List.of(
              first,
              next,
              next.rotated(ROTATED.current(), EXPIRES),
              first.rotated(ROTATED.current(), EXPIRES.plusNanos(1_000)),
              first.rotated(first.current(), EXPIRES))) {
        assertThat(store.changeKeyStatus(key.id(), ACTIVE.with(stale), KILLED))
            .as(stale.toString())
            .isFalse();
      }
      assertFinds(store, key.id(), key.with(rotated));
      Status again = ACTIVE.with(ROTATED.rotated(digest("third"), null));
      assertThat(store.changeKeyStatus(key.id(), rotated, again)).isTrue();
      assertFinds(store, key.id(), key.with(again));
    }
  }
}
