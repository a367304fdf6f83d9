package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.ChangeLogContract.Ports;

/** Reads on to the end, and looks at the container of each entry. */
final class LogFollower implements Runnable {
  private final Ports store;
  private LogPosition last = LogPosition.START;

  LogFollower(Ports store) {
    this.store = store;
  }

  LogPosition last() {
    return last;
  }

  @Override
  public void run() {
    for (Change entry : LogPages.entries(store, ACME, last, 10)) {
      if (entry instanceof Change.OfContainer of) {
        assertSees(of.change());
      }
      last = entry.position();
    }
  }

  private void assertSees(ContainerChange change) {
    ContainerKey key = new ContainerKey(ACME, change.container());
    Revision stored = store.containers().read(key).map(Container::revision).orElse(null);
    // Here nothing but a removal is a sweep.
    boolean removed = change.kind() == ContainerChange.Kind.SWEPT;
    long atLeast = change.revision().number() + (removed ? 1 : 0);
    assertThat(stored == null || stored.number() >= atLeast)
        .as("after the entry of " + change + " revision " + stored + " is read")
        .isTrue();
    assertThat(store.containers().latestRevision(key).number())
        .as("latest revision read after the entry of " + change)
        .isGreaterThanOrEqualTo(change.revision().number());
  }
}
