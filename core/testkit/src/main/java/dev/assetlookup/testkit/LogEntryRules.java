package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.LATER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.superseded;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an entry says. */
abstract class LogEntryRules extends LogRules {
  private static final String PROJECT = "spring";

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

  /** L22: other details, another order or another thumbnail replace content, but no id. */
  @Test
  protected void l22_what_changes_no_id_replaces_content_all_the_same() {
    Ports store = empty();
    Asset shown = with("shown", "https://media.example.com/t1.jpg");
    Container first = in(PROJECT, 1, List.of(shown, image("a")));
    create(store, first);
    Container moved = in("autumn", 2, first.assets());
    replace(store, first, moved);
    assertLast(store, ContainerChange.Kind.REPLACED, "autumn", 2, ids(), ids());
    Container turned = in("autumn", 3, List.of(image("a"), shown));
    replace(store, moved, turned);
    assertLast(store, ContainerChange.Kind.REPLACED, "autumn", 3, ids(), ids());
    Asset other = with("shown", "https://media.example.com/t2.jpg");
    replace(store, turned, in(null, 4, List.of(image("a"), other), superseded(shown, 4)));
    assertLast(store, ContainerChange.Kind.REPLACED, null, 4, ids(), ids());
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

  /**
   * L28: an entry of keys moves the key revision to its number, an entry of a container does not.
   */
  @Test
  protected void l28_changes_of_keys_move_the_key_revision() {
    Ports store = empty();
    write(store, ACME);
    assertKeyRevision(store, 1, 0);
    KeyRules.add(store.keys(), KeyRules.key(0));
    assertKeyRevision(store, 2, 2);
    write(store, ACME);
    assertKeyRevision(store, 3, 2);
    Status killed = new Status(null, false, true);
    changeStatus(store, Status.ACTIVE, killed);
    assertKeyRevision(store, 4, 4);
    List<Change> entries = entries(store, ACME);
    Same.assertSame(
        "which entries are of keys",
        entries.stream().map(Change.OfKeys.class::isInstance).toList(),
        List.of(false, true, false, true));
  }

  private static void assertKeyRevision(Ports store, long number, long keyRevision) {
    LogHead head = head(store, ACME);
    Same.assertSame("number", head.last().sequence(), number);
    Same.assertSame("key revision at number " + number, head.keyRevision(), keyRevision);
  }

  /** L29: an entry has the time of its write in microseconds, also if a clock was set back. */
  @Test
  protected void l29_an_entry_has_the_time_of_its_write() {
    requireSetClock();
    Ports store = empty();
    List<Instant> times =
        List.of(LATER, LATER.plusNanos(1_999), LATER.minus(Duration.ofDays(1)), LATER);
    List<Instant> expected = new ArrayList<>(times);
    expected.set(1, LATER.plusNanos(1_000));
    for (int i = 0; i < times.size(); i++) {
      test.clock.set(times.get(i));
      KeyRules.add(store.keys(), KeyRules.key(i));
      Same.assertSame("time of the head", head(store, ACME).last().at(), expected.get(i));
    }
    Same.assertSame(
        "times of the entries",
        entries(store, ACME).stream().map(entry -> entry.position().at()).toList(),
        expected);
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
        entries.stream().map(entry -> sorted(((Change.OfContainer) entry).change())).toList(),
        expected.stream().map(LogEntryRules::sorted).toList());
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

  private static void assertLast(
      Ports store,
      ContainerChange.Kind kind,
      @Nullable String project,
      long revision,
      ChangedIds added,
      ChangedIds superseded) {
    Same.assertSame(
        "the entry of revision " + revision,
        sorted(lastChange(store)),
        sorted(
            new ContainerChange(
                kind, CONTAINER.container(), project, new Revision(revision), added, superseded)));
  }

  /** The order of the ids says nothing. */
  private static ContainerChange sorted(ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.revision(),
        sorted(change.added()),
        sorted(change.superseded()));
  }

  private static ChangedIds sorted(ChangedIds ids) {
    return new ChangedIds(
        ids.isAll(), ids.ids().stream().sorted(Comparator.comparing(AssetId::value)).toList());
  }

  private static ChangedIds ids(String... ids) {
    return new ChangedIds(false, Arrays.stream(ids).map(AssetId::new).toList());
  }

  private static Asset with(String id, String thumbnail) {
    return new Asset(new AssetId(id), descriptor(id).thumbnailUrl(new MediaUrl(thumbnail)).build());
  }

  private static SupersededAsset withdrawn(String id, long in) {
    return superseded(image(id), in).withdraw();
  }

  private static SupersededAsset[] gone(long in, String... ids) {
    return Arrays.stream(ids).map(id -> superseded(image(id), in)).toArray(SupersededAsset[]::new);
  }

  private static Container in(
      @Nullable String project, long revision, List<Asset> assets, SupersededAsset... superseded) {
    return inProject(project, container(CONTAINER, revision, assets, superseded));
  }

  private static Container deletedIn(
      @Nullable String project, long revision, SupersededAsset... superseded) {
    return inProject(project, Samples.deleted(CONTAINER, revision, superseded));
  }

  private static Container inProject(@Nullable String project, Container container) {
    return new Container(
        container.key(),
        container.revision(),
        container.createdAt(),
        Samples.details(project, null),
        container.assets(),
        container.superseded(),
        container.deletedAt());
  }
}
