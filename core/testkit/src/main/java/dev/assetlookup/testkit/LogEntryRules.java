package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.LogEntries.assertLast;
import static dev.assetlookup.testkit.LogEntries.assertMoved;
import static dev.assetlookup.testkit.LogSamples.PROJECT;
import static dev.assetlookup.testkit.LogSamples.deletedIn;
import static dev.assetlookup.testkit.LogSamples.gone;
import static dev.assetlookup.testkit.LogSamples.ids;
import static dev.assetlookup.testkit.LogSamples.image;
import static dev.assetlookup.testkit.LogSamples.images;
import static dev.assetlookup.testkit.LogSamples.in;
import static dev.assetlookup.testkit.LogSamples.with;
import static dev.assetlookup.testkit.LogSamples.withdrawn;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an entry says. */
abstract class LogEntryRules extends LogRules {
  LogEntryRules(ChangeLogContract test) {
    super(test);
  }

  /** L20: the first swap of a container publishes it with all of its ids. */
  @Test
  protected void l20_a_first_swap_publishes_all_ids() {
    Ports store = empty();
    create(store, in(PROJECT, 1, images("a", "b")));
    assertLast(store, ContainerChange.Kind.PUBLISHED, PROJECT, 1, ids("a", "b"), ids());
  }

  /** L21: a replaced list names the ids that mean something new, and those that no longer do. */
  @Test
  protected void l21_a_replaced_list_names_what_changed() {
    Ports store = empty();
    Container first = in(PROJECT, 1, images("kept", "moved", "gone"));
    create(store, first);
    List<Asset> next = List.of(image("new"), image("moved", "elsewhere"), image("kept"));
    replace(
        store,
        first,
        in(PROJECT, 2, next, superseded(image("moved"), 2), superseded(image("gone"), 2)));
    assertLast(
        store,
        ContainerChange.Kind.REPLACED,
        PROJECT,
        2,
        ids("new", "moved"),
        ids("moved", "gone"));
  }

  /**
   * L22: other details, another order or another thumbnail replace content, but no id; a container
   * that moves says from which project.
   */
  @Test
  protected void l22_what_changes_no_id_replaces_content_all_the_same() {
    Ports store = empty();
    Asset shown = with("shown", "https://media.example.com/t1.jpg");
    Container first = in(PROJECT, 1, List.of(shown, image("a")));
    create(store, first);
    Container moved = in("autumn", 2, first.assets());
    replace(store, first, moved);
    assertMoved(store, PROJECT, "autumn", 2);
    Container turned = in("autumn", 3, List.of(image("a"), shown));
    replace(store, moved, turned);
    assertLast(store, ContainerChange.Kind.REPLACED, "autumn", 3, ids(), ids());
    Asset other = with("shown", "https://media.example.com/t2.jpg");
    replace(store, turned, in(null, 4, List.of(image("a"), other), superseded(shown, 4)));
    assertMoved(store, "autumn", null, 4);
    Container nowhere = in(null, 4, List.of(image("a"), other), superseded(shown, 4));
    Container back = in("winter", 5, nowhere.assets(), superseded(shown, 4));
    replace(store, nowhere, back);
    assertMoved(store, null, "winter", 5);
  }

  /** L24: what is written after a delete or a removal is published again, with all ids. */
  @Test
  protected void l24_what_comes_back_is_published() {
    Ports store = empty();
    Container first = in(PROJECT, 1, images("a"));
    create(store, first);
    Container deleted = deletedIn(PROJECT, 2, withdrawn("a", 2));
    replace(store, first, deleted);
    Container again = in(PROJECT, 3, images("a", "b"), withdrawn("a", 2));
    replace(store, deleted, again);
    assertLast(store, ContainerChange.Kind.PUBLISHED, PROJECT, 3, ids("a", "b"), ids());
    Container gone = deletedIn(PROJECT, 4, withdrawn("a", 4), withdrawn("b", 4));
    replace(store, again, gone);
    remove(store, gone);
    create(store, in(null, 5, images("b")));
    assertLast(store, ContainerChange.Kind.PUBLISHED, null, 5, ids("b"), ids());
  }

  /** L27: a hundred ids are listed, and one more is any id. */
  @Test
  protected void l27_more_than_a_hundred_ids_are_any_id() {
    Ports store = empty();
    int most = ChangedIds.MAX_LISTED;
    String[] listed = IntStream.range(0, most).mapToObj(i -> "x" + i).toArray(String[]::new);
    String[] many = IntStream.range(0, most + 1).mapToObj(i -> "y" + i).toArray(String[]::new);
    Container first = in(null, 1, images(listed));
    create(store, first);
    assertLast(store, ContainerChange.Kind.PUBLISHED, null, 1, ids(listed), ids());
    Container second = in(null, 2, images(many), gone(2, listed));
    replace(store, first, second);
    assertLast(store, ContainerChange.Kind.REPLACED, null, 2, ChangedIds.ALL, ids(listed));
    replace(store, second, in(null, 3, images("z"), gone(3, many)));
    assertLast(store, ContainerChange.Kind.REPLACED, null, 3, ids("z"), ChangedIds.ALL);
  }
}
