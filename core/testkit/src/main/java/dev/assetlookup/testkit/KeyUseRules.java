package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertRefusesNull;
import static dev.assetlookup.testkit.FailedCalls.nothing;
import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.testkit.KeyUsesContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a store remembers of the uses of keys. */
abstract class KeyUseRules {
  private static final Instant USED = Instant.parse("2026-10-25T01:30:00.654321Z");

  private final KeyUsesContract test;

  KeyUseRules(KeyUsesContract test) {
    this.test = test;
  }

  private Ports storeOf(int count) {
    Ports store = test.opened.add(Factory.make(test::emptyStore));
    keys(count).forEach(key -> KeyRules.add(store.keys(), key));
    return store;
  }

  private static void assertLastUses(Ports store, int count, Map<ApiKeyId, Instant> expected) {
    List<ApiKeyId> ids = keys(count).stream().map(ApiKey::id).toList();
    Same.assertSame("lastUses", Map.copyOf(store.uses().lastUses(ids)), expected);
  }

  /** U01: a use is remembered to the microsecond, and another instance sees it at once. */
  @Test
  protected void u01_a_use_is_remembered() {
    Ports store = storeOf(3);
    Ports other = test.opened.add(Factory.make(() -> test.another(store)));
    assertLastUses(other, 3, Map.of());
    store.uses().recordUses(Map.of(ID, USED.plusNanos(999), id(2), USED.minusNanos(1_000)));
    Map<ApiKeyId, Instant> expected = Map.of(ID, USED, id(2), USED.minusNanos(1_000));
    assertLastUses(store, 3, expected);
    assertLastUses(other, 3, expected);
    assertThat(store.uses().lastUses(List.of(id(1)))).isEmpty();
    assertThat(store.uses().lastUses(List.of())).isEmpty();
  }

  /** U02: the latest use is remembered, in whatever order they come. */
  @Test
  protected void u02_an_earlier_use_changes_nothing() {
    Ports store = storeOf(1);
    for (int minutes : new int[] {0, -1, 2, 1}) {
      store.uses().recordUses(Map.of(ID, USED.plus(Duration.ofMinutes(minutes))));
    }
    assertLastUses(store, 1, Map.of(ID, USED.plus(Duration.ofMinutes(2))));
  }

  /** U03: a use of a key that is not there is not remembered, and creates none. */
  @Test
  protected void u03_a_use_of_an_unknown_key_is_not_remembered() {
    Ports store = storeOf(1);
    store.uses().recordUses(Map.of(id(1), USED));
    assertThat(store.uses().lastUses(List.of(id(1)))).isEmpty();
    assertThat(store.keys().findKey(id(1))).isEmpty();
    KeyRules.add(store.keys(), key(1));
    assertThat(store.uses().lastUses(List.of(id(1)))).isEmpty();
  }

  /** U04: any number of uses is recorded and asked for at once, none included. */
  @Test
  protected void u04_any_number_at_once() {
    Ports store = storeOf(0);
    store.uses().recordUses(Map.of());
    // Few of them have a key, which are the last: to add many takes long.
    Map<ApiKeyId, Instant> uses = new LinkedHashMap<>();
    Map<ApiKeyId, Instant> expected = new HashMap<>();
    for (int i = 0; i < 520; i++) {
      uses.put(id(i), USED.plusSeconds(i));
      if (i >= 500) {
        KeyRules.add(store.keys(), key(i));
        expected.put(id(i), USED.plusSeconds(i));
      }
    }
    store.uses().recordUses(uses);
    assertLastUses(store, 520, expected);
  }

  /** U05: a use is no change of a key: its status is still what a writer has read. */
  @Test
  protected void u05_a_use_changes_no_key() {
    Ports store = storeOf(1);
    store.uses().recordUses(Map.of(ID, USED));
    KeyRules.assertFinds(store.keys(), ID, key(0));
    assertThat(store.keys().changeKeyStatus(ID, ACTIVE, KILLED)).isTrue();
    assertLastUses(store, 1, Map.of(ID, USED));
    assertRefusesNull("recordUses(null)", () -> store.uses().recordUses(nothing()));
    assertRefusesNull("lastUses(null)", () -> store.uses().lastUses(nothing()));
  }
}
