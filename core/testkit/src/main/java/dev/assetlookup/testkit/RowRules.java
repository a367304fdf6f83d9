package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.content.ApprovalStatus;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a list has of each container. */
abstract class RowRules extends ContainerRules {
  RowRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C78: a row has all details of its container, and its whole first asset. */
  @Test
  protected void c78_a_row_is_whole() {
    ContainerStore store = empty();
    ContainerDetails everything =
        new ContainerDetails(
            "project_1.a-b",
            ContainerStatus.PROCESSING,
            "carousel",
            "multi image",
            "A caption \uD83D\uDE80",
            "",
            ApprovalStatus.PENDING,
            LATER,
            "The last error");
    Container full =
        new Container(
            numbered(2),
            new Revision(7),
            CREATED.plusSeconds(1),
            everything,
            List.of(video(numbered(2), "teaser"), image(numbered(2), "slide-1")),
            List.of(superseded(video(numbered(2), "before"), 7)),
            null);
    Container bare = container(numbered(1), 1, CREATED, details(null, null));
    createShuffled(store, List.of(full, bare));
    assertRows(store, row(full, video(numbered(2), "teaser")), row(bare, null));
  }

  /** C79: a row's asset is the first one of the current set. */
  @Test
  protected void c79_a_row_has_the_first_current_asset() {
    ContainerStore store = empty();
    Container first =
        container(
            CONTAINER,
            1,
            List.of(image(CONTAINER, "m"), video(CONTAINER, "z"), image(CONTAINER, "a")));
    Container second =
        container(
            CONTAINER,
            2,
            List.of(replaced("m", 2), image(CONTAINER, "b")),
            superseded(image(CONTAINER, "m"), 2));
    Container third = container(CONTAINER, 3, List.of(), superseded(image(CONTAINER, "b"), 3));
    Container last = container(CONTAINER, 4, List.of(image(CONTAINER, "z")));
    create(store, first);
    assertRows(store, row(first, image(CONTAINER, "m")));
    replace(store, first, second);
    assertRows(store, row(second, replaced("m", 2)));
    replace(store, second, third);
    assertRows(store, row(third, null));
    replace(store, third, last);
    assertRows(store, row(last, image(CONTAINER, "z")));
  }

  private static void assertRows(ContainerStore store, Listed... expected) {
    Same.assertSame(
        "list(" + ACME + ")",
        Pages.list(store, ACME, ContainerFilter.ALL, MANY),
        List.of(expected));
  }

  static Listed row(Container container, @Nullable Asset primary) {
    return new Listed.Row(
        new ContainerSummary(container.key(), container.createdAt(), container.details(), primary));
  }
}
