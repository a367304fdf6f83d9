package dev.assetlookup.testkit;

import dev.assetlookup.core.access.Actor;
import dev.assetlookup.core.change.Deed;
import dev.assetlookup.core.change.Deed.Action;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Stores that are wrong about their audit trail in one way each, and the rules that notice. */
@SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
enum BrokenAuditTrail {
  REMOVES_WITHOUT_ENTRY(
      "A01", BrokenAuditEntries.withoutEntryOf(deed -> deed.action() == Action.CONTAINER_REMOVED)),
  SWAPS_WITHOUT_ENTRY(
      "A01 A03 A04 A05 A06 A08 A10 A11 A14 A15 A20 A21 A22 A31",
      BrokenAuditEntries.withoutEntryOf(Deed.ToContainer.class::isInstance)),
  LEAVES_OUT_KEYS(
      "A02 A03 A04 A05 A06 A31", BrokenAuditEntries.withoutEntryOf(Deed.ToKey.class::isInstance)),
  CALLS_EVERY_SWAP_REPLACED(
      "A01 A31",
      BrokenAuditEntries.rewriting(
          deed -> BrokenAuditEntries.ofAction(Action.CONTAINER_REPLACED, deed))),
  FORGETS_THE_REVISION_BEFORE(
      "A01", BrokenAuditEntries.rewriting(BrokenAuditEntries::withoutBefore)),
  FORGETS_PROJECTS("A01", BrokenAuditEntries.rewriting(BrokenAuditEntries::withoutProject)),
  CALLS_EVERY_KEY_KILLED(
      "A02 A31",
      BrokenAuditEntries.rewriting(deed -> BrokenAuditEntries.ofKeys(Action.KEY_KILLED, deed))),
  REMEMBERS_THE_LAST_ACTOR("A03", BrokenAuditEntries.RememberingTheLastActor::new),
  CUTS_NAMES("A03", BrokenAuditEntries.naming(BrokenAuditEntries::cut)),
  FORGETS_REQUESTS(
      "A03", BrokenAuditEntries.naming(actor -> new Actor(actor.kind(), actor.name(), null))),
  IGNORES_ACTORS("A03", BrokenAuditEntries.naming(actor -> Actor.APPLICATION)),
  TAKES_NOBODY_FOR_THE_SYSTEM("A04", BrokenAuditEntries.TakingNobodyForTheSystem::new),
  APPENDS_WHAT_WAS_REFUSED("A05", BrokenAuditEntries.AppendingWhatWasRefused::new),
  KEEPS_MILLISECONDS("A06 A21", BrokenAuditEntries.KeepingMilliseconds::new),
  REPEATS_NUMBERS("A06 A11 A12 A13 A14", BrokenAuditEntries.RepeatingNumbers::new),
  VIEWS_A_COPY("A07", BrokenAuditEntries.ViewingACopy::new),
  REMEMBERS_PAGES("A08 A10 A14 A20 A31", BrokenAuditReads.RememberingPages::new),
  LOSES_RACES("A16", BrokenAuditEntries.LosingRaces::new),
  LISTS_THE_OLDEST_FIRST(
      "A01 A02 A03 A08 A10 A11 A12 A13 A14 A15 A20 A31",
      BrokenAuditReads.sorting(newest -> List.copyOf(newest).reversed())),
  SORTS_BY_TIME("A11", BrokenAuditReads.sorting(BrokenAuditReads::byTime)),
  SKIPS_ONE_BETWEEN_PAGES("A11 A12 A13 A14", BrokenAuditReads.SkippingOneBetweenPages::new),
  COUNTS_ENTRIES("A13", BrokenAuditReads.CountingEntries::new),
  LOOKS_FOR_THE_ENTRY("A14", BrokenAuditReads.LookingForTheEntry::new),
  IGNORES_THE_LIMIT("A11 A12 A13 A14", BrokenAuditReads.IgnoringTheLimit::new),
  SHOWS_ENTRIES_OF_EVERYBODY("A15 A20", BrokenAuditReads.naming(name -> "all")),
  COMPARES_ORGANIZATIONS_IN_ANY_CASE(
      "A15", BrokenAuditReads.naming(name -> name.toLowerCase(Locale.ROOT))),
  TRIMS_NOTHING("A14 A20 A21 A22", BrokenAuditReads.TrimmingNothing::new),
  TRIMS_THOSE_OF_THE_TIME("A14 A20 A21", BrokenAuditReads.TrimmingThoseOfTheTime::new),
  TRIMS_WHAT_STANDS_BEFORE("A21", BrokenAuditReads.TrimmingWhatStandsBefore::new),
  TRIMS_BEYOND_THE_LIMIT("A22", BrokenAuditReads.TrimmingBeyondTheLimit::new),
  TRIMS_CONTENT("A20 A23", BrokenAuditReads.TrimmingContent::new),
  SHOWS_WHAT_IS_NOT_COMMITTED("A30 A31", BrokenAuditEntries.ShowingUncommitted::new),
  TAKES_AN_OUTAGE_FOR_THE_END("A40", BrokenAuditReads.TakingAnOutageForTheEnd::new),
  TAKES_NULL_FOR_NOBODY("A41", BrokenAuditReads.TakingNullForNobody::new);

  /** The rules that it fails each time, and those that it fails only if threads meet. */
  final RuleSet broken;

  private final Function<InstantSource, AuditStorage> breaking;

  BrokenAuditTrail(String broken, Function<InstantSource, AuditStorage> breaking) {
    this.broken = RuleSet.of(broken);
    this.breaking = breaking;
  }

  /** A storage that is broken in this way. */
  AuditStorage over(InstantSource clock) {
    return breaking.apply(clock);
  }
}
