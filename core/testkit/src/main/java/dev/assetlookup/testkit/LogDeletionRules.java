package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogEntries.assertLast;
import static dev.assetlookup.testkit.LogPages.lastChange;
import static dev.assetlookup.testkit.LogSamples.PROJECT;
import static dev.assetlookup.testkit.LogSamples.deletedIn;
import static dev.assetlookup.testkit.LogSamples.ids;
import static dev.assetlookup.testkit.LogSamples.image;
import static dev.assetlookup.testkit.LogSamples.images;
import static dev.assetlookup.testkit.LogSamples.in;
import static dev.assetlookup.testkit.LogSamples.withdrawn;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import org.junit.jupiter.api.Test;

/** What the entry of a deletion, a sweep or a removal says. */
abstract class LogDeletionRules extends LogRules {
  LogDeletionRules(ChangeLogContract test) {
    super(test);
  }

  /** L23: a delete names all ids that were current. */
  @Test
  protected void l23_a_delete_names_all_current_ids() {
    Ports store = empty();
    Container first =
        in(PROJECT, 2, images("a", "b"), superseded(image("older"), 2, 0, Media.HELD));
    create(store, first);
    replace(
        store,
        first,
        deletedIn(PROJECT, 3, withdrawn("older", 2), withdrawn("a", 3), withdrawn("b", 3)));
    assertLast(store, ContainerChange.Kind.DELETED, PROJECT, 3, ids(), ids("a", "b"));
  }

  /** L25: a swap that does no more than release and forget what is superseded is a sweep. */
  @Test
  protected void l25_releasing_and_forgetting_is_a_sweep() {
    Ports store = empty();
    SupersededAsset b = superseded(image("b"), 2);
    SupersededAsset c = superseded(image("c"), 2);
    Container first = in(PROJECT, 2, images("a"), b, c);
    create(store, first);
    Container released = in(PROJECT, 3, images("a"), b.with(Media.RELEASED), c);
    replace(store, first, released);
    assertLast(store, ContainerChange.Kind.SWEPT, PROJECT, 3, ids(), ids());
    Container forgotten = in(PROJECT, 4, images("a"), c);
    replace(store, released, forgotten);
    assertLast(store, ContainerChange.Kind.SWEPT, PROJECT, 4, ids(), ids());
    SupersededAsset a = withdrawn("a", 5);
    Container deleted = deletedIn(PROJECT, 5, c.withdraw(), a);
    replace(store, forgotten, deleted);
    replace(store, deleted, deletedIn(PROJECT, 6, a.with(Media.RELEASED)));
    assertLast(store, ContainerChange.Kind.SWEPT, PROJECT, 6, ids(), ids());
  }

  /** L26: the removal of a container is a sweep with the last revision that it had. */
  @Test
  protected void l26_a_removal_is_a_sweep() {
    Ports store = empty();
    Container first = in(PROJECT, 1, images("a"));
    create(store, first);
    Container deleted = deletedIn(PROJECT, 7, withdrawn("a", 7));
    replace(store, first, deleted);
    remove(store, deleted);
    Same.assertSame(
        "the entry of a removal",
        lastChange(store),
        ContainerChange.removed(CONTAINER.container(), new Revision(7)));
  }
}
