package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ApiKeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
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

  /** K12: exactly one of several racers that add one id wins; the others change nothing. */
  @Test
  @Tag(Racing.TAG)
  protected void k12_of_racers_that_add_one_id_exactly_one_wins() {
    ApiKeyStore store = empty();
    for (int round = 0; round < ROUNDS; round++) {
      List<ApiKey> rivals = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        rivals.add(key(round, new OrganizationId("org-" + i)));
      }
      List<Boolean> added = Racing.race(RACERS, i -> store.addKey(rivals.get(i)));
      assertThat(added).containsOnlyOnce(true);
      assertFinds(store, id(round), rivals.get(added.indexOf(true)));
    }
  }

  /** K13: racers that add different ids all win. */
  @Test
  @Tag(Racing.TAG)
  protected void k13_racers_that_add_different_ids_all_win() {
    ApiKeyStore store = empty();
    List<Boolean> added = Racing.race(RACERS, i -> store.addKey(key(i)));
    assertThat(added).hasSize(RACERS).containsOnly(true);
    Same.assertSame("listKeys", next(store, null, null, MANY), keys(RACERS));
  }
}
