package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stores do wrong when they are asked for one asset or for one container. */
final class BrokenFinds {
  private BrokenFinds() {}

  /** Finds current assets by another comparison of ids, the latest first. */
  static Function<ContainerStore, ContainerStore> finding(BiPredicate<String, String> matches) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            List<Asset> current = good.read(container).map(Container::assets).orElse(List.of());
            return current.stream()
                .filter(a -> matches.test(a.id().value(), asset.value()))
                .<Reading>map(a -> new Reading.Present(a, null))
                .findFirst()
                .orElseGet(
                    () ->
                        current.stream().anyMatch(a -> a.id().equals(asset))
                            ? new Reading.NoSuchAsset()
                            : good.find(container, asset));
          }
        };
  }

  /** Finds what an organization does not have with other ones. */
  static Function<ContainerStore, ContainerStore> leakingTo(BiPredicate<String, String> related) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading own = good.find(container, asset);
            return own instanceof Reading.NoSuchContainer
                ? BrokenContainerStore.all(good)
                    .map(Container::key)
                    .filter(key -> key.container().equals(container.container()))
                    .filter(key -> relatedTo(container, key.organization()))
                    .map(key -> good.find(key, asset))
                    .findFirst()
                    .orElse(own)
                : own;
          }

          private boolean relatedTo(ContainerKey own, OrganizationId other) {
            return related.test(own.organization().value(), other.value());
          }
        };
  }

  /** Gives another reading for what is deleted. */
  static Function<ContainerStore, ContainerStore> answeringForDeleted(Reading wrong) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading reading = good.find(container, asset);
            return reading instanceof Reading.DeletedContainer ? wrong : reading;
          }
        };
  }

  static final class InventingContainers extends BreakableContainerStore {
    InventingContainers(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      return good.read(key).or(() -> Optional.of(Samples.container(key, 1, List.of())));
    }
  }

  static final class ConfusingEmptyWithAbsent extends BreakableContainerStore {
    ConfusingEmptyWithAbsent(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      boolean empty = good.read(container).filter(c -> !c.assets().isEmpty()).isEmpty();
      Reading reading = good.find(container, asset);
      return empty && reading instanceof Reading.NoSuchAsset
          ? new Reading.NoSuchContainer()
          : reading;
    }
  }

  static final class ConfusingAbsentWithEmpty extends BreakableContainerStore {
    ConfusingAbsentWithEmpty(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchContainer ? new Reading.NoSuchAsset() : reading;
    }
  }

  static final class HidingContainers extends BreakableContainerStore {
    HidingContainers(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchAsset ? new Reading.NoSuchContainer() : reading;
    }
  }

  static final class IgnoringTheContainer extends BreakableContainerStore {
    IgnoringTheContainer(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchAsset
          ? BrokenContainerStore.all(good)
              .map(Container::key)
              .filter(key -> key.organization().equals(container.organization()))
              .map(key -> good.find(key, asset))
              .filter(Reading.Present.class::isInstance)
              .findFirst()
              .orElse(reading)
          : reading;
    }
  }

  static final class SharingState extends BreakableContainerStore {
    private volatile @Nullable ContainerKey asked;

    SharingState(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      asked = container;
      letOthersIn();
      ContainerKey now = asked;
      return good.find(now == null ? container : now, asset);
    }
  }

  static final class PreferringSuperseded extends BreakableContainerStore {
    PreferringSuperseded(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      return good.read(container).filter(c -> !c.isDeleted()).stream()
          .flatMap(c -> c.superseded().stream())
          .filter(s -> s.asset().id().equals(asset) && !s.withdrawn())
          .sorted(Comparator.comparingLong(s -> -s.supersededIn().number()))
          .<Reading>map(s -> new Reading.Present(s.asset(), s.supersededAt()))
          .findFirst()
          .orElseGet(() -> good.find(container, asset));
    }
  }

  static final class TakingSupersededForCurrent extends BreakableContainerStore {
    TakingSupersededForCurrent(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.Present present
          ? new Reading.Present(present.asset(), null)
          : reading;
    }
  }

  static final class ResurrectingWithdrawn extends BreakableContainerStore {
    ResurrectingWithdrawn(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchAsset
          ? good.read(container).orElseThrow().superseded().stream()
              .filter(s -> s.asset().id().equals(asset))
              .<Reading>map(s -> new Reading.Present(s.asset(), s.supersededAt()))
              .findFirst()
              .orElse(reading)
          : reading;
    }
  }

  static final class ReadingInTwoSteps extends BreakableContainerStore {
    ReadingInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      Optional<Container> head = good.read(key);
      letOthersIn();
      List<Asset> assets = good.read(key).map(Container::assets).orElse(List.of());
      return head.map(h -> h.isDeleted() ? h : Rewrites.withAssets(h, assets));
    }
  }

  static final class AnsweringFromAnOldCopy extends BreakableContainerStore {
    private final AtomicInteger finds = new AtomicInteger();
    private final Map<ContainerKey, Container> old = new ConcurrentHashMap<>();

    AnsweringFromAnOldCopy(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Container copy = old.get(container);
      if (copy == null || finds.incrementAndGet() % 10 == 0) {
        good.read(container).ifPresent(c -> old.put(container, c));
        return good.find(container, asset);
      }
      ContainerStore past = new InMemoryStore();
      past.swap(copy, Revision.NONE);
      return past.find(container, asset);
    }
  }

  static final class FindingInTwoSteps extends BreakableContainerStore {
    FindingInTwoSteps(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading first = good.find(container, asset);
      if (!(first instanceof Reading.Present present) || present.supersededAt() == null) {
        return first;
      }
      letOthersIn();
      Reading second = good.find(container, asset);
      return second instanceof Reading.Present later && later.supersededAt() != null
          ? second
          : new Reading.NoSuchAsset();
    }
  }
}
