package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Compares entries of containers. */
final class LogEntries {
  private LogEntries() {}

  static void assertLast(
      Ports store,
      ContainerChange.Kind kind,
      @Nullable String project,
      long revision,
      ChangedIds added,
      ChangedIds superseded) {
    assertLast(
        store,
        new ContainerChange(
            kind, CONTAINER.container(), project, new Revision(revision), added, superseded));
  }

  /** The container was replaced by the same assets in another project. */
  static void assertMoved(
      Ports store, @Nullable String former, @Nullable String project, long revision) {
    assertLast(
        store,
        new ContainerChange(
            ContainerChange.Kind.REPLACED,
            CONTAINER.container(),
            project,
            former,
            new Revision(revision),
            ChangedIds.NONE,
            ChangedIds.NONE));
  }

  private static void assertLast(Ports store, ContainerChange expected) {
    Same.assertSame(
        "the entry of revision " + expected.revision().number(),
        sorted(LogPages.lastChange(store)),
        sorted(expected));
  }

  /** The order of the ids says nothing. */
  static ContainerChange sorted(ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.formerProjectId(),
        change.revision(),
        sorted(change.added()),
        sorted(change.superseded()));
  }

  private static ChangedIds sorted(ChangedIds ids) {
    return new ChangedIds(
        ids.isAll(), ids.ids().stream().sorted(Comparator.comparing(AssetId::value)).toList());
  }

  /** What a write wrote, as a text. */
  static String written(Change entry) {
    return entry instanceof Change.OfContainer of
        ? of.change().container().uuid() + "/" + of.change().revision().number()
        : "keys";
  }
}
