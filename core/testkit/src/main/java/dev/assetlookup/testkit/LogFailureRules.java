package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.FailedCalls.assertUnavailable;
import static dev.assetlookup.testkit.LogPages.entries;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.LogSamples.images;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.FOREVER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An unreachable storage and lost replies. */
abstract class LogFailureRules extends LogRules {
  LogFailureRules(ChangeLogContract test) {
    super(test);
  }

  /**
   * L81: if the storage does not answer, each call throws a StoreUnavailableException and nothing
   * of the driver's. Skipped where {@link ChangeLogContract#disconnect} is not overridden.
   *
   * @throws Exception if the hook fails
   */
  @Test
  protected void l81_an_unreachable_storage_is_reported_as_such() throws Exception {
    Ports store = empty();
    write(store, ACME, 2);
    LogPosition last = head(store, ACME).last();
    test.disconnect(store);
    assertUnavailable("heads", () -> store.log().heads(List.of(ACME)));
    assertUnavailable("changes", () -> store.log().changes(ACME, last, 1));
    assertUnavailable("trim", () -> store.log().trim(FOREVER, 1));
  }

  /** L82: a write whose reply got lost has its entry, and one that repeats it leaves no second. */
  @Test
  protected void l82_a_lost_reply_leaves_entry_and_state_in_agreement() {
    Ports store = empty();
    Container first = container(1, images("a"));
    ContainerStore losing = new ReplyLosingStore(store.containers(), 3);
    assertLost(() -> losing.swap(first, Revision.NONE));
    assertThat(store.containers().swap(first, Revision.NONE)).isEqualTo(Swap.STALE);
    assertLost(() -> losing.swap(deleted(CONTAINER, 2), first.revision()));
    assertThat(store.containers().swap(deleted(CONTAINER, 2), first.revision()))
        .isEqualTo(Swap.STALE);
    assertLost(() -> losing.remove(CONTAINER, new Revision(2)));
    assertThat(store.containers().remove(CONTAINER, new Revision(2))).isEqualTo(Swap.STALE);
    assertThat(store.containers().read(CONTAINER)).isEmpty();
    Same.assertSame(
        "kinds of the entries",
        entries(store, ACME).stream()
            .map(entry -> ((Change.OfContainer) entry).change().kind())
            .toList(),
        List.of(
            ContainerChange.Kind.PUBLISHED,
            ContainerChange.Kind.DELETED,
            ContainerChange.Kind.SWEPT));
  }

  private static void assertLost(ThrowingCallable call) {
    assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(call);
  }
}
