package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the list of an organization's containers, part after part. A container stands in
 * a part if its manifest says so, even if the entry that led to it stands elsewhere.
 */
record ContainerList(
    ContainerIndex index,
    Manifests manifests,
    Parallel parallel,
    Pages pages,
    OrganizationId organization,
    ContainerFilter filter,
    Deadline deadline) {
  /** After so many containers a page ends, however few of them it has. */
  static final int LOOKED_AT = 1_000;

  // If most is filtered out, parts do not shrink to the few that are wanted.
  private static final int LEAST = 100;

  /** The page behind a position, or the first one. */
  Page page(@Nullable ContainerPosition position, int limit) {
    String list = IndexKeys.list(organization, filter.projectId());
    String start = IndexKeys.listStart(list, filter.until(), position);
    List<Listed> rows = new ArrayList<>();
    ContainerPosition after = position;
    int wanted = Math.min(limit, LOOKED_AT);
    int lookedAt = 0;
    while (true) {
      Pages.Part part = pages.part(list, start, wanted, isRecentEnough(list), deadline);
      ListEntries entries = ListEntries.of(list, part.keys(), after);
      rows.addAll(rows(entries, after, part.isLast() ? null : entries.end()));
      after = entries.end();
      lookedAt += entries.count();
      if (rows.size() > limit) {
        return new Page(rows.subList(0, limit), rows.get(limit - 1).position());
      }
      if (part.isLast() || rows.size() == limit || lookedAt >= LOOKED_AT) {
        return new Page(rows, part.isLast() ? null : after);
      }
      start = part.end();
      wanted = Math.min(Math.max(limit, LEAST), LOOKED_AT);
    }
  }

  private Predicate<String> isRecentEnough(String list) {
    Instant since = filter.since();
    return key ->
        since == null
            || IndexKeys.position(list, key)
                .map(position -> !position.createdAt().isBefore(since))
                .orElse(true);
  }

  /** The containers of a part, from behind one position to another one, null for no bound. */
  private List<Listed> rows(
      ListEntries entries, @Nullable ContainerPosition from, @Nullable ContainerPosition to) {
    List<Followed> followed = parallel.map(entries.leads(), this::follow);
    index.dropGarbage(followed.stream().flatMap(one -> one.garbage().stream()).toList());
    return followed.stream()
        .flatMap(one -> one.row().stream())
        .filter(row -> from == null || row.position().compareTo(from) > 0)
        .filter(row -> to == null || row.position().compareTo(to) <= 0)
        .sorted(Comparator.comparing(Listed::position))
        .toList();
  }

  /** What the entries of one container led to. */
  private record Followed(Optional<Listed> row, List<String> garbage) {}

  private Followed follow(ListEntries.Lead lead) {
    ContainerKey key = new ContainerKey(organization, lead.position().container());
    Optional<Manifest> manifest;
    try {
      manifest = manifests.read(key, deadline);
    } catch (CorruptRecordException e) {
      String reason = String.valueOf(e.getMessage());
      return new Followed(Optional.of(new Listed.Broken(lead.position(), reason)), List.of());
    }
    Optional<Listed> row =
        manifest
            .flatMap(Manifest::container)
            .filter(container -> !container.isDeleted())
            .filter(container -> filter.includes(container.createdAt(), container.details()))
            .map(container -> new Listed.Row(ContainerSummary.of(container)));
    return new Followed(row, ContainerIndex.garbage(lead.entries(), manifest));
  }
}
