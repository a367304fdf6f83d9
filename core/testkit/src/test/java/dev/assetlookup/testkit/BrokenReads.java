package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetKey;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they are asked for several assets or for a whole container. */
final class BrokenReads {
  private BrokenReads() {}

  /** Changes what is asked for. */
  static Function<ContainerStore, ContainerStore> asking(UnaryOperator<List<AssetKey>> change) {
    return findingAll((good, asked) -> good.findAll(change.apply(asked)));
  }

  /** Changes what is answered. */
  static Function<ContainerStore, ContainerStore> answering(UnaryOperator<List<Reading>> change) {
    return findingAll((good, asked) -> change.apply(good.findAll(asked)));
  }

  /** Finds each, but in its own way. */
  static Function<ContainerStore, ContainerStore> findingEach(
      BiFunction<ContainerStore, AssetKey, Reading> find) {
    return findingAll((good, asked) -> asked.stream().map(key -> find.apply(good, key)).toList());
  }

  static Function<ContainerStore, ContainerStore> findingAll(
      BiFunction<ContainerStore, List<AssetKey>, List<Reading>> findAll) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public List<Reading> findAll(List<AssetKey> assets) {
            return findAll.apply(good, assets);
          }
        };
  }

  static List<AssetKey> sorted(List<AssetKey> asked) {
    return asked.stream()
        .sorted(Comparator.comparing(AssetKey::container).thenComparing(key -> key.asset().value()))
        .toList();
  }

  static List<AssetKey> ofOneContainer(List<AssetKey> asked) {
    return asked.stream().map(key -> new AssetKey(asked.get(0).container(), key.asset())).toList();
  }

  static List<Reading> refusingNothing(ContainerStore good, List<AssetKey> asked) {
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("nothing asked for");
    }
    return good.findAll(asked);
  }

  static Reading inAnyOrganization(ContainerStore good, AssetKey key) {
    Reading own = good.find(key.container(), key.asset());
    return own instanceof Reading.NoSuchContainer
        ? BrokenContainerStore.all(good)
            .map(Container::key)
            .filter(other -> other.container().equals(key.container().container()))
            .map(other -> good.find(other, key.asset()))
            .findFirst()
            .orElse(own)
        : own;
  }

  /** As if containers and ids were two conditions of their own. */
  static List<Reading> inAnyContainerAsked(ContainerStore good, List<AssetKey> asked) {
    List<Reading> readings = new ArrayList<>();
    for (AssetKey key : asked) {
      Reading own = good.find(key.container(), key.asset());
      readings.add(
          own instanceof Reading.NoSuchAsset
              ? asked.stream()
                  .map(other -> good.find(other.container(), key.asset()))
                  .filter(Reading.Present.class::isInstance)
                  .findFirst()
                  .orElse(own)
              : own);
    }
    return readings;
  }

  static Reading inAnyCase(ContainerStore good, AssetKey key) {
    return good.read(key.container()).map(Container::assets).orElse(List.of()).stream()
        .filter(asset -> asset.id().value().equalsIgnoreCase(key.asset().value()))
        .<Reading>map(asset -> new Reading.Present(asset, null))
        .findFirst()
        .orElseGet(() -> good.find(key.container(), key.asset()));
  }

  static Reading currentOnly(ContainerStore good, AssetKey key) {
    Reading reading = good.find(key.container(), key.asset());
    return reading instanceof Reading.Present present && present.supersededAt() != null
        ? new Reading.NoSuchAsset()
        : reading;
  }

  static Reading deletedAsAbsent(ContainerStore good, AssetKey key) {
    Reading reading = good.find(key.container(), key.asset());
    return reading instanceof Reading.DeletedContainer ? new Reading.NoSuchContainer() : reading;
  }

  static Reading withdrawnToo(ContainerStore good, AssetKey key) {
    Reading reading = good.find(key.container(), key.asset());
    return reading instanceof Reading.NoSuchAsset
        ? superseded(good, key, entry -> true).orElse(reading)
        : reading;
  }

  static Reading supersededFirst(ContainerStore good, AssetKey key) {
    Reading reading = good.find(key.container(), key.asset());
    return reading instanceof Reading.Present
        ? superseded(good, key, entry -> !entry.withdrawn()).orElse(reading)
        : reading;
  }

  private static Optional<Reading> superseded(
      ContainerStore good, AssetKey key, Predicate<SupersededAsset> which) {
    return good.read(key.container()).map(Container::superseded).orElse(List.of()).stream()
        .filter(entry -> entry.asset().id().equals(key.asset()) && which.test(entry))
        .max(Comparator.comparingLong(entry -> entry.supersededIn().number()))
        .map(entry -> new Reading.Present(entry.asset(), entry.supersededAt()));
  }

  /** Looks for the current assets first, and for those that were superseded afterwards. */
  static Reading inTwoSteps(ContainerStore good, AssetKey key) {
    Reading first = good.find(key.container(), key.asset());
    if (!(first instanceof Reading.Present present) || present.supersededAt() == null) {
      return first;
    }
    BreakableContainerStore.letOthersIn();
    return superseded(good, key, entry -> !entry.withdrawn()).orElse(new Reading.NoSuchAsset());
  }

  /** Reads whole containers in its own way. */
  static Function<ContainerStore, ContainerStore> reading(
      BiFunction<ContainerStore, ContainerKey, Optional<Container>> read) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Optional<Container> read(ContainerKey key) {
            return read.apply(good, key);
          }
        };
  }

  static Optional<Container> twentyAssets(ContainerStore good, ContainerKey key) {
    return good.read(key).map(c -> Rewrites.withAssets(c, c.assets().stream().limit(20).toList()));
  }

  static Optional<Container> ofAnyOrganization(ContainerStore good, ContainerKey key) {
    return good.read(key)
        .or(
            () ->
                BrokenContainerStore.all(good)
                    .filter(c -> c.key().container().equals(key.container()))
                    .findFirst());
  }

  /** One read in a thousand takes the assets of a later revision. */
  static final class MixingNowAndThen extends BreakableContainerStore {
    private final AtomicInteger reads = new AtomicInteger();

    MixingNowAndThen(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> head = good.read(key);
      if (reads.incrementAndGet() % 1_000 != 0) {
        return head;
      }
      letOthersIn();
      List<Asset> assets = good.read(key).map(Container::assets).orElse(List.of());
      return head.map(h -> h.isDeleted() ? h : Rewrites.withAssets(h, assets));
    }
  }

  /** Keeps what it is asked in a place that all threads share. */
  static final class SharingState extends BreakableContainerStore {
    private volatile @Nullable List<AssetKey> asked;
    private volatile @Nullable ContainerKey read;

    SharingState(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Reading> findAll(List<AssetKey> assets) {
      asked = assets;
      letOthersIn();
      List<AssetKey> now = asked;
      return good.findAll(now == null ? assets : now);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      read = key;
      letOthersIn();
      ContainerKey now = read;
      return good.read(now == null ? key : now);
    }
  }
}
