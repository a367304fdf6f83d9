package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers that racing writes take. */
abstract class LogNumberRaceRules extends LogRules {
  LogNumberRaceRules(ChangeLogContract test) {
    super(test);
  }

  private static final int WRITES = 6;

  /** L04: many writers of one organization on two instances: no gap, and no number twice. */
  @Test
  @Tag(Racing.TAG)
  protected void l04_racing_writers_leave_no_gap_and_repeat_no_number() {
    Ports store = empty();
    List<Ports> stores = List.of(store, other(store));
    Racing.race(Racing.RACERS, i -> writeAll(stores, i, ACME));
    assertHoldsAll(stores, ACME, IntStream.range(0, Racing.RACERS).boxed().toList());
  }

  /** L05: many writers of several organizations on two instances: each has its own numbers. */
  @Test
  @Tag(Racing.TAG)
  protected void l05_racing_writers_of_several_organizations_count_apart() {
    Ports store = empty();
    List<Ports> stores = List.of(store, other(store));
    Racing.race(Racing.RACERS, i -> writeAll(stores, i, i % 4 < 2 ? ACME : OTHER));
    assertHoldsAll(stores, ACME, List.of(0, 1, 4, 5));
    assertHoldsAll(stores, OTHER, List.of(2, 3, 6, 7));
  }

  private static boolean writeAll(List<Ports> stores, int racer, OrganizationId organization) {
    Ports store = stores.get(racer % 2);
    ContainerKey key = new ContainerKey(organization, new ContainerId(new UUID(5, racer)));
    for (int i = 0; i < WRITES; i++) {
      swap(store, container(key, i + 1L, List.of()), new Revision(i));
    }
    KeyRules.add(store.keys(), KeySamples.key(racer, organization));
    return true;
  }

  private static void assertHoldsAll(
      List<Ports> stores, OrganizationId organization, List<Integer> racers) {
    List<String> expected = new ArrayList<>();
    for (int racer : racers) {
      for (int i = 0; i < WRITES; i++) {
        expected.add(new UUID(5, racer) + "/" + (i + 1));
      }
      expected.add("keys");
    }
    for (Ports store : stores) {
      List<Change> entries = entries(store, organization);
      Same.assertSame(
          "what is logged of " + organization,
          entries.stream().map(LogEntries::written).sorted().toList(),
          expected.stream().sorted().toList());
      Same.assertSame(
          "head of " + organization,
          head(store, organization).last(),
          entries.get(entries.size() - 1).position());
    }
  }
}
