package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import dev.assetlookup.testkit.ChangeLogContract.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What others see and do beside an open transaction of a caller's. Skipped where {@link
 * ChangeLogContract#begin} is not overridden.
 */
abstract class LogOpenTransactionRules extends LogRules {
  LogOpenTransactionRules(ChangeLogContract test) {
    super(test);
  }

  private static final int READS = 50;

  /**
   * L62: a writer of another organization does not wait for an open transaction.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void l62_another_organizations_writer_does_not_wait() throws Exception {
    Ports store = empty();
    Ports others = other(store);
    write(store, ACME);
    write(store, OTHER);
    Transaction transaction = begin(store);
    write(store, ACME);
    long number =
        Racing.inAnotherThread(
            () -> {
              write(others, OTHER);
              return head(others, OTHER).last().sequence();
            });
    transaction.commit();
    Same.assertSame("number of the other's write", number, 2L);
    Same.assertSame("number of the write", head(store, ACME).last().sequence(), 2L);
  }

  /**
   * L64: beside a transaction that takes long to commit, nobody sees a number before its time.
   *
   * @throws Exception if the hook fails
   */
  @Test
  @Tag(Racing.TAG)
  protected void l64_a_slow_writer_hides_no_number() throws Exception {
    Ports store = empty();
    Ports others = other(store);
    write(store, ACME);
    Transaction transaction = begin(store);
    create(store, container(numbered(1), 1, List.of()));
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> create(others, container(numbered(2), 1, List.of())), true);
    new Thread(waiting, "racer").start();
    try {
      Racing.inAnotherThread(() -> readAll(List.of(store, others)));
    } finally {
      transaction.commit();
    }
    waiting.get();
    for (Ports each : List.of(store, others)) {
      Same.assertSame("entries", entries(each, ACME).size(), 3);
    }
  }

  private static boolean readAll(List<Ports> stores) {
    for (int i = 0; i < READS; i++) {
      Ports store = stores.get(i % 2);
      for (Change entry : entries(store, ACME)) {
        ContainerKey key =
            new ContainerKey(ACME, ((Change.OfContainer) entry).change().container());
        Optional<Container> container = store.containers().read(key);
        assertThat(container).as("what is read after its entry").isPresent();
      }
    }
    return true;
  }
}
