package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.List;

/**
 * Creates, replaces, deletes and removes containers that lie between the quiet ones, in every order
 * that a store has: those have even numbers, and times that are as many seconds after {@link
 * Samples#CREATED}; these have odd ones.
 */
final class BusyNeighbour implements Runnable {
  static final int QUIET = 10;

  private static final int COUNT = 5;
  private static final int STEPS = 4;

  private final ContainerStore store;
  private final Revision[] revisions = new Revision[COUNT];
  private int writes;

  BusyNeighbour(ContainerStore store) {
    this.store = store;
  }

  /** One of the containers that nobody writes, listed and due since a time of its own. */
  static Container quiet(int index) {
    int number = 2 * index;
    return at(
        number,
        new Revision(1),
        List.of(image("a")),
        List.of(superseded(number, Media.HELD)),
        false);
  }

  @Override
  public void run() {
    int number = 2 * (writes % COUNT) + 1;
    int step = writes / COUNT % STEPS;
    ContainerKey key = Samples.numbered(number);
    Revision stored = step == 0 ? Revision.NONE : revisions[writes % COUNT];
    Revision next = step == 0 ? store.latestRevision(key).next() : stored.next();
    List<SupersededAsset> held = List.of(superseded(number, Media.HELD));
    List<SupersededAsset> released = List.of(superseded(number, Media.RELEASED));
    Swap swap =
        switch (step) {
          case 0 -> store.swap(at(number, next, List.of(image("a")), List.of(), false), stored);
          case 1 -> store.swap(at(number, next, List.of(image("b")), held, false), stored);
          case 2 -> store.swap(at(number, next, List.of(), released, true), stored);
          default -> store.remove(key, stored);
        };
    assertThat(swap).isEqualTo(Swap.DONE);
    revisions[writes % COUNT] = next;
    writes++;
  }

  private static Container at(
      int number,
      Revision revision,
      List<Asset> assets,
      List<SupersededAsset> superseded,
      boolean deleted) {
    ContainerKey key = Samples.numbered(number);
    return new Container(
        key,
        revision,
        time(number),
        ContainerDetails.COMPLETED,
        assets,
        superseded,
        deleted ? time(number) : null);
  }

  static Instant time(int number) {
    return Samples.CREATED.plusSeconds(number);
  }

  private static SupersededAsset superseded(int number, Media media) {
    return new SupersededAsset(image("a"), 0, new Revision(1), time(number), false, media);
  }

  private static Asset image(String id) {
    MediaUrl url = new MediaUrl("https://media.example.com/" + id + ".png");
    return new Asset(new AssetId(id), AssetDescriptor.at(url).kind(Kind.IMAGE).build());
  }
}
