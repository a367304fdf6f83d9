package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.EXPIRES;
import static dev.assetlookup.testkit.KeySamples.digest;
import static dev.assetlookup.testkit.KeySamples.id;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.keys;
import static dev.assetlookup.testkit.KeySamples.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Racers that add or change one key, on one instance and on two. */
abstract class KeyRaceRules extends KeyRules {
  KeyRaceRules(ApiKeyStoreContract test) {
    super(test);
  }

  /** K12: exactly one of several racers that add one id wins; the others change nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void k12_of_racers_that_add_one_id_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < Racing.ROUNDS; round++) {
      List<ApiKey> rivals = new ArrayList<>();
      for (int i = 0; i < Racing.RACERS; i++) {
        rivals.add(key(round, new OrganizationId("org-" + i)));
      }
      List<Boolean> added = Racing.race(Racing.RACERS, i -> store.addKey(rivals.get(i)));
      assertThat(added).containsOnlyOnce(true);
      assertFinds(store, id(round), rivals.get(added.indexOf(true)));
    }
  }

  /** K13: racers that add different ids all win. */
  @Test
  @Tag(Racing.TAG)
  protected void k13_racers_that_add_different_ids_all_win() {
    ApiKeyStore store = empty();
    List<Boolean> added = Racing.race(Racing.RACERS, i -> store.addKey(key(i)));
    assertThat(added).hasSize(Racing.RACERS).containsOnly(true);
    Same.assertSame("listKeys", next(store, null, null, MANY), keys(Racing.RACERS));
  }

  /** K24: exactly one of several racers that change one status wins; the others change nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void k24_of_racers_that_change_one_status_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < Racing.ROUNDS; round++) {
      add(store, key(round));
      ApiKeyId id = id(round);
      List<Boolean> changed =
          Racing.race(Racing.RACERS, i -> store.changeKeyStatus(id, ACTIVE, revoked(i)));
      assertThat(changed).containsOnlyOnce(true);
      assertFinds(store, id, key(round).with(revoked(changed.indexOf(true))));
    }
  }

  /**
   * K41: exactly one of several racers on two instances that add one id or change one status wins.
   */
  @Test
  @Tag(Racing.TAG)
  protected void k41_of_racers_on_two_instances_exactly_one_wins() {
    ApiKeyStore store = empty();
    List<ApiKeyStore> stores = List.of(store, other(store));
    for (int round = 0; round < Racing.ROUNDS; round++) {
      ApiKeyId id = id(round);
      ApiKey key = key(round);
      assertThat(Racing.race(Racing.RACERS, i -> stores.get(i % 2).addKey(key)))
          .containsOnlyOnce(true);
      List<Boolean> changed =
          Racing.race(
              Racing.RACERS, i -> stores.get(i % 2).changeKeyStatus(id, ACTIVE, revoked(i)));
      assertThat(changed).containsOnlyOnce(true);
      ApiKey expected = key.with(revoked(changed.indexOf(true)));
      stores.forEach(each -> assertFinds(each, id, expected));
    }
  }

  /**
   * K28: exactly one of several racers that rotate or revoke one key wins, so that no rotation
   * brings a revoked key back.
   */
  @Test
  @Tag(Racing.TAG)
  protected void k28_of_racers_that_rotate_or_revoke_one_key_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < Racing.ROUNDS; round++) {
      add(store, key(round));
      ApiKeyId id = id(round);
      List<Status> rivals = new ArrayList<>();
      for (int i = 0; i < Racing.RACERS; i++) {
        rivals.add(
            i % 4 == 0
                ? revoked(i)
                : ACTIVE.with(ACTIVE.secrets().rotated(digest("next-" + i), EXPIRES)));
      }
      List<Boolean> changed =
          Racing.race(Racing.RACERS, i -> store.changeKeyStatus(id, ACTIVE, rivals.get(i)));
      assertThat(changed).containsOnlyOnce(true);
      assertFinds(store, id, key(round).with(rivals.get(changed.indexOf(true))));
    }
  }
}
