package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.access.Caller;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.publish.AssetDraft;
import dev.assetlookup.core.publish.ContainerDraft;
import dev.assetlookup.core.publish.ContainerPublishing;
import dev.assetlookup.core.publish.DeleteContainer;
import dev.assetlookup.core.publish.Precondition;
import dev.assetlookup.core.publish.PublishContainer;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The promises of {@link ContainerStore}, those of {@link AssetReaderContract} included. Extend it,
 * hand in a store, add nothing.
 *
 * <p>A store that has to deviate from a rule overrides it and asserts what it does instead. Corrupt
 * records and unreachable storage look different in every technology; each store tests its own.
 *
 * <ul>
 *   <li>R01 to R28: {@link AssetReaderContract}
 *   <li>C01 to C19: what is read is what was swapped in
 *   <li>C20 to C29: what a find gives for each state of a container
 *   <li>C30 to C35: compare and swap
 *   <li>C36 to C38: racing writers
 *   <li>C39 to C41: readers racing a writer
 *   <li>C42 to C44: what a find of several gives for each state of a container
 *   <li>C45 to C47: readers racing a writer once more, ten thousand times, of several assets, and
 *       of a container that is removed
 *   <li>C50 to C58: scan
 *   <li>C60 to C63: replies that got lost
 *   <li>C64 to C67: remove
 *   <li>C68 and C69: racing removers
 *   <li>C70 to C79: list: its order, its pages, its rows
 *   <li>C80 to C86: list: what to list
 *   <li>C87: lists racing a writer
 *   <li>C90 to C99: what is due to be swept
 *   <li>C100 to C102: two instances over one storage
 *   <li>C103 to C105: the latest revision; none ever comes back
 *   <li>C106 and C107: superseded assets, many, each with its own time
 *   <li>C108 to C110: lists, scans and what is due of very many; limits of any size
 *   <li>C111 to C113: a null, an unreachable storage, a corrupt record
 * </ul>
 */
public abstract class ContainerStoreContract extends ContainerBoundRules {
  private static final Caller WRITER = new Caller(ACME, Set.of(Scope.CONTENT_WRITE));
  private static final Precondition ANY = new Precondition.Any();

  /** For subclasses. */
  protected ContainerStoreContract() {}

  /** C60: a publish that created a container, but whose reply got lost, can be repeated. */
  @Test
  protected void c60_a_create_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    assertLost(() -> publishing(store, 1).publish(WRITER, oldSet(), ANY));
    Container written = store.read(CONTAINER).orElseThrow();
    Same.assertSame(
        "publish once more",
        publishing(store, 0).publish(WRITER, oldSet(), ANY),
        new PublishContainer.Result.Unchanged(written));
    Same.assertSame("read after the publish", written, publishedAnew());
    assertRead(store, CONTAINER, written);
    assertFinds(store, CONTAINER, written.assets());
  }

  /** C61: a publish that replaced a set, but whose reply got lost, can be repeated. */
  @Test
  protected void c61_a_replace_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), ANY);
    assertLost(() -> publishing(store, 1).publish(WRITER, newSet(), ANY));
    Container written = store.read(CONTAINER).orElseThrow();
    Same.assertSame(
        "publish once more",
        publishing(store, 0).publish(WRITER, newSet(), ANY),
        new PublishContainer.Result.Unchanged(written));
    assertSuperseded(written, List.of(teaser()));
    Same.assertSame(
        "assets after the publish",
        written.assets(),
        List.of(image(CONTAINER, "a"), image(CONTAINER, "b")));
    assertRead(store, CONTAINER, written);
  }

  /** C62: a delete whose reply got lost can be repeated. */
  @Test
  protected void c62_a_delete_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), ANY);
    assertLost(() -> publishing(store, 1).delete(WRITER, CONTAINER.container(), ANY));
    Container written = store.read(CONTAINER).orElseThrow();
    assertThat(publishing(store, 0).delete(WRITER, CONTAINER.container(), ANY))
        .isEqualTo(new DeleteContainer.Result.Absent());
    assertSuperseded(written, publishedAnew().assets());
    assertRead(store, CONTAINER, written);
    assertFind(store, CONTAINER, teaser().id(), DELETED_CONTAINER);
  }

  /** C63: a remove whose reply got lost can be repeated. */
  @Test
  protected void c63_a_remove_whose_reply_was_lost_can_be_repeated() {
    ContainerStore store = empty();
    publishing(store, 0).publish(WRITER, oldSet(), ANY);
    publishing(store, 0).delete(WRITER, CONTAINER.container(), ANY);
    Revision revision = store.read(CONTAINER).orElseThrow().revision();
    assertLost(() -> new LostReplies(store, 1).remove(CONTAINER, revision));
    assertNotRead(store, CONTAINER);
    assertThat(store.remove(CONTAINER, revision)).isEqualTo(Swap.STALE);
    assertFind(store, CONTAINER, teaser().id(), NO_SUCH_CONTAINER);
    publishing(store, 0).publish(WRITER, oldSet(), ANY);
    Container anew = store.read(CONTAINER).orElseThrow();
    Same.assertSame(
        "read after the publish", anew, withRevision(anew.revision().number(), publishedAnew()));
    assertThat(anew.revision().number()).isGreaterThan(revision.number());
  }

  private static ContainerPublishing publishing(ContainerStore store, int repliesToLose) {
    return new ContainerPublishing(
        new LostReplies(store, repliesToLose), () -> CREATED, UrlRules.DEFAULT);
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
