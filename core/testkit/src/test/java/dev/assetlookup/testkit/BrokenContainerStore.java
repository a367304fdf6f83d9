package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Container stores that are wrong in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenContainerStore {
  FORGETS_THUMBNAILS(
      "C01 C08 C13 C22 C50 C60 C61 C62 R01 R03 R17",
      rewriting(c -> Rewrites.eachDescriptor(c, d -> Rewrites.copy(d).thumbnailUrl(null).build()))),
  FORGETS_HEIGHTS(
      "C01 C05 C06 C08 C22 C50 C60 C61 C62 R01 R03 R17",
      rewriting(c -> Rewrites.eachDescriptor(c, d -> Rewrites.copy(d).height(null).build()))),
  INVENTS_WIDTHS(
      "C01 C03 C07 C08 C09 C10 C13 C15 C23 C24 C25 C26 C28 C29 C30 "
          + "C31 C32 C33 C35 C36 C37 C38 C39 C50 C51 C60 C61 C62 R02 R03 "
          + "R04 R05 R06 R07 R12 R14 R15 R16 R17",
      rewriting(
          c ->
              Rewrites.eachDescriptor(
                  c, d -> d.width() != null ? d : Rewrites.copy(d).width(1).build()))),
  INVENTS_SIZES(
      "C03 C08 C10 C13 C23 C24 C25 C26 C29 C39",
      rewriting(
          c ->
              Rewrites.eachDescriptor(
                  c, d -> d.sizeBytes() != null ? d : Rewrites.copy(d).sizeBytes(0L).build()))),
  TAKES_ZERO_FOR_UNKNOWN("C05", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withoutZeros))),
  CUTS_TIMES_TO_MILLISECONDS(
      "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C16 "
          + "C22 C28 C29 C30 C31 C32 C33 C35 C36 C37 C38 C39 C50 C51 C60 "
          + "C61 C62 R01 R03 R04 R17",
      rewriting(Rewrites::inMilliseconds)),
  DROPS_MIME_PARAMETERS(
      "R05", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withoutMimeParameters))),
  KNOWS_TWO_KINDS(
      "C03 C13 R05 R06", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withCoarseKind))),
  KEEPS_DURATIONS_IN_32_BITS(
      "C06 R07", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withShortDuration))),
  KEEPS_SIZES_IN_32_BITS(
      "C06", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withShortSize))),
  FORGETS_DETAILS(
      "C01 C04 C10 C11 C12 C13 C14",
      rewriting(c -> Rewrites.withDetails(c, ContainerDetails.COMPLETED))),
  INVENTS_EMPTY_TEXTS(
      "C02 C03 C05 C06 C07 C08 C09 C10 C14 C16 C28 C29 C30 C31 C32 "
          + "C33 C35 C36 C37 C38 C39 C50 C51 C60 C61",
      rewriting(c -> Rewrites.eachText(c, t -> t == null ? "" : t))),
  TAKES_EMPTY_TEXTS_FOR_ABSENT(
      "C04", rewriting(c -> Rewrites.eachText(c, t -> t == null || t.isEmpty() ? null : t))),
  TRIMS_TEXTS("C04", rewriting(c -> Rewrites.eachText(c, t -> t == null ? null : t.strip()))),
  CUTS_TEXTS_AT_255(
      "C13",
      rewriting(
          c ->
              Rewrites.eachText(c, t -> t == null || t.length() <= 255 ? t : t.substring(0, 254)))),
  KEEPS_TEXTS_IN_ISO_8859_1(
      "C11 C13",
      rewriting(
          c -> Rewrites.eachText(c, t -> t == null ? null : t.replaceAll("[^\\x00-\\xff]", "?")))),
  ESCAPES_QUOTES_AND_FORGETS_TO_UNESCAPE(
      "C12", rewriting(c -> Rewrites.eachText(c, t -> t == null ? null : t.replace("'", "''")))),
  KNOWS_NO_CANCELED(
      "C14",
      rewriting(
          c ->
              c.details().status() == ContainerStatus.CANCELED
                  ? Rewrites.withStatus(c, ContainerStatus.FAILED, c.details().approvalStatus())
                  : c)),
  SORTS_ASSETS("C01 C07 C08 C15 C29 C31 C50 C60 C62", rewriting(Rewrites::assetsSorted)),
  KEEPS_1_000_ASSETS(
      "C15",
      rewriting(
          c ->
              c.assets().size() <= 1_000
                  ? c
                  : Rewrites.withAssets(c, c.assets().subList(0, 1_000)))),
  FORGETS_SUPERSEDED(
      "C01 C08 C09 C10 C13 C22 C24 C25 C26 C28 C39 C41 C50 C51 C61 " + "C62",
      rewriting(c -> Rewrites.withSuperseded(c, List.of()))),
  KEEPS_ONE_SUPERSEDED_OF_EACH_ID(
      "C08 C24 C25", rewriting(BrokenContainerStore::oneSupersededOfEachId)),
  FORGETS_DELETIONS("C09 C10 C27 C29 C32 C51 C62", rewriting(Rewrites::undeleted)),
  LOSES_THE_HIGH_BITS_OF_IDS("C16 C52 C54", LosingHighBits::new),
  FINDS_EMPTY_CONTAINERS_IN_A_VOID("C20 C34 C60 C61 C62", InventingContainers::new),
  CONFUSES_EMPTY_WITH_ABSENT("C21 C26", ConfusingEmptyWithAbsent::new),
  CONFUSES_ABSENT_WITH_EMPTY("C20 C34 R09 R10 R11", ConfusingAbsentWithEmpty::new),
  HIDES_THE_CONTAINER_OF_AN_UNKNOWN_ID(
      "C15 C21 C26 C28 C29 C31 C32 C33 R08 R12 R13 R15 R16 R17", HidingContainers::new),
  LEAKS_OTHER_ORGANIZATIONS("R10 R11", leakingTo((own, other) -> true)),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE("R11", leakingTo(String::equalsIgnoreCase)),
  SHARES_CONTAINER_IDS_BETWEEN_ORGANIZATIONS("C29 C55", SharingIds::new),
  COMPARES_IDS_IN_ANY_CASE("R12 R14", finding(String::equalsIgnoreCase)),
  TAKES_IDS_FOR_PREFIXES("R13 R15", finding((id, asked) -> id.startsWith(asked))),
  TAKES_IDS_FOR_PATTERNS("R13 R14", finding((id, asked) -> id.matches(asked.replace('_', '.')))),
  KNOWS_NO_TILDE("R14", finding((id, asked) -> id.equals(asked) && asked.indexOf('~') < 0)),
  CUTS_IDS_AT_127("R15", finding((id, asked) -> cut(id).equals(cut(asked)))),
  IGNORES_THE_CONTAINER("R16", IgnoringTheContainer::new),
  SHARES_STATE_BETWEEN_THREADS("R17", SharingState::new),
  PREFERS_SUPERSEDED("C23", PreferringSuperseded::new),
  PREFERS_THE_FIRST_SUPERSEDED(
      "C24 C25", sortingSuperseded(Comparator.comparingLong(s -> -s.supersededIn().number()))),
  TAKES_THE_ORDER_OF_SUPERSEDED_FOR_THEIR_AGE(
      "C24 C25", sortingSuperseded(Comparator.comparing(SupersededAsset::withdrawn))),
  COMPARES_TIMES_OF_SUPERSEDED(
      "C25", sortingSuperseded(Comparator.comparing(SupersededAsset::supersededAt))),
  FORGETS_WHEN_IT_WAS_SUPERSEDED("C22 C24 C25 C26", TakingSupersededForCurrent::new),
  RESURRECTS_WITHDRAWN("C26 C28", ResurrectingWithdrawn::new),
  FINDS_IN_DELETED_CONTAINERS("C27 C29 C32 C62", answeringForDeleted(new Reading.NoSuchAsset())),
  CONFUSES_DELETED_WITH_ABSENT(
      "C27 C29 C32 C62", answeringForDeleted(new Reading.NoSuchContainer())),
  NEVER_WRITES_A_DELETED_CONTAINER_AGAIN("C28", NeverWritingDeletedAgain::new),
  WRITES_LATE(
      "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 "
          + "C16 C21 C22 C23 C24 C25 C26 C27 C29 C30 ?C39 ?C40 ?C41 C50 C51 C52 "
          + "C54 C55 C56 ?C57 C60 C61 C62 R01 R02 R03 R04 R05 R06 R07 R08 R12 "
          + "R13 R14 R15 R16 R17",
      WritingLate::new),
  MERGES_SETS("C31 C37 C39 C61", MergingSets::new),
  OVERWRITES_WHEN_CREATING("C32 C36", overwriting((stored, expected) -> expected == 0)),
  OVERWRITES_WHEN_REPLACING(
      "C29 C33 C37", overwriting((stored, expected) -> expected > 0 && stored > 0)),
  CREATES_WHEN_REPLACING("C34", overwriting((stored, expected) -> stored == 0)),
  COMPARES_REVISIONS_IN_32_BITS(
      "C33", overwriting((stored, expected) -> stored.intValue() == expected.intValue())),
  COUNTS_REVISIONS_ITSELF("C35", CountingRevisions::new),
  CHECKS_THEN_WRITES("C36 C37", CheckingThenWriting::new),
  LETS_ONE_WRITER_IN_AT_A_TIME("C38", OneWriterAtATime::new),
  READS_IN_TWO_STEPS("C39", ReadingInTwoSteps::new),
  DELETES_THEN_INSERTS("C40 C41", DeletingThenInserting::new),
  ANSWERS_FROM_AN_OLD_COPY_NOW_AND_THEN("C29 C37 C40", AnsweringFromAnOldCopy::new),
  FINDS_IN_TWO_STEPS("C41", FindingInTwoSteps::new),
  SCANS_WITHOUT_ASSETS(
      "C50", scanning((all, after) -> all.map(c -> Rewrites.withAssets(c, List.of())))),
  SCANS_THE_LIVING_ONLY("C51", scanning((all, after) -> all.filter(c -> !c.isDeleted()))),
  REPEATS_THE_LAST_OF_A_PAGE("C52 C53 C54 C55 C56 C57", RepeatingTheLast::new),
  SKIPS_THE_FIRST_OF_A_PAGE(
      "C52 C53 C54 C55 C56 C57", scanning((all, after) -> after == null ? all : all.skip(1))),
  IGNORES_THE_LIMIT("C53 C56", IgnoringTheLimit::new),
  SCANS_IN_SIGNED_ORDER("C52 C54", orderedBy(Comparator.comparing(k -> k.container().uuid()))),
  SCANS_IN_DICTIONARY_ORDER(
      "C55",
      orderedBy(
          Comparator.comparing(k -> k.organization().value(), String.CASE_INSENSITIVE_ORDER))),
  PAGES_BY_COUNT("C53 C56 ?C57", PagingByCount::new),
  SKIPS_BESIDE_A_WRITER("C56 ?C57", SkippingBesideAWriter::new);

  /** The rules that it fails each time, and those that it fails only if threads meet. */
  final RuleSet broken;

  private final Function<ContainerStore, ContainerStore> breaking;

  BrokenContainerStore(String broken, Function<ContainerStore, ContainerStore> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  ContainerStore newStore() {
    return breaking.apply(new InMemoryStore());
  }

  private static Function<ContainerStore, ContainerStore> rewriting(
      UnaryOperator<Container> change) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public Swap swap(Container next, Revision expected) {
            return good.swap(change.apply(next), expected);
          }
        };
  }

  private static Container oneSupersededOfEachId(Container container) {
    Map<AssetId, SupersededAsset> last = new HashMap<>();
    container.superseded().forEach(s -> last.put(s.asset().id(), s));
    return Rewrites.withSuperseded(
        container, container.superseded().stream().filter(last::containsValue).toList());
  }

  private static String cut(String id) {
    return id.substring(0, Math.min(127, id.length()));
  }

  /** Finds current assets by another comparison of ids, the latest first. */
  private static Function<ContainerStore, ContainerStore> finding(
      BiPredicate<String, String> matches) {
    return good ->
        new ForwardingContainerStore(good) {
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
  private static Function<ContainerStore, ContainerStore> leakingTo(
      BiPredicate<String, String> related) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading own = good.find(container, asset);
            return own instanceof Reading.NoSuchContainer
                ? all(good)
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
  private static Function<ContainerStore, ContainerStore> answeringForDeleted(Reading wrong) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading reading = good.find(container, asset);
            return reading instanceof Reading.DeletedContainer ? wrong : reading;
          }
        };
  }

  /** Finds the last of the superseded assets of an id in some order. */
  private static Function<ContainerStore, ContainerStore> sortingSuperseded(
      Comparator<SupersededAsset> order) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public Reading find(ContainerKey container, AssetId asset) {
            Reading found = good.find(container, asset);
            return found instanceof Reading.Present present && present.supersededAt() != null
                ? good.read(container).orElseThrow().superseded().stream()
                    .filter(s -> s.asset().id().equals(asset) && !s.withdrawn())
                    .sorted(order)
                    .<Reading>map(s -> new Reading.Present(s.asset(), s.supersededAt()))
                    .reduce(found, (earlier, later) -> later)
                : found;
          }
        };
  }

  /** Takes some pairs of the stored and the expected revision for equal. */
  private static Function<ContainerStore, ContainerStore> overwriting(
      BiPredicate<Long, Long> takenForEqual) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public synchronized Swap swap(Container next, Revision expected) {
            Revision stored = good.read(next.key()).map(Container::revision).orElse(Revision.NONE);
            return takenForEqual.test(stored.number(), expected.number())
                ? good.swap(next, stored)
                : good.swap(next, expected);
          }
        };
  }

  /** Changes what is left to scan after a key. */
  private static Function<ContainerStore, ContainerStore> scanning(ScanChange change) {
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
            Stream<Container> rest =
                all(good).filter(c -> after == null || c.key().compareTo(after) > 0);
            return whole(change.apply(rest, after).limit(limit));
          }
        };
  }

  private static Function<ContainerStore, ContainerStore> orderedBy(
      Comparator<ContainerKey> wrong) {
    Comparator<ContainerKey> order = wrong.thenComparing(Comparator.naturalOrder());
    return good ->
        new ForwardingContainerStore(good) {
          @Override
          public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
            return whole(
                all(good)
                    .filter(c -> after == null || order.compare(c.key(), after) > 0)
                    .sorted(Comparator.comparing(Container::key, order))
                    .limit(limit));
          }
        };
  }

  @FunctionalInterface
  private interface ScanChange {
    Stream<Container> apply(Stream<Container> rest, @Nullable ContainerKey after);
  }

  private static Stream<Container> all(ContainerStore store) {
    return store.scan(null, Integer.MAX_VALUE).stream()
        .map(scanned -> store.read(scanned.key()).orElseThrow());
  }

  private static List<ContainerStore.Scanned> whole(Stream<Container> containers) {
    return containers.<ContainerStore.Scanned>map(ContainerStore.Scanned.Whole::new).toList();
  }

  private static final class LosingHighBits extends ForwardingContainerStore {
    LosingHighBits(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      ContainerId id = next.key().container();
      boolean taken =
          all(good)
              .map(Container::key)
              .anyMatch(
                  key ->
                      key.organization().equals(next.key().organization())
                          && !key.container().equals(id)
                          && key.container().uuid().getLeastSignificantBits()
                              == id.uuid().getLeastSignificantBits());
      return taken ? Swap.STALE : good.swap(next, expected);
    }
  }

  private static final class InventingContainers extends ForwardingContainerStore {
    InventingContainers(ContainerStore good) {
      super(good);
    }

    @Override
    public Optional<Container> read(ContainerKey key) {
      return good.read(key)
          .or(() -> Optional.of(ContainerFidelityRules.container(key, 1, List.of())));
    }
  }

  private static final class ConfusingEmptyWithAbsent extends ForwardingContainerStore {
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

  private static final class ConfusingAbsentWithEmpty extends ForwardingContainerStore {
    ConfusingAbsentWithEmpty(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchContainer ? new Reading.NoSuchAsset() : reading;
    }
  }

  private static final class HidingContainers extends ForwardingContainerStore {
    HidingContainers(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchAsset ? new Reading.NoSuchContainer() : reading;
    }
  }

  private static final class SharingIds extends ForwardingContainerStore {
    SharingIds(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      ContainerKey key = next.key();
      boolean taken =
          all(good)
              .map(Container::key)
              .anyMatch(k -> k.container().equals(key.container()) && !k.equals(key));
      return taken ? Swap.STALE : good.swap(next, expected);
    }
  }

  private static final class IgnoringTheContainer extends ForwardingContainerStore {
    IgnoringTheContainer(ContainerStore good) {
      super(good);
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      Reading reading = good.find(container, asset);
      return reading instanceof Reading.NoSuchAsset
          ? all(good)
              .map(Container::key)
              .filter(key -> key.organization().equals(container.organization()))
              .map(key -> good.find(key, asset))
              .filter(Reading.Present.class::isInstance)
              .findFirst()
              .orElse(reading)
          : reading;
    }
  }

  private static final class SharingState extends ForwardingContainerStore {
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

  private static final class PreferringSuperseded extends ForwardingContainerStore {
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

  private static final class TakingSupersededForCurrent extends ForwardingContainerStore {
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

  private static final class ResurrectingWithdrawn extends ForwardingContainerStore {
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

  private static final class NeverWritingDeletedAgain extends ForwardingContainerStore {
    NeverWritingDeletedAgain(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      return good.read(next.key()).filter(Container::isDeleted).isPresent()
          ? Swap.STALE
          : good.swap(next, expected);
    }
  }

  /** Writes a replacement only when the next one comes. */
  private static final class WritingLate extends ForwardingContainerStore {
    private @Nullable Container waiting;

    WritingLate(ContainerStore good) {
      super(good);
    }

    @Override
    public synchronized Swap swap(Container next, Revision expected) {
      Container before = waiting;
      waiting = null;
      if (before != null) {
        good.swap(before, Revision.NONE);
      }
      if (!expected.equals(Revision.NONE) || good.read(next.key()).isPresent()) {
        return good.swap(next, expected);
      }
      waiting = next;
      return Swap.DONE;
    }
  }

  private static final class MergingSets extends ForwardingContainerStore {
    MergingSets(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      List<Asset> merged = new ArrayList<>(next.assets());
      Set<Object> taken = new HashSet<>();
      merged.forEach(asset -> taken.addAll(List.of(asset.id(), asset.descriptor().url())));
      good.read(next.key()).map(Container::assets).orElse(List.of()).stream()
          .filter(a -> !taken.contains(a.id()) && !taken.contains(a.descriptor().url()))
          .forEach(merged::add);
      return good.swap(next.isDeleted() ? next : Rewrites.withAssets(next, merged), expected);
    }
  }

  private static final class CountingRevisions extends ForwardingContainerStore {
    CountingRevisions(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      boolean creates = expected.equals(Revision.NONE);
      return good.swap(
          creates ? next : Rewrites.withRevision(next, expected.next().number()), expected);
    }
  }

  private static final class CheckingThenWriting extends ForwardingContainerStore {
    CheckingThenWriting(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      Revision stored = revision(next.key());
      if (!stored.equals(expected)) {
        return Swap.STALE;
      }
      letOthersIn();
      synchronized (this) {
        return good.swap(next, revision(next.key()));
      }
    }

    private Revision revision(ContainerKey key) {
      return good.read(key).map(Container::revision).orElse(Revision.NONE);
    }
  }

  private static final class OneWriterAtATime extends ForwardingContainerStore {
    private final ReentrantLock lock = new ReentrantLock();

    OneWriterAtATime(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      if (!lock.tryLock()) {
        return Swap.STALE;
      }
      try {
        letOthersIn();
        return good.swap(next, expected);
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class ReadingInTwoSteps extends ForwardingContainerStore {
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

  private static final class DeletingThenInserting extends ForwardingContainerStore {
    private final Set<ContainerKey> between = ConcurrentHashMap.newKeySet();

    DeletingThenInserting(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      between.add(next.key());
      letOthersIn();
      try {
        return good.swap(next, expected);
      } finally {
        between.remove(next.key());
      }
    }

    @Override
    public Reading find(ContainerKey container, AssetId asset) {
      return between.contains(container) ? new Reading.NoSuchAsset() : good.find(container, asset);
    }
  }

  private static final class AnsweringFromAnOldCopy extends ForwardingContainerStore {
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

  private static final class FindingInTwoSteps extends ForwardingContainerStore {
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

  private static final class RepeatingTheLast extends ForwardingContainerStore {
    RepeatingTheLast(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return whole(
          all(good).filter(c -> after == null || c.key().compareTo(after) >= 0).limit(limit));
    }
  }

  private static final class IgnoringTheLimit extends ForwardingContainerStore {
    IgnoringTheLimit(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      return good.scan(after, Integer.MAX_VALUE);
    }
  }

  /** Remembers how many came up to a key, and skips as many. */
  private static final class PagingByCount extends ForwardingContainerStore {
    private final Map<ContainerKey, Integer> counts = new ConcurrentHashMap<>();

    PagingByCount(ContainerStore good) {
      super(good);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      int count = after == null ? 0 : counts.getOrDefault(after, 0);
      List<Scanned> page = whole(all(good).skip(count).limit(limit));
      for (int i = 0; i < page.size(); i++) {
        counts.put(page.get(i).key(), count + i + 1);
      }
      return page;
    }
  }

  /** Misses the first of a page if something was written since the page before. */
  private static final class SkippingBesideAWriter extends ForwardingContainerStore {
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger seen = new AtomicInteger();

    SkippingBesideAWriter(ContainerStore good) {
      super(good);
    }

    @Override
    public Swap swap(Container next, Revision expected) {
      writes.incrementAndGet();
      return good.swap(next, expected);
    }

    @Override
    public List<Scanned> scan(@Nullable ContainerKey after, int limit) {
      boolean disturbed = seen.getAndSet(writes.get()) != writes.get();
      List<Scanned> page = good.scan(after, limit);
      return after != null && disturbed && !page.isEmpty() ? page.subList(1, page.size()) : page;
    }
  }
}
