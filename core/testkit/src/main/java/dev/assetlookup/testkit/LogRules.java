package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.container;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the rules about a change log share: stores, writes and transactions. */
abstract class LogRules extends DatedRules<Ports> {
  static final int MANY = 1_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  LogRules(ChangeLogContract test) {
    super(test);
  }

  /** Writes a container of an organization once more, a second later. */
  final void write(Ports store, OrganizationId organization) {
    test.clock.advance(SECOND);
    writeNext(store.containers(), organization);
  }

  static void writeNext(ContainerStore store, OrganizationId organization) {
    ContainerKey key = containerOf(organization);
    Revision stored = store.read(key).map(Container::revision).orElse(Revision.NONE);
    Container next = Samples.container(key, stored.next().number(), List.of());
    assertThat(store.swap(next, stored)).isEqualTo(Swap.DONE);
  }

  final void write(Ports store, OrganizationId organization, int times) {
    for (int i = 0; i < times; i++) {
      write(store, organization);
    }
  }

  static ContainerKey containerOf(OrganizationId organization) {
    return new ContainerKey(organization, new ContainerId(new UUID(3, 1)));
  }

  static void create(Ports store, Container container) {
    swap(store, container, Revision.NONE);
  }

  static void replace(Ports store, Container before, Container next) {
    swap(store, next, before.revision());
  }

  static void swap(Ports store, Container next, Revision expected) {
    assertThat(store.containers().swap(next, expected)).isEqualTo(Swap.DONE);
  }

  static void remove(Ports store, Container stored) {
    assertThat(store.containers().remove(stored.key(), stored.revision())).isEqualTo(Swap.DONE);
  }

  static void changeStatus(Ports store, Status expected, Status next) {
    assertThat(store.keys().changeKeyStatus(KeySamples.ID, expected, next)).isTrue();
  }

  final Transaction begin(Ports store) {
    return Factory.make(() -> test.begin(store));
  }
}
