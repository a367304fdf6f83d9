package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.ID;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.LogSamples.PROJECT;
import static dev.assetlookup.testkit.LogSamples.gone;
import static dev.assetlookup.testkit.LogSamples.images;
import static dev.assetlookup.testkit.LogSamples.in;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.change.AuditEntry;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.Deed.Action;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.AuditTrailContract.Ports;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each change leaves its entry, and nothing else does. */
abstract class AuditEntryRules extends AuditRules {
  AuditEntryRules(AuditTrailContract test) {
    super(test);
  }

  /** A01: each kind of change of a container has its entry, with the revisions around it. */
  @Test
  protected void a01_each_change_of_a_container_has_its_entry() {
    Ports store = empty();
    swap(store, in(null, 1, images("a")), Revision.NONE);
    swap(store, in(PROJECT, 3, images("b"), gone(3, "a")), new Revision(1));
    swap(store, in(PROJECT, 4, images("b")), new Revision(3));
    swap(store, LogSamples.deletedIn(PROJECT, 5), new Revision(4));
    swap(store, in(PROJECT, 6, images("c")), new Revision(5));
    swap(store, LogSamples.deletedIn(PROJECT, 7), new Revision(6));
    assertThat(store.containers().writtenBy(OPERATOR).remove(CONTAINER, new Revision(7)))
        .isEqualTo(Swap.DONE);
    Same.assertSame(
        "deeds, newest first",
        deeds(store),
        List.of(
            deed(Action.CONTAINER_REMOVED, null, 7L, null),
            deed(Action.CONTAINER_DELETED, PROJECT, 6L, 7L),
            deed(Action.CONTAINER_PUBLISHED, PROJECT, 5L, 6L),
            deed(Action.CONTAINER_DELETED, PROJECT, 4L, 5L),
            deed(Action.CONTAINER_SWEPT, PROJECT, 3L, 4L),
            deed(Action.CONTAINER_REPLACED, PROJECT, 1L, 3L),
            deed(Action.CONTAINER_PUBLISHED, null, null, 1L)));
  }

  private static Deed deed(
      Action action, @Nullable String project, @Nullable Long before, @Nullable Long after) {
    return new Deed.ToContainer(
        action, CONTAINER.container(), project, revision(before), revision(after));
  }

  private static @Nullable Revision revision(@Nullable Long number) {
    return number == null ? null : new Revision(number);
  }

  /** A02: each kind of change of a key has its entry. */
  @Test
  protected void a02_each_change_of_a_key_has_its_entry() {
    Ports store = empty();
    Status revoked = KeySamples.revoked(0);
    assertThat(store.keys().addKey(KeySamples.key(0).with(revoked))).isTrue();
    change(store, revoked, ACTIVE);
    change(store, ACTIVE, KILLED);
    change(store, KILLED, ACTIVE);
    Status organizationKilled = ACTIVE.withOrganizationKilled(true);
    change(store, ACTIVE, organizationKilled);
    change(store, organizationKilled, ACTIVE);
    Status rotated = ACTIVE.with(KeySamples.ROTATED);
    change(store, ACTIVE, rotated);
    change(store, rotated, ACTIVE.with(KeySamples.ROTATED).withRevokedAt(KeySamples.REVOKED));
    Same.assertSame(
        "deeds, newest first",
        deeds(store),
        List.of(
            new Deed.ToKey(Action.KEY_REVOKED, ID),
            new Deed.ToKey(Action.KEY_ROTATED, ID),
            new Deed.ToKey(Action.ORGANIZATION_RESTORED, ID),
            new Deed.ToKey(Action.ORGANIZATION_KILLED, ID),
            new Deed.ToKey(Action.KEY_RESTORED, ID),
            new Deed.ToKey(Action.KEY_KILLED, ID),
            new Deed.ToKey(Action.KEY_ACTIVATED, ID),
            new Deed.ToKey(Action.KEY_MINTED, ID)));
  }

  private static void change(Ports store, Status before, Status next) {
    assertThat(store.keys().changedBy(OPERATOR).changeKeyStatus(ID, before, next)).isTrue();
  }

  /** A03: an actor is kept whole, and the view of one is not that of another. */
  @Test
  protected void a03_each_view_writes_by_its_own_actor() {
    Ports store = empty();
    String longest = "~".repeat(Actor.MAX_LENGTH);
    List<Actor> actors =
        List.of(
            Actor.of(new ApiKeyId("ABCDEFGHIJ234567")).during("req_01HXZ9G7KMV2QX8Y1S5RJW3B7T"),
            Actor.operator("root"),
            Actor.application("a name 'of' \"sorts\" \\ with, all; sorts").during(" "),
            new Actor(Actor.Kind.APPLICATION, longest, longest),
            Actor.APPLICATION,
            Actor.SYSTEM);
    List<ContainerStore> views = actors.stream().map(store.containers()::writtenBy).toList();
    for (int i = 0; i < views.size(); i++) {
      Revision expected = new Revision(i);
      assertThat(views.get(i).swap(in(null, i + 1L, images("a" + i)), expected))
          .isEqualTo(Swap.DONE);
    }
    for (int i = 0; i < actors.size(); i++) {
      assertThat(store.keys().changedBy(actors.get(i)).addKey(KeySamples.key(i))).isTrue();
    }
    List<Actor> found = entries(store).stream().map(AuditEntry::actor).toList();
    int count = actors.size();
    for (int i = 0; i < 2 * count; i++) {
      Same.assertSame("actor " + i, found.get(2 * count - 1 - i), actors.get(i % count));
    }
  }

  /** A04: what is written by no view is the deed of an unnamed application. */
  @Test
  protected void a04_without_a_view_it_is_an_unnamed_application() {
    Ports store = empty();
    assertThat(store.containers().swap(in(null, 1, images("a")), Revision.NONE))
        .isEqualTo(Swap.DONE);
    assertThat(store.keys().addKey(KeySamples.key(0))).isTrue();
    assertThat(entries(store)).hasSize(2);
    entries(store).forEach(entry -> Same.assertSame("actor", entry.actor(), Actor.APPLICATION));
  }

  /** A05: what is stale or refused leaves no entry. */
  @Test
  protected void a05_what_is_not_done_leaves_no_entry() {
    Ports store = empty();
    ContainerStore view = store.containers().writtenBy(OPERATOR);
    assertThat(view.swap(in(null, 2, images("a")), new Revision(1))).isEqualTo(Swap.STALE);
    assertThat(view.remove(CONTAINER, new Revision(1))).isEqualTo(Swap.STALE);
    swap(store, in(null, 1, images("a")), Revision.NONE);
    KeyRules.add(store.keys(), KeySamples.key(0));
    List<AuditEntry> before = entries(store);
    Same.assertSame("entries", before.size(), 2);
    assertThat(view.swap(in(null, 1, images("b")), Revision.NONE)).isEqualTo(Swap.STALE);
    assertThat(view.swap(in(null, 3, images("b")), new Revision(2))).isEqualTo(Swap.STALE);
    assertThat(view.remove(CONTAINER, new Revision(2))).isEqualTo(Swap.STALE);
    assertThat(store.keys().changedBy(OPERATOR).addKey(KeySamples.key(0))).isFalse();
    assertThat(store.keys().changedBy(OPERATOR).changeKeyStatus(ID, KILLED, ACTIVE)).isFalse();
    Same.assertSame("entries after what was not done", entries(store), before);
  }

  /** A06: an entry has the time of its write, in microseconds, and a number of its own. */
  @Test
  protected void a06_an_entry_has_the_time_of_its_write() {
    requireSetClock();
    Ports store = empty();
    test.clock.set(Instant.parse("2026-04-17T13:20:00.123456789Z"));
    swap(store, in(null, 1, images("a")), Revision.NONE);
    KeyRules.add(store.keys(), KeySamples.key(0));
    List<AuditEntry> entries = entries(store);
    for (AuditEntry entry : entries) {
      Same.assertSame("time", entry.position().at(), Instant.parse("2026-04-17T13:20:00.123456Z"));
    }
    assertThat(entries.get(0).position().sequence())
        .as("number")
        .isNotEqualTo(entries.get(1).position().sequence());
  }

  /** A07: a view and the store that it is of show the same. */
  @Test
  protected void a07_a_view_shows_what_the_store_shows() {
    Ports store = empty();
    swap(store, in(null, 1, images("a")), Revision.NONE);
    ContainerStore view = store.containers().writtenBy(OPERATOR);
    Same.assertSame("read by the view", view.read(CONTAINER), store.containers().read(CONTAINER));
    assertThat(store.containers().swap(in(null, 2, images("b")), new Revision(1)))
        .isEqualTo(Swap.DONE);
    Same.assertSame("read by the view", view.read(CONTAINER), store.containers().read(CONTAINER));
    KeyRules.add(store.keys(), KeySamples.key(0));
    Same.assertSame(
        "key by the view", store.keys().changedBy(OPERATOR).findKey(ID), store.keys().findKey(ID));
  }

  /** A08: another instance reads the entries that a first one left. */
  @Test
  protected void a08_another_instance_reads_the_entries() {
    Ports store = empty();
    write(store, ACME, 2);
    Ports reading = other(store);
    Same.assertSame("entries", entries(reading), entries(store));
    write(reading, ACME);
    Same.assertSame("entries", entries(reading), entries(store));
    Same.assertSame("revisions", revisions(entries(store)), List.of(3L, 2L, 1L));
  }
}
