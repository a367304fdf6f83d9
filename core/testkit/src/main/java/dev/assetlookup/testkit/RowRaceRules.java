package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Listed;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of a list beside a writer. */
abstract class RowRaceRules extends ContainerRules {
  RowRaceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C87: a row read beside a writer is of one revision, including its first asset. */
  @Test
  @Tag(Racing.TAG)
  protected void c87_a_row_is_of_one_revision() {
    ContainerStore store = empty();
    create(store, atRevision(1));
    AtomicInteger last = new AtomicInteger(1);
    Runnable check =
        () -> {
          List<Listed> rows = Pages.list(store, ACME, ContainerFilter.ALL, 10);
          assertThat(rows).hasSize(1);
          ContainerSummary row = ((Listed.Row) rows.get(0)).summary();
          long revision = Long.parseLong(String.valueOf(row.details().caption()));
          Same.assertSame("list(" + ACME + ")", rows, List.of(rowOf(atRevision(revision))));
        };
    Racing.whileWriting(
        () -> {
          int revision = last.getAndIncrement();
          replace(store, atRevision(revision), atRevision(revision + 1));
        },
        List.of(check, check, check));
  }

  /** A container whose every part in a row says which revision it is. */
  private Container atRevision(long revision) {
    ContainerDetails details =
        new ContainerDetails(
            "project-" + revision,
            ContainerStatus.COMPLETED,
            "format-" + revision,
            "type-" + revision,
            Long.toString(revision),
            null,
            ApprovalStatus.NOT_REQUIRED,
            null,
            null);
    return new Container(
        CONTAINER,
        new Revision(revision),
        CREATED.plusSeconds(revision),
        details,
        List.of(replaced("first", Math.toIntExact(revision)), image(CONTAINER, "second")),
        List.of(),
        null);
  }

  private static Listed rowOf(Container container) {
    return RowRules.row(container, container.assets().get(0));
  }
}
