package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Positions.positionsOf;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static dev.assetlookup.testkit.Samples.superseded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every call on one instance answers after a write on another one. */
abstract class InstanceRules extends ContainerRules {
  InstanceRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C100: every call on one instance sees at once what the other one wrote. */
  @Test
  protected void c100_another_instance_sees_every_write_at_once() {
    ContainerStore writing = empty();
    ContainerStore reading = other(writing);
    assertSees(reading, null);
    Container first = container(1, List.of(image(CONTAINER, "a")));
    create(writing, first);
    assertSees(reading, first);
    Container second =
        container(
            CONTAINER, 2, List.of(image(CONTAINER, "b")), superseded(video(CONTAINER, "a"), 2));
    replace(writing, first, second);
    assertSees(reading, second);
    Container deleted = deleted(CONTAINER, 3, superseded(image(CONTAINER, "b"), 3).withdraw());
    replace(writing, second, deleted);
    assertSees(reading, deleted);
    assertThat(writing.remove(CONTAINER, deleted.revision())).isEqualTo(Swap.DONE);
    assertSees(reading, null);
    assertThat(reading.latestRevision(CONTAINER).number()).isGreaterThanOrEqualTo(3);
    Container again = anew(reading, first);
    create(reading, again);
    assertSees(writing, again);
  }

  private static void assertSees(ContainerStore store, @Nullable Container now) {
    Same.assertSame("read(" + CONTAINER + ")", store.read(CONTAINER), Optional.ofNullable(now));
    List<Reading> expected = List.of(expected(now, "a"), expected(now, "b"));
    assertFind(store, CONTAINER, new AssetId("a"), expected.get(0));
    assertFind(store, CONTAINER, new AssetId("b"), expected.get(1));
    assertFindAll(store, List.of(asset(CONTAINER, "a"), asset(CONTAINER, "b")), expected);
    Same.assertSame(
        "list(" + ACME + ")",
        positionsOf(Pages.list(store, ACME, ContainerFilter.ALL, MANY)),
        now == null || now.isDeleted() ? List.of() : positionsOf(now));
    Same.assertSame(
        "scan", Pages.scan(store, MANY), now == null ? List.of() : List.of(new Scanned.Whole(now)));
    Same.assertSame(
        "due(RELEASE)",
        Pages.due(store, Stage.RELEASE, FOREVER, MANY).stream().map(Due::key).toList(),
        now == null || now.heldSince() == null ? List.of() : List.of(CONTAINER));
    if (now != null) {
      assertThat(store.latestRevision(CONTAINER)).isEqualTo(now.revision());
    }
  }

  private static Reading expected(@Nullable Container now, String id) {
    if (now == null) {
      return NO_SUCH_CONTAINER;
    }
    if (now.isDeleted()) {
      return DELETED_CONTAINER;
    }
    Optional<Reading> current =
        now.assets().stream()
            .filter(asset -> asset.id().value().equals(id))
            .map(ReaderRules::present)
            .findFirst();
    return current
        .or(
            () ->
                now.superseded().stream()
                    .filter(entry -> entry.asset().id().value().equals(id))
                    .<Reading>map(e -> new Reading.Present(e.asset(), e.supersededAt()))
                    .findFirst())
        .orElse(NO_SUCH_ASSET);
  }
}
