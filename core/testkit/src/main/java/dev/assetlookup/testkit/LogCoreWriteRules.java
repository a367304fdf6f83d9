package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogSamples.descriptor;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the core writes is logged as it is compared. */
abstract class LogCoreWriteRules extends LogRules {
  LogCoreWriteRules(ChangeLogContract test) {
    super(test);
  }

  /** L19: what the core writes is logged as it is compared, and what it need not write is not. */
  @Test
  protected void l19_what_the_core_writes_is_logged() {
    Ports store = empty();
    Caller writer = new Caller(ACME, Set.of(Scope.CONTENT_WRITE));
    AssetLookup lookup = AssetLookup.over(store.containers()).clock(() -> CREATED).build();
    List<ContainerChange> expected = new ArrayList<>();
    Container before = null;
    for (ContainerDraft draft :
        List.of(draft("a", "b"), draft("b", "c"), draft("b", "c"), draft("c", "b"))) {
      lookup.publish(writer, draft, Precondition.ANY);
      before = expect(expected, before, store);
    }
    lookup.delete(writer, CONTAINER.container(), Precondition.ANY);
    before = expect(expected, before, store);
    lookup.publish(writer, draft("a"), Precondition.ANY);
    expect(expected, before, store);
    List<Change> entries = entries(store, ACME);
    Same.assertSame(
        "entries",
        entries.stream()
            .map(entry -> LogEntries.sorted(((Change.OfContainer) entry).change()))
            .toList(),
        expected.stream().map(LogEntries::sorted).toList());
  }

  private static Container expect(
      List<ContainerChange> expected, @Nullable Container before, Ports store) {
    Container next = store.containers().read(CONTAINER).orElseThrow();
    if (!next.equals(before)) {
      expected.add(ContainerChange.between(before, next));
    }
    return next;
  }

  private static ContainerDraft draft(String... files) {
    List<AssetDraft> assets =
        Arrays.stream(files).map(file -> new AssetDraft(null, descriptor(file).build())).toList();
    return new ContainerDraft(CONTAINER.container(), null, ContainerDetails.COMPLETED, assets);
  }
}
