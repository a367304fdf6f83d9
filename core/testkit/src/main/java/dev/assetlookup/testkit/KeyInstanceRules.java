package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.REVOKED;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.status;
import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two instances over one storage. */
abstract class KeyInstanceRules extends KeyRules {
  KeyInstanceRules(ApiKeyStoreContract test) {
    super(test);
  }

  /** K40: the other instance finds at once what one instance adds and changes. */
  @Test
  protected void k40_another_instance_sees_every_change_at_once() {
    ApiKeyStore writing = empty();
    ApiKeyStore reading = other(writing);
    assertThat(reading.findKey(ID)).isEmpty();
    ApiKey key = key(0);
    add(writing, key);
    assertFinds(reading, ID, key);
    for (Status next : List.of(KILLED, ACTIVE, status(REVOKED, false, true))) {
      assertThat(writing.changeKeyStatus(ID, key.status(), next)).isTrue();
      key = key.with(next);
      assertFinds(reading, ID, key);
      assertLists(next(reading, ACME, null, MANY), key);
    }
    assertThat(reading.addKey(key)).isFalse();
    assertThat(reading.changeKeyStatus(ID, key.status(), KILLED)).isTrue();
    assertFinds(writing, ID, key.with(KILLED));
  }
}
