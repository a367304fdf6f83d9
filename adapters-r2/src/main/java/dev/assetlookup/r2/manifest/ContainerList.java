package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the list of an organization's containers, part after part. A container stands in
 * a part if its manifest says so, even if the entry that led to it stands elsewhere. Used once.
 */
final class ContainerList {
  /** After so many containers a page ends, however few of them it has. */
  static final int LOOKED_AT = 1_000;

  // If most is filtered out, parts do not shrink to the few that are wanted.
  private static final int LEAST = 100;

  private final ContainerIndex index;
  private final Manifests manifests;
  private final Parallel parallel;
  private final Pages pages;
  private final OrganizationId organization;
  private final ContainerFilter filter;
  private final String list;
  private final Deadline deadline;
  private final List<Listed> rows = new ArrayList<>();
  private @Nullable ContainerPosition after;

  ContainerList(
      ContainerIndex index,
      Manifests manifests,
      Parallel parallel,
      Pages pages,
      OrganizationId organization,
      ContainerFilter filter,
      Deadline deadline) {
    this.index = index;
    this.manifests = manifests;
    this.parallel = parallel;
    this.pages = pages;
    this.organization = organization;
    this.filter = filter;
    this.list = IndexKeys.list(organization, filter.projectId());
    this.deadline = deadline;
  }

  /** The page behind a position, or the first one. */
  Page page(@Nullable ContainerPosition position, int limit) {
    after = position;
    String start = IndexKeys.listStart(list, filter.until(), position);
    int wanted = Math.min(limit, LOOKED_AT);
    int lookedAt = 0;
    while (true) {
      Pages.Part part = pages.part(list, start, wanted, isRecentEnough(), deadline);
      lookedAt += read(part.keys(), part.isLast());
      if (part.isLast() || rows.size() >= limit || lookedAt >= LOOKED_AT) {
        return page(limit, part.isLast());
      }
      start = part.end();
      wanted = Math.min(Math.max(limit, LEAST), LOOKED_AT);
    }
  }

  private Predicate<String> isRecentEnough() {
    Instant since = filter.since();
    return key ->
        since == null
            || IndexKeys.position(list, key)
                .map(position -> !position.createdAt().isBefore(since))
                .orElse(true);
  }

  private Page page(int limit, boolean last) {
    if (rows.size() > limit) {
      List<Listed> first = rows.subList(0, limit);
      return new Page(first, first.get(limit - 1).position());
    }
    return new Page(rows, last ? null : after);
  }

  /** Reads the next part; the number of its keys that are entries. */
  private int read(List<Bucket.Entry> keys, boolean last) {
    Map<ContainerId, Lead> leads = new LinkedHashMap<>();
    ContainerPosition end = after;
    for (Bucket.Entry entry : keys) {
      Optional<ContainerPosition> position = IndexKeys.position(list, entry.key());
      if (position.isPresent()) {
        end = position.get();
        leads
            .computeIfAbsent(end.container(), id -> new Lead(position.get(), new ArrayList<>()))
            .entries()
            .add(entry);
      }
    }
    List<Followed> followed = parallel.map(List.copyOf(leads.values()), this::follow);
    index.dropGarbage(followed.stream().flatMap(one -> one.garbage().stream()).toList());
    ContainerPosition from = after;
    ContainerPosition to = last ? null : end;
    after = end;
    followed.stream()
        .flatMap(one -> one.row().stream())
        .filter(row -> from == null || row.position().compareTo(from) > 0)
        .filter(row -> to == null || row.position().compareTo(to) <= 0)
        .sorted(Comparator.comparing(Listed::position))
        .forEach(rows::add);
    return leads.values().stream().mapToInt(lead -> lead.entries().size()).sum();
  }

  /** The entries of one container in a part; the first of them says where it stands. */
  private record Lead(ContainerPosition position, List<Bucket.Entry> entries) {}

  /** What the entries of one container led to. */
  private record Followed(Optional<Listed> row, List<String> garbage) {}

  private Followed follow(Lead lead) {
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
