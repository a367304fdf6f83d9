package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.LogPages.head;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.OTHER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.deleted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ChangeLog.Listening;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Listeners. One writer at a time commits its own write, so it has called them when it returns. */
abstract class LogListenerRules extends LogRules {
  LogListenerRules(ChangeLogContract test) {
    super(test);
  }

  /** L70: a listener is called after each change, with its organization, when it is committed. */
  @Test
  protected void l70_a_listener_is_called_after_each_change() {
    Ports store = empty();
    Ports reading = other(store);
    List<String> heard = new ArrayList<>();
    store
        .log()
        .listen(
            organization ->
                heard.add(
                    organization
                        + " "
                        + Racing.inAnotherThread(
                            () -> head(reading, organization).last().sequence())));
    Container first = container(1, List.of());
    create(store, first);
    KeyRules.add(store.keys(), KeySamples.key(0));
    replace(store, first, deleted(CONTAINER, 2));
    write(store, OTHER);
    changeStatus(store, ACTIVE, KeySamples.KILLED);
    remove(store, deleted(CONTAINER, 2));
    Same.assertSame(
        "what a listener heard, with the numbers that are read then",
        heard,
        List.of(ACME + " 1", ACME + " 2", ACME + " 3", OTHER + " 1", ACME + " 4", ACME + " 5"));
  }

  /** L71: a write that is not done calls nobody. */
  @Test
  protected void l71_a_write_that_is_not_done_calls_nobody() {
    Ports store = empty();
    write(store, ACME);
    KeyRules.add(store.keys(), KeySamples.key(0));
    List<OrganizationId> heard = new ArrayList<>();
    store.log().listen(heard::add);
    ContainerKey key = containerOf(ACME);
    Revision stale = new Revision(7);
    assertThat(store.containers().swap(container(key, 8, List.of()), stale)).isEqualTo(Swap.STALE);
    assertThat(store.containers().remove(key, stale)).isEqualTo(Swap.STALE);
    assertThat(store.keys().addKey(KeySamples.key(0, OTHER))).isFalse();
    assertThat(store.keys().changeKeyStatus(KeySamples.ID, KeySamples.KILLED, ACTIVE)).isFalse();
    Same.assertSame("what a listener heard", heard, List.of());
  }

  /** L72: a listener that was closed is not called, and others are, also if they are the same. */
  @Test
  protected void l72_a_closed_listener_is_not_called() {
    Ports store = empty();
    List<OrganizationId> heard = new ArrayList<>();
    List<OrganizationId> heardByOther = new ArrayList<>();
    Consumer<OrganizationId> same = heard::add;
    Listening first = store.log().listen(same);
    Listening second = store.log().listen(same);
    store.log().listen(heardByOther::add);
    write(store, ACME);
    Same.assertSame("heard twice", heard, List.of(ACME, ACME));
    first.close();
    first.close();
    write(store, OTHER);
    Same.assertSame("heard once more", heard, List.of(ACME, ACME, OTHER));
    second.close();
    write(store, ACME);
    Same.assertSame("heard no more", heard, List.of(ACME, ACME, OTHER));
    Same.assertSame("heard by the other", heardByOther, List.of(ACME, OTHER, ACME));
  }
}
