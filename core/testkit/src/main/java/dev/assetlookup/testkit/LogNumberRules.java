package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.LogEntries.written;
import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogPages.heads;
import static dev.assetlookup.testkit.LogSamples.images;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The numbers that writes take. */
abstract class LogNumberRules extends LogRules {
  LogNumberRules(ChangeLogContract test) {
    super(test);
  }

  /** L01: each write that is done takes the next number of its organization, the first one 1. */
  @Test
  protected void l01_each_write_takes_the_next_number() {
    Ports store = empty();
    Container first = container(1, images("a"));
    ApiKey key = KeySamples.key(0);
    List<Runnable> writes =
        List.of(
            () -> create(store, first),
            () -> KeyRules.add(store.keys(), key),
            () -> replace(store, first, container(2, images("b"))),
            () -> changeStatus(store, ACTIVE, KeySamples.KILLED),
            () -> replace(store, container(2, List.of()), deleted(CONTAINER, 3)),
            () -> remove(store, deleted(CONTAINER, 3)),
            () -> create(store, container(4, images("a"))));
    for (int i = 0; i < writes.size(); i++) {
      writes.get(i).run();
      String when = " after write " + (i + 1);
      Same.assertSame("number" + when, head(store, ACME).last().sequence(), i + 1L);
      Same.assertSame("entries" + when, entries(store, ACME).size(), i + 1);
    }
  }

  /** L02: a write that is not done takes no number and leaves no entry. */
  @Test
  protected void l02_a_write_that_is_not_done_takes_no_number() {
    Ports store = empty();
    Container stored = container(3, images("a"));
    create(store, stored);
    KeyRules.add(store.keys(), KeySamples.key(0));
    LogHead head = head(store, ACME);
    List<Change> entries = entries(store, ACME);
    Container next = withRevision(4, stored);
    for (Revision stale : List.of(Revision.NONE, new Revision(2), new Revision(4))) {
      assertThat(store.containers().swap(next, stale)).isEqualTo(Swap.STALE);
    }
    for (Revision stale : List.of(new Revision(2), new Revision(4))) {
      assertThat(store.containers().remove(CONTAINER, stale)).isEqualTo(Swap.STALE);
    }
    ContainerKey unknown = Samples.numbered(1);
    assertThat(store.containers().remove(unknown, new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(store.keys().addKey(KeySamples.key(0))).isFalse();
    assertThat(store.keys().addKey(KeySamples.key(0, OTHER))).isFalse();
    assertThat(store.keys().changeKeyStatus(KeySamples.ID, KeySamples.KILLED, ACTIVE)).isFalse();
    assertThat(store.keys().changeKeyStatus(KeySamples.id(1), ACTIVE, KeySamples.KILLED)).isFalse();
    Same.assertSame("heads", heads(store, ACME, OTHER), List.of(head, LogHead.EMPTY));
    Same.assertSame("entries", entries(store, ACME), entries);
    Same.assertSame("entries of the other", entries(store, OTHER), List.of());
    replace(store, stored, next);
    Same.assertSame("number of the next write", head(store, ACME).last().sequence(), 3L);
  }

  /** L03: organizations count apart, also those whose ids are alike; none sees another's entry. */
  @Test
  protected void l03_organizations_count_apart() {
    Ports store = empty();
    List<OrganizationId> organizations =
        List.of("org_acme", "ORG_ACME", "org-acme", "orgxacme", "org_acme2", "org_acm").stream()
            .map(OrganizationId::new)
            .toList();
    for (int i = 0; i < organizations.size(); i++) {
      for (OrganizationId organization : organizations.subList(i, organizations.size())) {
        ContainerKey key = new ContainerKey(organization, new ContainerId(new UUID(4, i)));
        create(store, container(key, organizations.indexOf(organization) + 1L, List.of()));
      }
      KeyRules.add(store.keys(), KeySamples.key(i, organizations.get(i)));
    }
    for (int i = 0; i < organizations.size(); i++) {
      OrganizationId organization = organizations.get(i);
      Same.assertSame("head of " + organization, head(store, organization).keyRevision(), i + 2L);
      List<Change> entries = entries(store, organization);
      Same.assertSame("entries of " + organization, entries.size(), i + 2);
      for (int number = 0; number <= i; number++) {
        Same.assertSame(
            "container of entry " + (number + 1) + " of " + organization,
            written(entries.get(number)),
            new UUID(4, number) + "/" + (i + 1));
      }
    }
  }
}
