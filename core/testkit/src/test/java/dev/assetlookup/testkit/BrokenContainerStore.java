package dev.assetlookup.testkit;

import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerDetails;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerStatus;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.content.SupersededAsset.Media;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.ContainerStore.Swap;
import dev.assetlookup.core.store.ProjectReading;
import dev.assetlookup.testkit.BrokenRemovals.StillReporting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Container stores that are wrong in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenContainerStore {
  FORGETS_THUMBNAILS(
      "C01 C08 C13 C19 C22 C42 C47 C50 C60 C61 C62 C63 C64 C78 C100 C114 R01 "
          + "R03 R17 R18 R24 R26 R29",
      rewriting(c -> Rewrites.eachDescriptor(c, d -> Rewrites.copy(d).thumbnailUrl(null).build()))),
  FORGETS_HEIGHTS(
      "C01 C05 C06 C08 C19 C22 C42 C47 C50 C60 C61 C62 C63 C64 C78 C100 C114 "
          + "R01 R03 R17 R18 R24 R26 R29",
      rewriting(c -> Rewrites.eachDescriptor(c, d -> Rewrites.copy(d).height(null).build()))),
  INVENTS_WIDTHS(
      "C01 C03 C07 C08 C09 C10 C13 C15 C17 C18 C19 C23 C24 C25 C26 C28 C29 "
          + "C30 C31 C32 C33 C35 C36 C37 C38 C39 C43 C44 C45 C47 C50 C51 C60 C61 "
          + "C62 C63 C64 C65 C66 C67 C69 C79 C87 C100 ?C101 ?C102 C104 C106 C107 "
          + "C111 C113 C114 C115 C117 R02 R03 R04 R05 R06 R07 R12 R14 R15 R16 R17 "
          + "R18 R19 R20 R22 R23 R24 R26 R27 R29",
      rewriting(
          c ->
              Rewrites.eachDescriptor(
                  c, d -> d.width() != null ? d : Rewrites.copy(d).width(1).build()))),
  INVENTS_SIZES(
      "C03 C08 C10 C13 C23 C24 C25 C26 C29 C39 C43 C45 C79 C87",
      rewriting(
          c ->
              Rewrites.eachDescriptor(
                  c, d -> d.sizeBytes() != null ? d : Rewrites.copy(d).sizeBytes(0L).build()))),
  TAKES_ZERO_FOR_UNKNOWN("C05", rewriting(c -> Rewrites.eachDescriptor(c, Rewrites::withoutZeros))),
  CUTS_TIMES_TO_MILLISECONDS(
      "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 "
          + "C18 C19 C22 C28 C29 C30 C31 C32 C33 C35 C36 C37 C38 C39 C42 C45 C47 "
          + "C50 C51 C60 C61 C62 C63 C64 C65 C66 C67 C69 C70 C71 C72 C73 C74 C75 "
          + "C76 C77 C78 C79 C80 C81 C82 C83 C84 C85 C86 C87 C88 C92 C97 C100 ?C101 "
          + "?C102 C104 C106 C108 C111 C113 C114 R01 R03 R04 R17 R18 R24 R26 R29",
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
      "C01 C04 C10 C11 C12 C13 C14 C78 C80 C81 C82 C84 C85 C86 C87 C88 C108 " + "C114 C115 C117",
      rewriting(c -> Rewrites.withDetails(c, ContainerDetails.COMPLETED))),
  INVENTS_EMPTY_TEXTS(
      "C02 C03 C05 C06 C07 C08 C09 C10 C14 C15 C16 C17 C18 C19 C28 C29 C30 C31 "
          + "C32 C33 C35 C36 C37 C38 C39 C45 C47 C50 C51 C60 C61 C63 C64 C65 C66 C67 "
          + "C69 C78 C79 C82 C87 C88 C100 ?C101 ?C102 C104 C106 C111 C113",
      rewriting(c -> Rewrites.eachText(c, t -> t == null ? "" : t))),
  TAKES_EMPTY_TEXTS_FOR_ABSENT(
      "C04 C78 C82 C84 C88",
      rewriting(c -> Rewrites.eachText(c, t -> t == null || t.isEmpty() ? null : t))),
  TRIMS_TEXTS(
      "C04 C82 C88", rewriting(c -> Rewrites.eachText(c, t -> t == null ? null : t.strip()))),
  CUTS_TEXTS_AT_255(
      "C13",
      rewriting(
          c ->
              Rewrites.eachText(c, t -> t == null || t.length() <= 255 ? t : t.substring(0, 254)))),
  KEEPS_TEXTS_IN_ISO_8859_1(
      "C11 C13 C78",
      rewriting(
          c -> Rewrites.eachText(c, t -> t == null ? null : t.replaceAll("[^\\x00-\\xff]", "?")))),
  ESCAPES_QUOTES_AND_FORGETS_TO_UNESCAPE(
      "C12 C82",
      rewriting(c -> Rewrites.eachText(c, t -> t == null ? null : t.replace("'", "''")))),
  KNOWS_NO_CANCELED(
      "C14 C81",
      rewriting(
          c ->
              c.details().status() == ContainerStatus.CANCELED
                  ? Rewrites.withStatus(c, ContainerStatus.FAILED, c.details().approvalStatus())
                  : c)),
  SORTS_ASSETS(
      "C01 C07 C08 C15 C29 C31 C47 C50 C60 C62 C63 C64 C78 C79", rewriting(Rewrites::assetsSorted)),
  KEEPS_1_000_ASSETS(
      "C15",
      rewriting(
          c ->
              c.assets().size() <= 1_000
                  ? c
                  : Rewrites.withAssets(c, c.assets().subList(0, 1_000)))),
  FORGETS_SUPERSEDED(
      "C01 C08 C09 C10 C13 C17 C18 C19 C22 C24 C25 C26 C28 C39 C41 C42 C43 "
          + "C45 C46 C47 C50 C51 C61 C62 C64 C65 C90 C91 C92 C93 C94 C95 C96 C97 "
          + "C98 C99 C100 C106 C107 C109 C110 C114",
      rewriting(c -> Rewrites.withSuperseded(c, List.of()))),
  KEEPS_ONE_SUPERSEDED_OF_EACH_ID(
      "C08 C17 C18 C19 C24 C25 C43", rewriting(BrokenContainerStore::oneSupersededOfEachId)),
  FORGETS_DELETIONS(
      "C09 C10 C18 C27 C29 C32 C42 C44 C51 C62 C65 C74 C76 C86 C92 C97 C100 " + "C114",
      rewriting(Rewrites::undeleted)),
  LOSES_THE_HIGH_BITS_OF_IDS("C16 C52 C54 C71 C95", BrokenContainerKeys.LosingHighBits::new),
  FINDS_EMPTY_CONTAINERS_IN_A_VOID(
      "C20 C34 C47 C60 C61 C62 C63 C64 C66 C67 C68 C69 C100 ?C102 C104 ?C105 R25",
      BrokenFinds.InventingContainers::new),
  CONFUSES_EMPTY_WITH_ABSENT("C21 C26", BrokenFinds.ConfusingEmptyWithAbsent::new),
  CONFUSES_ABSENT_WITH_EMPTY(
      "C20 C27 C34 C47 C63 C64 C67 C68 C69 C100 R09 R10 R11",
      BrokenFinds.ConfusingAbsentWithEmpty::new),
  HIDES_THE_CONTAINER_OF_AN_UNKNOWN_ID(
      "C15 C21 C26 C28 C29 C31 C32 C33 C67 C100 C113 R08 R12 R13 R15 R16 R17",
      BrokenFinds.HidingContainers::new),
  LEAKS_OTHER_ORGANIZATIONS("C27 C64 R10 R11", BrokenFinds.leakingTo((own, other) -> true)),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE("R11", BrokenFinds.leakingTo(String::equalsIgnoreCase)),
  SHARES_CONTAINER_IDS_BETWEEN_ORGANIZATIONS(
      "C29 C55 C64 C72 C75 C84 C95", BrokenContainerKeys.SharingIds::new),
  COMPARES_IDS_IN_ANY_CASE("R12 R14", BrokenFinds.finding(String::equalsIgnoreCase)),
  TAKES_IDS_FOR_PREFIXES("R13 R15", BrokenFinds.finding((id, asked) -> id.startsWith(asked))),
  TAKES_IDS_FOR_PATTERNS(
      "R13 R14", BrokenFinds.finding((id, asked) -> id.matches(asked.replace('_', '.')))),
  KNOWS_NO_TILDE(
      "R14", BrokenFinds.finding((id, asked) -> id.equals(asked) && asked.indexOf('~') < 0)),
  CUTS_IDS_AT_127("R15", BrokenFinds.finding((id, asked) -> cut(id).equals(cut(asked)))),
  IGNORES_THE_CONTAINER("C113 R16", BrokenFinds.IgnoringTheContainer::new),
  SHARES_STATE_BETWEEN_THREADS("R17", BrokenFinds.SharingState::new),
  PREFERS_SUPERSEDED("C23", BrokenFinds.PreferringSuperseded::new),
  PREFERS_THE_FIRST_SUPERSEDED(
      "C24 C25",
      BrokenSwaps.sortingSuperseded(Comparator.comparingLong(s -> -s.supersededIn().number()))),
  TAKES_THE_ORDER_OF_SUPERSEDED_FOR_THEIR_AGE(
      "C24 C25", BrokenSwaps.sortingSuperseded(Comparator.comparing(SupersededAsset::withdrawn))),
  COMPARES_TIMES_OF_SUPERSEDED(
      "C25", BrokenSwaps.sortingSuperseded(Comparator.comparing(SupersededAsset::supersededAt))),
  FORGETS_WHEN_IT_WAS_SUPERSEDED(
      "C22 C24 C25 C26 C100 C106 C107", BrokenFinds.TakingSupersededForCurrent::new),
  RESURRECTS_WITHDRAWN("C26 C28", BrokenFinds.ResurrectingWithdrawn::new),
  FINDS_IN_DELETED_CONTAINERS(
      "C27 C29 C32 C62 C100", BrokenFinds.answeringForDeleted(new Reading.NoSuchAsset())),
  CONFUSES_DELETED_WITH_ABSENT(
      "C27 C29 C32 C62 C100", BrokenFinds.answeringForDeleted(new Reading.NoSuchContainer())),
  NEVER_WRITES_A_DELETED_CONTAINER_AGAIN(
      "C28 C44 C74 C97 C103 C113", BrokenSwaps.NeverWritingDeletedAgain::new),
  WRITES_LATE(
      "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 "
          + "C18 C21 C22 C23 C24 C25 C26 C27 C29 C30 ?C39 ?C40 ?C41 C42 C43 C44 "
          + "?C45 ?C46 ?C47 C50 C51 C52 C54 C55 C56 ?C57 C58 C60 C61 C62 C63 C64 "
          + "C65 C66 C67 C68 C70 C71 C72 C73 C76 ?C77 C78 C79 C80 C81 C83 C86 ?C87 "
          + "C90 C91 C92 C93 C94 C95 C98 ?C99 C100 ?C101 C103 C104 ?C105 C106 C107 "
          + "C108 C109 C110 C113 C114 C117 R01 R02 R03 R04 R05 R06 R07 R08 R12 R13 "
          + "R14 R15 R16 R17 R18 R19 R20 R22 R23 R24 R26 R27 R29",
      BrokenSwaps.WritingLate::new),
  MERGES_SETS("C31 C37 C39 C44 C45 C61 C69 C79 C100 ?C101 C113", BrokenSwaps.MergingSets::new),
  OVERWRITES_WHEN_CREATING(
      "C32 C36 ?C101 C113", BrokenSwaps.overwriting((stored, expected) -> expected == 0)),
  OVERWRITES_WHEN_REPLACING(
      "C29 C33 C37 C69 ?C101 ?C102 C113",
      BrokenSwaps.overwriting((stored, expected) -> expected > 0 && stored > 0)),
  CREATES_WHEN_REPLACING(
      "C34 C67 C69 ?C102 C113", BrokenSwaps.overwriting((stored, expected) -> stored == 0)),
  COMPARES_REVISIONS_IN_32_BITS(
      "C33 C113",
      BrokenSwaps.overwriting((stored, expected) -> stored.intValue() == expected.intValue())),
  COUNTS_REVISIONS_ITSELF("C35 C103", BrokenSwaps.CountingRevisions::new),
  CHECKS_THEN_WRITES(
      "C36 C37 C69 ?C101 ?C102 ?C105 C111 C113", BrokenSwaps.CheckingThenWriting::new),
  LETS_ONE_WRITER_IN_AT_A_TIME("C38", BrokenSwaps.OneWriterAtATime::new),
  READS_IN_TWO_STEPS("C39 C45 ?C47", BrokenFinds.ReadingInTwoSteps::new),
  DELETES_THEN_INSERTS("C40 C41 ?C47", BrokenSwaps.DeletingThenInserting::new),
  ANSWERS_FROM_AN_OLD_COPY_NOW_AND_THEN(
      "C29 C37 C40 C100", BrokenFinds.AnsweringFromAnOldCopy::new),
  FINDS_IN_TWO_STEPS("C41", BrokenFinds.FindingInTwoSteps::new),
  SCANS_WITHOUT_ASSETS(
      "C50 C100 C113",
      BrokenScans.scanning((all, after) -> all.map(c -> Rewrites.withAssets(c, List.of())))),
  SCANS_THE_LIVING_ONLY(
      "C51 C100 C113", BrokenScans.scanning((all, after) -> all.filter(c -> !c.isDeleted()))),
  REPEATS_THE_LAST_OF_A_PAGE(
      "C50 C51 C52 C53 C54 C55 C56 C57 C64 C100 C109 C113", BrokenScans.RepeatingTheLast::new),
  SKIPS_THE_FIRST_OF_A_PAGE(
      "C52 C53 C54 C55 C56 C57 C58 C109 C113",
      BrokenScans.scanning((all, after) -> after == null ? all : all.skip(1))),
  IGNORES_THE_LIMIT("C52 C53 C54 C55 C56 ?C57 C58 C109 C113", BrokenScans.IgnoringTheLimit::new),
  SCANS_IN_SIGNED_ORDER(
      "C52 C54 C64 C113", BrokenScans.orderedBy(Comparator.comparing(k -> k.container().uuid()))),
  SCANS_IN_DICTIONARY_ORDER(
      "C55 C113",
      BrokenScans.orderedBy(
          Comparator.comparing(k -> k.organization().value(), String.CASE_INSENSITIVE_ORDER))),
  PAGES_BY_COUNT("C53 C56 ?C57 C58 C113", BrokenScans.PagingByCount::new),
  SKIPS_BESIDE_A_WRITER("C56 ?C57", BrokenScans.SkippingBesideAWriter::new),
  STOPS_A_SCAN_AT_A_REMOVED_KEY("?C57 C58 C113", BrokenRemovals.LookingForTheLast::new),
  FORGETS_POSITIONS(
      "C01 C08 C09 C10 C13 C17 C18 C19 C28 C39 C45 C47 C50 C51 C64 C65 C100 C106",
      eachSuperseded(s -> withPosition(s, null))),
  TAKES_UNKNOWN_POSITIONS_FOR_THE_FIRST(
      "C17", eachSuperseded(s -> s.position() == null ? withPosition(s, 0) : s)),
  KEEPS_POSITIONS_IN_16_BITS(
      "C17",
      eachSuperseded(s -> withPosition(s, s.position() == null ? null : s.position() & 0xffff))),
  FORGETS_WHAT_IS_BEING_RELEASED(
      "C18 C19", eachSuperseded(s -> s.media() == Media.RELEASING ? s.with(Media.HELD) : s)),
  TAKES_ALL_MEDIA_FOR_HELD(
      "C18 C19 C47 C64 C90 C91 C92 C93 C94 C95 C96 C97 C98 C109",
      eachSuperseded(s -> s.with(Media.HELD))),
  WRITES_SUPERSEDED_ASSETS_ONCE("C19 C97 C113", BrokenSwaps.WritingSupersededOnce::new),
  FINDS_SEVERAL_IN_ITS_OWN_ORDER(
      "C42 C47 R18 R19 R22 R23 R27", BrokenReads.asking(BrokenReads::sorted)),
  FINDS_EACH_OF_SEVERAL_ONCE("R19", BrokenReads.asking(a -> a.stream().distinct().toList())),
  FINDS_WHAT_IS_PRESENT_OF_SEVERAL(
      "C42 C43 C44 C47 C64 C67 C68 C69 C100 R18 R19 R20 R22 R23",
      BrokenReads.answering(r -> r.stream().filter(Reading.Present.class::isInstance).toList())),
  FINDS_SEVERAL_OF_ONE_CONTAINER(
      "C42 R18 R19 R20 R22 R23", BrokenReads.asking(BrokenReads::ofOneContainer)),
  FINDS_SEVERAL_OF_OTHER_ORGANIZATIONS(
      "C42 C64 R20", BrokenReads.findingEach(BrokenReads::inAnyOrganization)),
  REFUSES_TO_FIND_NONE("R21", BrokenReads.findingAll(BrokenReads::refusingNothing)),
  FINDS_FIFTY("R22 R27", BrokenReads.asking(a -> a.stream().limit(50).toList())),
  TAKES_CONTAINERS_AND_IDS_APART("R23", BrokenReads.findingAll(BrokenReads::inAnyContainerAsked)),
  COMPARES_SEVERAL_IDS_IN_ANY_CASE("R23", BrokenReads.findingEach(BrokenReads::inAnyCase)),
  READS_TWENTY_ASSETS("C07 C15 R24", BrokenReads.reading(BrokenReads::twentyAssets)),
  READS_OTHER_ORGANIZATIONS("C64 C66 R25", BrokenReads.reading(BrokenReads::ofAnyOrganization)),
  SHARES_STATE_BETWEEN_CALLS("R26", BrokenReads.SharingState::new),
  FINDS_NO_SUPERSEDED_OF_SEVERAL(
      "C42 C43 C46 C100 C106 C107", BrokenReads.findingEach(BrokenReads::currentOnly)),
  CONFUSES_DELETED_WITH_ABSENT_OF_SEVERAL(
      "C42 C44 C100", BrokenReads.findingEach(BrokenReads::deletedAsAbsent)),
  FINDS_WITHDRAWN_OF_SEVERAL("C42 C44", BrokenReads.findingEach(BrokenReads::withdrawnToo)),
  PREFERS_SUPERSEDED_OF_SEVERAL("C43", BrokenReads.findingEach(BrokenReads::supersededFirst)),
  MIXES_A_READ_NOW_AND_THEN("?C39 C45 ?C47", BrokenReads.MixingNowAndThen::new),
  FINDS_SEVERAL_IN_TWO_STEPS("C46", BrokenReads.findingEach(BrokenReads::inTwoSteps)),
  REMOVES_NOTHING(
      "?C47 C57 C58 C63 C64 C65 C66 C67 C68 C69 C76 C77 C99 C100 ?C102 C104 C111 " + "C112",
      BrokenRemovals.removing((good, key, expected) -> Swap.DONE)),
  REFUSES_TO_REMOVE(
      "C47 C57 C58 C63 C64 C67 C68 C76 C77 C97 C98 C99 C100 C104 C111 C112",
      BrokenRemovals.removing((good, key, expected) -> Swap.STALE)),
  FINDS_WHAT_IS_REMOVED("C64 C67 C68 C69", BrokenRemovals.StillFinding::new),
  LISTS_WHAT_IS_REMOVED("C64 C76", good -> new StillReporting(good, StillReporting.Where.LIST)),
  SCANS_WHAT_IS_REMOVED(
      "?C57 C58 C64 C100", good -> new StillReporting(good, StillReporting.Where.SCAN)),
  REPORTS_DUE_WHAT_IS_REMOVED(
      "C64 C67 C100", good -> new StillReporting(good, StillReporting.Where.DUE)),
  REMOVES_FROM_ALL_ORGANIZATIONS(
      "C64", BrokenRemovals.removing(BrokenRemovals::ofAllOrganizations)),
  REMOVES_FROM_OTHER_ORGANIZATIONS(
      "C66", BrokenRemovals.removing(BrokenRemovals::ofAnotherOrganization)),
  REMOVES_ANY_REVISION(
      "C65 C67 ?C69 ?C102 C104", BrokenRemovals.takingForEqual((stored, expected) -> true)),
  COMPARES_REMOVED_REVISIONS_IN_32_BITS(
      "C65",
      BrokenRemovals.takingForEqual(
          (stored, expected) -> stored.intValue() == expected.intValue())),
  REMOVES_WHAT_IS_NOT_THERE(
      "C63 C66 C67 C68 C69 ?C102", BrokenRemovals.removing(BrokenRemovals::doneIfAbsent)),
  NEVER_CREATES_WHAT_IS_REMOVED(
      "C47 C57 C63 C67 C68 C77 C99 C104", BrokenRemovals.NeverCreatingAgain::new),
  BRINGS_BACK_WHAT_IS_REMOVED("C63 C67", BrokenRemovals.BringingBack::new),
  CHECKS_THEN_REMOVES("C68 C69 ?C102 C111", BrokenRemovals.removing(BrokenRemovals::checkingFirst)),
  LOCKS_OUT_REMOVERS_ONLY("C69 ?C102 C111", BrokenRemovals.LockingOutRemoversOnly::new),
  REMOVES_IN_TWO_STEPS("C47", BrokenRemovals.RemovingInTwoSteps::new),
  LISTS_THE_OLDEST_FIRST(
      "C70 C71 C72 C73 C74 C76 C77 C78 C80 C81 C82 C83 C84 C85 C88 C108",
      BrokenLists.ordered(Comparator.reverseOrder())),
  LISTS_BY_IDS(
      "C70 C71 C72 C74",
      BrokenLists.ordered(Comparator.comparing(ContainerPosition::container).reversed())),
  LISTS_THE_LOWER_ID_FIRST("C71 C72 C73", BrokenLists.ordered(BrokenLists::lowestIdFirst)),
  LISTS_IN_SIGNED_ORDER("C71", BrokenLists.ordered(BrokenLists::signed)),
  LISTS_BY_MILLISECONDS("C71 C72", BrokenLists.ordered(BrokenLists::byMilliseconds)),
  PAGES_LISTS_BY_TIME_ALONE(
      "C71 C72 C73",
      BrokenLists.after((one, after) -> one.createdAt().isBefore(after.createdAt()))),
  REPEATS_THE_LAST_OF_A_LISTED_PAGE(
      "C70 C71 C72 C73 C76 C77 C80 C81 C82 C83 C84",
      BrokenLists.after((one, after) -> one.compareTo(after) >= 0)),
  IGNORES_THE_LIMIT_OF_LISTS(
      "C70 C71 C72 C73 C76 ?C77 C80 C81 C82 C83 C84", BrokenLists.IgnoringTheLimit::new),
  LISTS_DELETED_CONTAINERS(
      "C74 C76 C86 C100", BrokenLists.taking((c, own) -> c.key().organization().equals(own))),
  LISTS_ALL_ORGANIZATIONS("C64 C72 C75", BrokenLists.taking((c, own) -> !c.isDeleted())),
  LISTS_ORGANIZATIONS_IN_ANY_CASE(
      "C75",
      BrokenLists.taking(
          (c, own) ->
              !c.isDeleted() && c.key().organization().value().equalsIgnoreCase(own.value()))),
  PAGES_LISTS_BY_COUNT("C76 ?C77", BrokenLists.PagingByCount::new),
  STOPS_A_LIST_AT_A_REMOVED_CONTAINER("C76 ?C77", BrokenLists.LookingForTheLast::new),
  SKIPS_LISTED_BESIDE_A_WRITER("C76 ?C77", BrokenLists.SkippingBesideAWriter::new),
  LISTS_WITHOUT_DETAILS(
      "C78 C87",
      BrokenLists.reporting(
          c ->
              BrokenLists.summary(
                  Rewrites.withDetails(c, ContainerDetails.COMPLETED), BrokenLists.first(c)))),
  LISTS_WITHOUT_ASSETS("C78 C79 C87", BrokenLists.reporting(c -> BrokenLists.summary(c, null))),
  LISTS_THE_LAST_ASSET(
      "C78 C79 C87",
      BrokenLists.reporting(
          c -> BrokenLists.summary(c, c.assets().stream().reduce((a, b) -> b).orElse(null)))),
  LISTS_THE_ASSET_OF_THE_LOWEST_ID(
      "C78 C79",
      BrokenLists.reporting(
          c -> BrokenLists.summary(c, BrokenLists.first(Rewrites.assetsSorted(c))))),
  LISTS_THE_ASSET_OF_THE_CREATION("C79 C87", BrokenLists.KeepingTheFirstAsset::new),
  LISTS_NO_EMPTY_CONTAINERS(
      "C70 C71 C72 C73 C74 C75 C76 C78 C79 C80 C81 C82 C83 C84 C85 C86 C88 C108",
      BrokenLists.taking((c, own) -> BrokenLists.isOwnAndAlive(c, own) && !c.assets().isEmpty())),
  LISTS_IN_TWO_STEPS("C87", BrokenLists.ListingInTwoSteps::new),
  COMPARES_PROJECTS_IN_ANY_CASE("C80", BrokenLists.including(BrokenFilters::projectInAnyCase)),
  TAKES_NO_PROJECT_FOR_ANY("C80 C85", BrokenLists.including(BrokenFilters::orWithoutProject)),
  FILTERS_BY_ONE_STATUS("C81 C84", BrokenLists.including(BrokenFilters::oneStatus)),
  FILTERS_BY_ONE_FORMAT("C82 C84", BrokenLists.including(BrokenFilters::oneFormat)),
  TAKES_FORMATS_FOR_PATTERNS("C82", BrokenLists.including(BrokenFilters::formatAsPattern)),
  TAKES_AN_EMPTY_FORMAT_FOR_AN_ABSENT_ONE(
      "C82", BrokenLists.including(BrokenFilters::emptyFormatAsAbsent)),
  TRIMS_FORMATS("C82", BrokenLists.including(BrokenFilters::formatTrimmed)),
  FILTERS_BY_NO_TYPE_OF_CREATIVE("C88", BrokenLists.including(BrokenFilters::creativeTypeIgnored)),
  COMPARES_TYPES_OF_CREATIVES_IN_ANY_CASE(
      "C88", BrokenLists.including(BrokenFilters::creativeTypeInAnyCase)),
  EXCLUDES_THE_BEGINNING("C83 C85", BrokenLists.including(BrokenFilters::withoutBeginning)),
  EXCLUDES_THE_END("C83 C84", BrokenLists.including(BrokenFilters::withoutEnd)),
  FILTERS_BY_MILLISECONDS("C83", BrokenLists.including(BrokenFilters::inMilliseconds)),
  LISTS_WHAT_MEETS_ANY_CONDITION("C84 C88", BrokenLists.including(BrokenFilters::anyCondition)),
  FILTERS_THE_FIRST_PAGE_ONLY("C81 C82 C84", BrokenFilters.FilteringTheFirstPage::new),
  FILTERS_WHAT_IS_ON_A_PAGE("C80 C81 C82 C83 C84 C88 C108", BrokenFilters.FilteringAfterwards::new),
  FILTERS_BY_WHAT_WAS("C85", BrokenFilters.FilingOnce::new),
  LISTS_DELETED_CONTAINERS_OF_A_PROJECT("C86", BrokenFilters.ListingDeletedOfAProject::new),
  RELEASES_SINCE_THE_LAST(
      "C90 C97",
      BrokenDues.since(Stage.RELEASE, c -> BrokenDues.last(c, s -> s.media() != Media.RELEASED))),
  OVERLOOKS_WHAT_IS_BEING_RELEASED(
      "C90 C93 C97",
      BrokenDues.since(Stage.RELEASE, c -> BrokenDues.first(c, s -> s.media() == Media.HELD))),
  OVERLOOKS_WITHDRAWN_MEDIA(
      "C92 C97 C100",
      BrokenDues.since(
          Stage.RELEASE,
          c -> BrokenDues.first(c, s -> s.media() != Media.RELEASED && !s.withdrawn()))),
  FORGETS_SINCE_THE_LAST(
      "C91 C97",
      BrokenDues.since(
          Stage.FORGET,
          c ->
              BrokenDues.last(c, s -> s.media() == Media.RELEASED)
                  .or(() -> Optional.ofNullable(c.deletedAt())))),
  FORGETS_WHAT_IS_HELD(
      "C91 C92 C93 C97",
      BrokenDues.since(
          Stage.FORGET,
          c -> BrokenDues.first(c, s -> true).or(() -> Optional.ofNullable(c.deletedAt())))),
  OVERLOOKS_DELETES(
      "C92 C97",
      BrokenDues.since(Stage.FORGET, c -> BrokenDues.first(c, s -> s.media() == Media.RELEASED))),
  OVERLOOKS_DELETED_CONTAINERS("C92 C97 C100", BrokenDues.of(c -> !c.isDeleted())),
  REPORTS_ALL_CONTAINERS_DUE(
      "C67 C92 C93 C97 C100",
      BrokenDues.since(
          (stage, c) -> BrokenDues.sinceWhen(stage, c).or(() -> Optional.of(c.createdAt())))),
  EXCLUDES_THE_TIME_ASKED_FOR("C94 C96", BrokenDues.until(Instant::isBefore)),
  REPORTS_DUE_BY_MILLISECONDS(
      "C94",
      BrokenDues.until((since, until) -> !since.truncatedTo(ChronoUnit.MILLIS).isAfter(until))),
  REPORTS_DUE_BY_KEY("C95 C96 C97", BrokenDues.ordered(BrokenDues::byKey)),
  REPORTS_DUE_IN_SIGNED_ORDER("C95", BrokenDues.ordered(BrokenDues::signed)),
  REPORTS_DUE_OF_ONE_ORGANIZATION(
      "C64 C95 C96", BrokenDues.of(c -> c.key().organization().equals(Samples.ACME))),
  PAGES_DUE_BY_TIME_ALONE(
      "C95 C96", BrokenDues.after((due, after) -> due.since().isAfter(after.since()))),
  REPEATS_THE_LAST_DUE_OF_A_PAGE(
      "C64 C90 C91 C92 C93 C94 C95 C96 C97 C98 C99 C100 C109",
      BrokenDues.after((due, after) -> due.compareTo(after) >= 0)),
  IGNORES_THE_LIMIT_OF_WHAT_IS_DUE("C95 C96 C98 C99 C109", BrokenDues.IgnoringTheLimit::new),
  REPORTS_DUE_WHAT_WAS("C67 C97", BrokenDues.FilingOnce::new),
  PAGES_DUE_BY_COUNT("C98 ?C99", BrokenDues.PagingByCount::new),
  SKIPS_DUE_BESIDE_A_WRITER("C98 ?C99", BrokenDues.SkippingBesideAWriter::new),
  ANSWERS_FROM_A_CACHE_OF_ITS_OWN("?C40 C100", BrokenSharing.CachingContainers::new),
  LOCKS_OUT_WRITERS_OF_ITS_OWN(
      "C101 C102 ?C105 C111 C113", BrokenSharing.LockingInOneInstance::new),
  REPORTS_NO_REVISION_OF_WHAT_IS_DELETED("C100 C103 C113", BrokenSharing.OverlookingDeleted::new),
  REPORTS_NO_REVISION_OF_WHAT_IS_REMOVED(
      "?C47 ?C57 C63 C67 ?C68 ?C69 ?C77 C98 ?C99 C100 ?C102 C104 C113",
      BrokenSharing.OverlookingRemoved::new),
  FORGETS_REVISIONS_OF_WHAT_IS_REMOVED(
      "C63 C100 C104 C105", BrokenSharing.ForgettingRevisions::new),
  REMEMBERS_REVISIONS_TOO_LATE("C105", BrokenSharing.RememberingTooLate::new),
  FINDS_NO_PROJECT("C114 C115", BrokenProjects.alone(BrokenProjects::inNone)),
  FINDS_NO_PROJECTS_OF_SEVERAL(
      "C114 C115 C117",
      BrokenProjects.among(all -> all.stream().map(BrokenProjects::inNone).toList())),
  FINDS_NO_PROJECT_OF_WHAT_IS_DELETED(
      "C114", BrokenProjects.alone(BrokenProjects::inNoneIfDeleted)),
  FINDS_SEVERAL_IN_THE_FIRST_PROJECT(
      "C114 C117",
      BrokenProjects.among(
          all ->
              all.stream()
                  .map(one -> new ProjectReading(one.reading(), all.get(0).projectId()))
                  .toList())),
  FINDS_NO_CONTAINER_WITHOUT_THE_ASSET(
      "C114 C115 R29", BrokenProjects.alone(BrokenProjects::absentAsNoContainer)),
  REMEMBERS_PROJECTS("C115", BrokenProjects.RememberingProjects::new),
  FINDS_THE_PROJECT_BEFORE_THE_ASSET("C116", BrokenProjects.FindingInTwoSteps::new),
  FINDS_PROJECTS_AFTER_THE_ASSETS("C116", BrokenProjects.FindingSeveralInTwoSteps::new),
  THROWS_FOR_WHAT_IS_CORRUPT_AMONG_SEVERAL("C117", BrokenProjects.ThrowingForCorrupt::new),
  FINDS_TWO_HUNDRED("R27", BrokenReads.asking(a -> a.stream().limit(200).toList())),
  TAKES_NULL_FOR_AN_OUTAGE("R28 C111", BrokenBounds::takingNullForAnOutage),
  FINDS_NOTHING_UNDER_NULL("R28", BrokenBounds.FindingNothingUnderNull::new),
  WRITES_BEFORE_IT_LOOKS("C111", BrokenBounds.WritingBeforeLooking::new),
  KEEPS_100_SUPERSEDED(
      "C106",
      rewriting(
          c ->
              c.superseded().size() <= 100
                  ? c
                  : Rewrites.withSuperseded(c, c.superseded().subList(0, 100)))),
  REPORTS_THE_LATEST_TIME_OF_THE_CONTAINER("C106 C107", BrokenBounds.ReportingTheLatestTime::new),
  GIVES_UP_A_FILTER_AFTER_100("C108", BrokenBounds.GivingUpAFilter::new),
  ENDS_A_LIST_WITH_A_SHORT_PAGE("C108", BrokenBounds.EndingAListAt50::new),
  ENDS_A_SCAN_AT_100("C109", BrokenBounds.EndingAScanAt100::new),
  ENDS_WHAT_IS_DUE_AT_100("C109", BrokenBounds.EndingDueAt100::new),
  REFUSES_LARGE_LIMITS("C110", BrokenBounds.RefusingLargeLimits::new),
  ASKS_FOR_ONE_MORE_THAN_AN_INT_HOLDS("C110", BrokenBounds.AskingForOneMore::new),
  LEAKS_WHAT_THE_DRIVER_THROWS("C112", BrokenBounds::leaking),
  TAKES_AN_OUTAGE_FOR_ABSENCE("C112", BrokenBounds.TakingOutagesForAbsence::new),
  TAKES_CORRUPT_FOR_ABSENT("C113", BrokenBounds.TakingCorruptForAbsent::new),
  REFUSES_TO_REPLACE_WHAT_IS_CORRUPT("C113", BrokenBounds.RefusingToReplace::new),
  SCANS_PAST_WHAT_IS_CORRUPT("C113", BrokenBounds.ScanningPastCorrupt::new);

  /** The rules that it fails each time, and those that it fails only if threads meet. */
  final RuleSet broken;

  private final Function<ContainerStore, ContainerStore> breaking;

  BrokenContainerStore(String broken, Function<ContainerStore, ContainerStore> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  /** A store that is broken in this way, over a good one. */
  ContainerStore over(ContainerStore good) {
    return breaking.apply(good);
  }

  private static Function<ContainerStore, ContainerStore> rewriting(
      UnaryOperator<Container> change) {
    return good ->
        new BreakableContainerStore(good) {
          @Override
          public Swap swap(Container next, Revision expected) {
            return good.swap(change.apply(next), expected);
          }
        };
  }

  private static Function<ContainerStore, ContainerStore> eachSuperseded(
      UnaryOperator<SupersededAsset> change) {
    return rewriting(c -> Rewrites.withSuperseded(c, c.superseded().stream().map(change).toList()));
  }

  private static SupersededAsset withPosition(SupersededAsset entry, @Nullable Integer position) {
    return new SupersededAsset(
        entry.asset(),
        position,
        entry.supersededIn(),
        entry.supersededAt(),
        entry.withdrawn(),
        entry.media());
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

  static Stream<Container> all(ContainerStore store) {
    return store.scan(null, Integer.MAX_VALUE).stream()
        .filter(ContainerStore.Scanned.Whole.class::isInstance)
        .map(scanned -> ((ContainerStore.Scanned.Whole) scanned).container());
  }
}
