package dev.assetlookup.testkit;

import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.change.LogHead;
import dev.assetlookup.core.change.LogPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import dev.assetlookup.core.store.ChangeLog.Changes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Stores that are wrong about their change log in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenChangeLog {
  BEGINS_AT_ZERO(
      "L01 L02 L03 L19 L20 L21 L22 L23 L24 L25 L26 L27 L28 L29 L30 L31 L32 "
          + "L34 L35 L40 L43 L50 L51 L52 L53 L54 L55 L56 L57 L60 L61 L62 L63 L70 "
          + "L82",
      BrokenLogWrites.numbering((log, next) -> next - 1)),
  LEAVES_A_GAP(
      "L01 L02 L03 L19 L22 L24 L25 L26 L27 L28 L29 L30 L31 L32 L34 L35 L40 "
          + "L43 L50 L51 L52 L53 L54 L55 L56 L60 L61 L70 L82",
      BrokenLogWrites.numbering((log, next) -> next == 3 ? 4 : next)),
  REPEATS_A_NUMBER(
      "L01 L02 L03 L19 L22 L24 L25 L26 L27 L28 L29 L30 L31 L32 L34 L35 L40 "
          + "L43 L50 L51 L52 L53 L54 L55 L56 L60 L61 L70 L82",
      BrokenLogWrites.numbering((log, next) -> next == 3 ? 2 : next)),
  TAKES_A_NUMBER_FOR_EACH_ATTEMPT("L02 L82", BrokenLogWrites.BurningNumbers::new),
  LOGS_WHAT_WAS_NOT_DONE("L02 L82", BrokenLogWrites.LoggingRefused::new),
  READS_THE_NUMBER_BEFORE_IT_LOGS("L04 L05 L12", BrokenLogWrites.ReadingTheNumberFirst::new),
  COUNTS_FOR_ALL_ORGANIZATIONS("L03 L05 L40 L54 L62 L70", BrokenLogWrites.CountingForAll::new),
  SHOWS_ENTRIES_OF_EVERYBODY(
      "L02 L03 L05 L40 L42 L54 L62 L70", BrokenLogWrites.naming(name -> "all")),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE(
      "L03", BrokenLogWrites.naming(name -> name.toLowerCase(Locale.ROOT))),
  TAKES_ORGANIZATIONS_FOR_PATTERNS(
      "L03", BrokenLogWrites.naming(name -> name.replaceAll("^(org).", "$1_"))),
  CUTS_ORGANIZATIONS_AT_8(
      "L03", BrokenLogWrites.naming(name -> name.substring(0, Math.min(8, name.length())))),
  COMMITS_OUT_OF_ORDER("L12", BrokenLogWrites.CommittingOutOfOrder::new),
  MOVES_THE_HEAD_BEFORE_THE_WRITE_SHOWS("L10 L11 L12", BrokenLogWrites.LoggingFirst::new),
  SWAPS_WITHOUT_ENTRY(
      "L01 L02 L03 L19 L20 L21 L22 L23 L24 L25 L27 L28 L30 L34 L40 L42 L43 "
          + "L50 L51 L52 L53 L54 L55 L56 L57 L60 L61 L62 L63 L70 L72 L82",
      BrokenLogWrites.withoutEntryOf("swap"::equals)),
  REMOVES_WITHOUT_ENTRY("L01 L26 L70 L82", BrokenLogWrites.withoutEntryOf("remove"::equals)),
  ADDS_KEYS_WITHOUT_ENTRY(
      "L01 L02 L03 L28 L29 L30 L35 L57 L60 L61 L70",
      BrokenLogWrites.withoutEntryOf("addKey"::equals)),
  CHANGES_KEYS_WITHOUT_ENTRY(
      "L01 L28 L61 L70", BrokenLogWrites.withoutEntryOf("changeKeyStatus"::equals)),
  SHOWS_WHAT_IS_NOT_COMMITTED("L60 L61 L63 L64", BrokenLogWrites.ShowingUncommitted::new),
  LOGS_WHAT_IS_ROLLED_BACK("L60 L63", BrokenLogWrites.LoggingRolledBack::new),
  TAKES_NUMBERS_LONG_BEFORE_THE_COMMIT("L60 L61 L64", BrokenLogWrites.TakingNumbersEarly::new),
  LOCKS_OUT_OTHER_ORGANIZATIONS("L62", BrokenLogWrites.LockingEverybodyOut::new),
  KNOWS_HEADS_IN_TRANSACTIONS("L63", BrokenLogReads.KnowingHeadsInTransactions::new),

  CALLS_EVERY_SWAP_REPLACED(
      "L19 L20 L23 L24 L25 L27 L82",
      BrokenLogEntries.rewriting((b, n, c) -> BrokenLogEntries.ofKind(Kind.REPLACED, c))),
  PUBLISHES_NOTHING_AGAIN(
      "L19 L24",
      BrokenLogEntries.rewriting(
          (before, n, change) ->
              before != null && change.kind() == Kind.PUBLISHED
                  ? BrokenLogEntries.ofKind(Kind.REPLACED, change)
                  : change)),
  KNOWS_NO_SWEEP(
      "L25",
      BrokenLogEntries.rewriting(
          (b, n, change) ->
              change.kind() == Kind.SWEPT
                  ? BrokenLogEntries.ofKind(n.isDeleted() ? Kind.DELETED : Kind.REPLACED, change)
                  : change)),
  DELETES_WHAT_IS_DELETED(
      "L25",
      BrokenLogEntries.rewriting(
          (b, n, change) ->
              n.isDeleted() ? BrokenLogEntries.ofKind(Kind.DELETED, change) : change)),
  SWEEPS_WHERE_NO_ID_CHANGES(
      "L19 L22",
      BrokenLogEntries.rewriting(
          (b, n, change) ->
              change.kind() == Kind.REPLACED
                      && change.added().equals(ChangedIds.NONE)
                      && change.superseded().equals(ChangedIds.NONE)
                  ? BrokenLogEntries.ofKind(Kind.SWEPT, change)
                  : change)),
  DELETES_WHAT_IS_REMOVED(
      "L26 L82", BrokenLogEntries.removing(c -> BrokenLogEntries.ofKind(Kind.DELETED, c))),
  REMOVES_NO_REVISION(
      "L26",
      BrokenLogEntries.removing(
          c -> BrokenLogEntries.withRevision(new Revision(c.revision().number() + 1), c))),
  FORGETS_PROJECTS(
      "L20 L21 L22 L23 L24 L25",
      BrokenLogEntries.rewriting((b, n, c) -> BrokenLogEntries.inProject(null, c))),
  NAMES_THE_PROJECT_BEFORE(
      "L22",
      BrokenLogEntries.rewriting(
          (before, n, c) ->
              before == null ? c : BrokenLogEntries.inProject(before.details().projectId(), c))),
  FORGETS_THE_PROJECT_BEFORE(
      "L22", BrokenLogEntries.rewriting((b, n, c) -> BrokenLogEntries.unmoved(c))),
  NAMES_THE_REVISION_BEFORE(
      "L19 L21 L22 L23 L24 L25 L27",
      BrokenLogEntries.rewriting(
          (before, n, c) ->
              before == null ? c : BrokenLogEntries.withRevision(before.revision(), c))),
  FORGETS_ADDED(
      "L19 L20 L21 L24 L27",
      BrokenLogEntries.rewriting((b, n, c) -> BrokenLogEntries.withAdded(ChangedIds.NONE, c))),
  ADDS_ALL_CURRENT(
      "L19 L21 L22 L25",
      BrokenLogEntries.rewriting(
          (b, n, c) -> BrokenLogEntries.withAdded(BrokenLogEntries.idsOf(n.assets().stream()), c))),
  ADDS_NO_MOVED_ID(
      "L21 L27",
      BrokenLogEntries.rewriting(
          (before, n, c) ->
              before == null
                  ? c
                  : BrokenLogEntries.withAdded(
                      ChangedIds.of(
                          c.added().ids().stream()
                              .filter(
                                  id -> before.assets().stream().noneMatch(a -> a.id().equals(id)))
                              .toList()),
                      c))),
  FORGETS_SUPERSEDED(
      "L19 L21 L23 L27",
      BrokenLogEntries.rewriting((b, n, c) -> BrokenLogEntries.withSuperseded(ChangedIds.NONE, c))),
  NAMES_ALL_THAT_WAS_EVER_SUPERSEDED(
      "L19 L22 L23 L24 L25",
      BrokenLogEntries.rewriting(
          (b, n, c) ->
              BrokenLogEntries.withSuperseded(
                  BrokenLogEntries.idsOf(BrokenLogEntries.supersededIn(n, s -> true)), c))),
  TAKES_ANOTHER_THUMBNAIL_FOR_ANOTHER_ASSET(
      "L22",
      BrokenLogEntries.rewriting(
          (b, n, c) ->
              BrokenLogEntries.withSuperseded(
                  BrokenLogEntries.idsOf(
                      BrokenLogEntries.supersededIn(n, s -> s.supersededIn().equals(n.revision()))),
                  c))),
  FORGETS_WITHDRAWN(
      "L19 L23",
      BrokenLogEntries.rewriting(
          (b, n, c) ->
              n.superseded().stream().anyMatch(SupersededAsset::withdrawn)
                  ? BrokenLogEntries.withSuperseded(ChangedIds.NONE, c)
                  : c)),
  LISTS_THE_FIRST_HUNDRED_ADDED(
      "L27",
      BrokenLogEntries.rewriting(
          (b, n, c) -> BrokenLogEntries.withAdded(BrokenLogEntries.cut(c.added(), n.assets()), c))),
  SAYS_ALL_FOR_A_HUNDRED(
      "L27",
      BrokenLogEntries.rewriting(
          (b, n, c) -> BrokenLogEntries.withAdded(BrokenLogEntries.coarse(c.added()), c))),
  NEVER_MOVES_THE_KEY_REVISION(
      "L03 L10 L28 L57 L61", BrokenLogEntries.movingKeyRevision(change -> false)),
  ALWAYS_MOVES_THE_KEY_REVISION(
      "L10 L28 L57 L61", BrokenLogEntries.movingKeyRevision(change -> true)),
  KEEPS_MILLISECONDS(
      "L29", BrokenLogEntries.dating((last, now) -> now.truncatedTo(ChronoUnit.MILLIS))),
  NEVER_GOES_BACK_IN_TIME(
      "L29 L53", BrokenLogEntries.dating((last, now) -> now.isBefore(last) ? last : now)),

  LISTS_BACKWARDS(
      "L01 L02 L03 L19 L21 L22 L23 L24 L25 L26 L27 L28 L29 L30 L31 L32 L34 "
          + "L35 L43 L50 L51 L52 L53 L54 L55 L56 L60 L61 L82",
      BrokenLogReads.paging(
          (log, page, limit) ->
              new Changes.Page(BrokenLogReads.reversed(page.changes()), page.head()))),
  IGNORES_THE_LIMIT("L30 L35", BrokenLogReads.paging(BrokenLogReads::ignoringTheLimit)),
  ASKS_FOR_ONE_MORE("L30 L35", BrokenLogReads.paging(BrokenLogReads::askingForOneMore)),
  INCLUDES_THE_PLACE(
      "L01 L02 L03 L19 L20 L21 L22 L23 L24 L25 L26 L27 L28 L29 L30 L31 L32 "
          + "L34 L35 L43 L50 L51 L52 L53 L54 L55 L56 L60 L61 L82",
      BrokenLogReads.paging(BrokenLogReads::includingThePlace)),
  LISTS_NO_KEYS(
      "L01 L03 L28 L29 L30 L32 L35 L60 L61", BrokenLogReads.paging(BrokenLogReads::onlyContainers)),
  ENDS_A_LOG_AT_100(
      "L35",
      BrokenLogReads.paging(
          (log, page, limit) ->
              new Changes.Page(
                  page.changes().stream()
                      .filter(change -> change.position().sequence() <= 100)
                      .toList(),
                  page.head()))),
  SHOWS_THE_HEAD_OF_THE_PAGE("L32", BrokenLogReads.paging(BrokenLogReads::withTheHeadOfThePage)),
  FORGETS_THE_HEAD_AT_THE_END(
      "L01 L02 L03 L19 L20 L21 L22 L23 L24 L25 L26 L27 L28 L29 L30 L31 L32 "
          + "L34 L35 L43 L50 L51 L52 L53 L54 L55 L56 L60 L61 L82",
      BrokenLogReads.paging(
          (log, page, limit) ->
              page.changes().isEmpty() ? new Changes.Page(List.of(), LogHead.EMPTY) : page)),
  ACCEPTS_THE_FUTURE("L33", BrokenLogReads.keeping(BrokenLogReads::isFuture)),
  ACCEPTS_ANOTHER_HISTORY("L34", BrokenLogReads.keeping(BrokenLogReads::isOfAnotherTime)),
  ACCEPTS_ANY_BEGINNING(
      "L34",
      BrokenLogReads.keeping(
          (log, after) -> after.sequence() == 0 && !after.equals(LogPosition.START))),
  ALWAYS_ACCEPTS_THE_START(
      "L50 L51 L52 L53 L54 L56",
      BrokenLogReads.keeping((log, after) -> after.equals(LogPosition.START))),
  READS_ON_OVER_A_HOLE(
      "L50 L51 L52 L53 L54 L56", BrokenLogReads.keeping(BrokenLogReads::isBeforeTheFirst)),
  ANSWERS_A_LOSS_WITH_AN_EMPTY_PAGE(
      "L33 L34 L50 L51 L52 L53 L54 L56", BrokenLogReads.KnowingNoLoss::new),
  LOOKS_AND_READS_THEN("L58", BrokenLogReads.LookingFirst::new),
  SORTS_HEADS(
      "L40 L42",
      BrokenLogReads.heading(
          asked -> asked.stream().sorted(Comparator.comparing(OrganizationId::value)).toList())),
  ANSWERS_EACH_HEAD_ONCE(
      "L40", BrokenLogReads.heading(asked -> asked.stream().distinct().toList())),
  LEAVES_OUT_SILENT_ORGANIZATIONS("L02 L40 L42", BrokenLogReads.LeavingOutSilent::new),
  REFUSES_TO_ASK_FOR_NOBODY("L41", BrokenLogReads.RefusingNobody::new),
  ANSWERS_A_THOUSAND_HEADS(
      "L42", BrokenLogReads.heading(asked -> asked.stream().limit(1_000).toList())),
  ANSWERS_FROM_A_CACHE_OF_ITS_OWN("L43 L60 L61 L70", BrokenLogReads.CachingHeads::new),

  TRIMS_INTO_HOLES("L53", BrokenLogTrims.LeavingHoles::new),
  TRIMS_THE_YOUNGEST_FIRST("L52", BrokenLogTrims.RemovingTheYoungestFirst::new),
  STOPS_AT_THE_FIRST_YOUNG_ENTRY("L53", BrokenLogTrims.StoppingAtTheFirstYoung::new),
  TRIMS_THE_LAST("L51 L56 L57", BrokenLogTrims.RemovingTheLast::new),
  COUNTS_WHAT_IS_LEFT("L51 L56", BrokenLogTrims.BeginningAnew::new),
  FORGETS_THE_KEY_REVISION("L57", BrokenLogTrims.ForgettingTheKeyRevision::new),
  TRIMS_THOSE_OF_THE_TIME("L50 L54 L55", BrokenLogTrims.RemovingThoseOfTheTime::new),
  TRIMS_ALL_ORGANIZATIONS_ALIKE("L52 L54", BrokenLogTrims.TrimmingAllAlike::new),
  TRIMS_ONE_ORGANIZATION("L54", BrokenLogTrims.TrimmingOne::new),
  TRIMS_BEYOND_THE_LIMIT("L52", BrokenLogTrims.IgnoringTheLimit::new),
  TELLS_OF_NO_TRIM("L50 L51 L52 L53 L54 L56 L57", BrokenLogTrims.SayingNothing::new),

  CALLS_NO_LISTENER("L70 L72", BrokenLogListeners.CallingNobody::new),
  CALLS_LISTENERS_TOO_EARLY("L70 L71", BrokenLogListeners.CallingTooEarly::new),
  CALLS_LISTENERS_FOR_NOTHING("L71", BrokenLogListeners.CallingForNothing::new),
  CALLS_NO_LISTENER_FOR_KEYS("L70", BrokenLogListeners.ForgettingKeys::new),
  NEVER_ENDS_LISTENING("L72", BrokenLogListeners.NeverEnding::new),
  ENDS_ANOTHER_LISTENING("L72 L80", BrokenLogListeners.EndingAnother::new),
  TAKES_NULL_FOR_AN_OUTAGE("L80", BrokenLogReads.behind(BrokenBounds::takingNullForAnOutageOfLog)),
  LEAKS_WHAT_THE_DRIVER_THROWS("L81", BrokenLogReads.behind(BrokenBounds::leakingOfLog));

  /** The rules that it fails each time, and those that it fails only if threads meet. */
  final RuleSet broken;

  private final Function<InstantSource, LogStorage> breaking;

  BrokenChangeLog(String broken, Function<InstantSource, LogStorage> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  /** A storage that is broken in this way. */
  LogStorage over(InstantSource clock) {
    return breaking.apply(clock);
  }
}
