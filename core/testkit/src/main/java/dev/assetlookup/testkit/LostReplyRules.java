package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.CREATED;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.AssetLookup;
import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writes whose reply got lost. */
abstract class LostReplyRules extends ContainerRules {
  private static final Caller WRITER = new Caller(ACME, Set.of(Scope.CONTENT_WRITE));

  LostReplyRules(ContainerStoreSetup test) {
    super(test);
  }

  /** C60: a publish that created a container, but whose reply got lost, can be repeated. */
  @Test
  protected void c60_a_create_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    Container written = losesReplyAndRepeats(store, oldSet());
    Same.assertSame("read after the publish", written, publishedAnew());
    assertRead(store, CONTAINER, written);
    assertFinds(store, CONTAINER, written.assets());
  }

  /** C61: a publish that replaced a set, but whose reply got lost, can be repeated. */
  @Test
  protected void c61_a_replace_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), Precondition.ANY);
    Container written = losesReplyAndRepeats(store, newSet());
    assertSuperseded(written, List.of(teaser()));
    Same.assertSame(
        "assets after the publish",
        written.assets(),
        List.of(image(CONTAINER, "a"), image(CONTAINER, "b")));
    assertRead(store, CONTAINER, written);
  }

  /** Publishes, loses the reply, publishes once more; returns what the first time wrote. */
  private static Container losesReplyAndRepeats(ContainerStore store, ContainerDraft set) {
    assertLost(() -> publishing(store, 1).publish(WRITER, set, Precondition.ANY));
    Container written = store.read(CONTAINER).orElseThrow();
    Same.assertSame(
        "publish once more",
        publishing(store, 0).publish(WRITER, set, Precondition.ANY),
        new PublishContainer.Result.Unchanged(written));
    return written;
  }

  /** C62: a delete whose reply got lost can be repeated. */
  @Test
  protected void c62_a_delete_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), Precondition.ANY);
    assertLost(() -> publishing(store, 1).delete(WRITER, CONTAINER.container(), Precondition.ANY));
    Container written = store.read(CONTAINER).orElseThrow();
    assertThat(publishing(store, 0).delete(WRITER, CONTAINER.container(), Precondition.ANY))
        .isEqualTo(new DeleteContainer.Result.Absent());
    assertSuperseded(written, publishedAnew().assets());
    assertRead(store, CONTAINER, written);
    assertFind(store, CONTAINER, teaser().id(), DELETED_CONTAINER);
  }

  /** C63: a remove whose reply got lost can be repeated. */
  @Test
  protected void c63_a_remove_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), Precondition.ANY);
    publishing(store, 0).delete(WRITER, CONTAINER.container(), Precondition.ANY);
    Revision revision = store.read(CONTAINER).orElseThrow().revision();
    assertLost(() -> new ReplyLosingStore(store, 1).remove(CONTAINER, revision));
    assertNotRead(store, CONTAINER);
    assertThat(store.remove(CONTAINER, revision)).isEqualTo(Swap.STALE);
    assertFind(store, CONTAINER, teaser().id(), NO_SUCH_CONTAINER);
    publishing(store, 0).publish(WRITER, oldSet(), Precondition.ANY);
    Container anew = store.read(CONTAINER).orElseThrow();
    Same.assertSame(
        "read after the publish", anew, withRevision(anew.revision().number(), publishedAnew()));
    assertThat(anew.revision().number()).isGreaterThan(revision.number());
  }

  private static AssetLookup publishing(ContainerStore store, int repliesToLose) {
    return AssetLookup.over(new ReplyLosingStore(store, repliesToLose))
        .clock(() -> CREATED)
        .build();
  }

  private static void assertSuperseded(Container written, List<Asset> expected) {
    Same.assertSame(
        "superseded assets",
        written.superseded().stream().map(SupersededAsset::asset).toList(),
        expected);
  }

  private static void assertLost(Runnable call) {
    assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(call::run);
  }

  private Asset teaser() {
    return video(CONTAINER, "teaser");
  }

  private Container publishedAnew() {
    return container(1, List.of(teaser(), image(CONTAINER, "a")));
  }

  private ContainerDraft oldSet() {
    return draft(teaser(), image(CONTAINER, "a"));
  }

  private ContainerDraft newSet() {
    return draft(image(CONTAINER, "a"), image(CONTAINER, "b"));
  }

  private static ContainerDraft draft(Asset... assets) {
    List<AssetDraft> drafts =
        List.of(assets).stream().map(asset -> new AssetDraft(null, asset.descriptor())).toList();
    return new ContainerDraft(CONTAINER.container(), null, ContainerDetails.COMPLETED, drafts);
  }
}
