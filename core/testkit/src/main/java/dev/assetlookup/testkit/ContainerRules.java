package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CONTAINER;
import static dev.assetlookup.testkit.Samples.container;
import static dev.assetlookup.testkit.Samples.details;
import static dev.assetlookup.testkit.Samples.numbered;
import static dev.assetlookup.testkit.Samples.superseded;
import static dev.assetlookup.testkit.Samples.withKey;
import static dev.assetlookup.testkit.Samples.withRevision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetDescriptor;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.Kind;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What the rules about a store of containers share: stores, writes and positions. */
abstract class ContainerRules extends ReaderRules {
  static final int MANY = 1_000;

  private final ContainerStoreSetup test;

  ContainerRules(ContainerStoreSetup test) {
    super(test);
    this.test = test;
  }

  final ContainerStore empty() {
    return test.opened.add(Factory.make(test::emptyStore));
  }

  final ContainerStore other(ContainerStore first) {
    return test.opened.add(Factory.make(() -> test.another(first)));
  }

  final void disconnect(ContainerStore store) throws Exception {
    test.disconnect(store);
  }

  final void corrupt(ContainerStore store, ContainerKey key) throws Exception {
    test.corrupt(store, key);
  }

  static void create(ContainerStore store, Container container) {
    assertThat(store.swap(container, Revision.NONE)).isEqualTo(Swap.DONE);
  }

  static void replace(ContainerStore store, Container before, Container next) {
    assertThat(store.swap(next, before.revision())).isEqualTo(Swap.DONE);
  }

  /** The container with a revision that it never had, also where another one was removed. */
  static Container anew(ContainerStore store, Container container) {
    return withRevision(store.latestRevision(container.key()).next().number(), container);
  }

  /** What is written to an empty store is read. */
  final void assertRoundTrip(Container container) {
    ContainerStore store = empty();
    create(store, container);
    assertRead(store, container.key(), container);
  }

  /** In one store, each with a key of its own. */
  final void assertRoundTrips(List<Container> containers) {
    ContainerStore store = empty();
    List<Container> written = new ArrayList<>();
    for (Container container : containers) {
      written.add(withKey(numbered(written.size()), container));
    }
    written.forEach(container -> create(store, container));
    written.forEach(container -> assertRead(store, container.key(), container));
  }

  /** Creates containers in an order of its own. */
  static void createShuffled(ContainerStore store, List<Container> containers) {
    List<Container> shuffled = new ArrayList<>(containers);
    Collections.shuffle(shuffled, new Random(containers.size()));
    shuffled.forEach(container -> create(store, container));
  }

  /** Another asset of the same id, with another URL. */
  final Asset replaced(String id, int version) {
    AssetDescriptor descriptor =
        AssetDescriptor.at(urlOf(CONTAINER, "v" + version + "/" + id + ".png"))
            .kind(Kind.IMAGE)
            .build();
    return new Asset(new AssetId(id), descriptor);
  }

  /** A container with something in every place that a store may keep. */
  final Container eventful(ContainerKey key) {
    return container(
        key,
        9,
        List.of(video(key, "teaser"), image(key, "slide-1")),
        superseded(video(key, "former"), 9),
        superseded(image(key, "withdrawn"), 8).withdraw().with(SupersededAsset.Media.RELEASED));
  }

  static void assertAbsent(ContainerStore store, Container removed) {
    ContainerKey key = removed.key();
    assertNotRead(store, key);
    List<AssetKey> asked = idsOf(removed).stream().map(id -> new AssetKey(key, id)).toList();
    assertFindAll(store, asked, Collections.nCopies(asked.size(), NO_SUCH_CONTAINER));
    asked.forEach(one -> assertFind(store, key, one.asset(), NO_SUCH_CONTAINER));
  }

  static List<AssetId> idsOf(Container container) {
    List<AssetId> ids = new ArrayList<>();
    container.assets().stream().map(Asset::id).forEach(ids::add);
    container.superseded().stream().map(entry -> entry.asset().id()).forEach(ids::add);
    return ids;
  }

  /** The next entries of the list of one organization. */
  static Page page(ContainerStore store, @Nullable ContainerPosition after, int limit) {
    return Pages.next(store, ACME, ContainerFilter.ALL, after, limit);
  }

  static Container created(int number, Instant createdAt) {
    return listed(numbered(number), createdAt);
  }

  static Container listed(ContainerKey key, Instant createdAt) {
    return container(key, 1, createdAt, details(null, null));
  }

  /** What a find gives of a container in a store of its own. */
  final Reading finding(Container container, String id) {
    ContainerStore store = empty();
    create(store, container);
    return store.find(container.key(), new AssetId(id));
  }
}
