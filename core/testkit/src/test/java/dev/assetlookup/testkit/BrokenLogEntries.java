package dev.assetlookup.testkit;

import dev.assetlookup.core.change.Change;
import dev.assetlookup.core.change.ChangedIds;
import dev.assetlookup.core.change.ContainerChange;
import dev.assetlookup.core.change.ContainerChange.Kind;
import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.content.SupersededAsset;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stores log wrongly. */
final class BrokenLogEntries {
  private BrokenLogEntries() {}

  /** Changes what is logged of a swap. */
  static Function<InstantSource, LogStorage> rewriting(Rewrite rewrite) {
    return clock ->
        new LogStorage(clock) {
          @Override
          ContainerChange change(@Nullable Container before, Container next) {
            return rewrite.apply(before, next, super.change(before, next));
          }
        };
  }

  /** What is logged in place of the right change. */
  @FunctionalInterface
  interface Rewrite {
    ContainerChange apply(@Nullable Container before, Container next, ContainerChange change);
  }

  /** Logs removals in a way of its own. */
  static Function<InstantSource, LogStorage> removing(UnaryOperator<ContainerChange> rewrite) {
    return clock ->
        new LogStorage(clock) {
          @Override
          ContainerChange removal(ContainerKey key, Revision revision) {
            return rewrite.apply(super.removal(key, revision));
          }
        };
  }

  /** Dates entries in a way of its own, given the time of the entry before. */
  static Function<InstantSource, LogStorage> dating(BinaryOperator<Instant> time) {
    return clock ->
        new LogStorage(clock) {
          @Override
          Instant time(Log log, Instant now) {
            return time.apply(log.head.last().at(), super.time(log, now));
          }
        };
  }

  /** Moves the key revision with other changes than those of keys. */
  static Function<InstantSource, LogStorage> movingKeyRevision(Predicate<Change> moves) {
    return clock ->
        new LogStorage(clock) {
          @Override
          long keyRevision(Log log, Change change) {
            return moves.test(change) ? change.position().sequence() : log.head.keyRevision();
          }
        };
  }

  static ContainerChange ofKind(Kind kind, ContainerChange change) {
    return new ContainerChange(
        kind,
        change.container(),
        change.projectId(),
        change.formerProjectId(),
        change.revision(),
        change.added(),
        change.superseded());
  }

  static ContainerChange inProject(@Nullable String project, ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        project,
        change.formerProjectId(),
        change.revision(),
        change.added(),
        change.superseded());
  }

  /** As if the container had been in its project before. */
  static ContainerChange unmoved(ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.revision(),
        change.added(),
        change.superseded());
  }

  static ContainerChange withRevision(Revision revision, ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.formerProjectId(),
        revision,
        change.added(),
        change.superseded());
  }

  static ContainerChange withAdded(ChangedIds added, ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.formerProjectId(),
        change.revision(),
        added,
        change.superseded());
  }

  static ContainerChange withSuperseded(ChangedIds superseded, ContainerChange change) {
    return new ContainerChange(
        change.kind(),
        change.container(),
        change.projectId(),
        change.formerProjectId(),
        change.revision(),
        change.added(),
        superseded);
  }

  static ChangedIds idsOf(Stream<Asset> assets) {
    return ChangedIds.of(assets.map(Asset::id).toList());
  }

  static Stream<Asset> supersededIn(Container next, Predicate<SupersededAsset> which) {
    return next.superseded().stream().filter(which).map(SupersededAsset::asset);
  }

  /** The first hundred, where there are more. */
  static ChangedIds cut(ChangedIds ids, List<Asset> assets) {
    List<AssetId> all = assets.stream().map(Asset::id).toList();
    return ids.isAll() ? ChangedIds.of(all.subList(0, ChangedIds.MAX_LISTED)) : ids;
  }

  /** All, where there are a hundred. */
  static ChangedIds coarse(ChangedIds ids) {
    return ids.ids().size() == ChangedIds.MAX_LISTED ? ChangedIds.ALL : ids;
  }
}
