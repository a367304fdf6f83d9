package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.ContainerSummary;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Listed;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.Parallel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Empty objects whose names, in order, tell which containers an organization has and which are due
 * to be swept. Thread-safe.
 *
 * <p>A manifest names the entries that lead to it. They are created before it is written, so every
 * container has all of its entries; but not every entry has a container, because a write may lose
 * its race or its process end. So what an entry tells is only a hint, and the manifest is right.
 *
 * <p>Why no entry is ever deleted that somebody needs:
 *
 * <ul>
 *   <li>No two writes use one name, and a write names only its own new entries and some of those
 *       named by the manifest that it replaces. So the manifests that name an entry follow each
 *       other without a gap, and once one of them does not name it, none ever will again.
 *   <li>Who has replaced a manifest deletes what the new one no longer names: writes that are under
 *       way and do carry it over start from what is replaced, and fail.
 *   <li>Who has lost deletes what only this write would have named; who cannot tell deletes
 *       nothing.
 *   <li>Everybody deletes an entry that the manifest does not name if it is older than {@link
 *       #GARBAGE_AGE} by the server's clock: by then the write that created it has ended. A write
 *       ends within its patience as a whole, ten minutes at most, and the server refuses a request
 *       that is 15 minutes old.
 * </ul>
 */
final class ContainerIndex {
  /** How long after its creation an entry that is not named may still become named. */
  static final Duration GARBAGE_AGE = Duration.ofHours(1);

  /** After so many containers a page of a list ends, however few of them it has. */
  static final int LOOKED_AT = 1_000;

  // Where much is filtered out, parts do not shrink to the few that are wanted.
  private static final int LEAST = 100;

  private static final Logger LOG = System.getLogger(ContainerIndex.class.getName());
  private static final Bucket.Body EMPTY =
      new Bucket.Body(
          SdkBytes.fromByteArrayUnsafe(new byte[0]), "application/octet-stream", Map.of());

  private final Bucket bucket;
  private final Manifests manifests;
  private final Parallel parallel;
  private final Pages pages;

  ContainerIndex(Bucket bucket, Manifests manifests, Parallel parallel) {
    this.bucket = bucket;
    this.manifests = manifests;
    this.parallel = parallel;
    this.pages = new Pages(bucket);
  }

  /** Creates entries. That one is there already is the same attempt, repeated. */
  void add(List<String> entries, Deadline deadline) {
    try {
      parallel.map(entries, entry -> bucket.create(entry, EMPTY, deadline));
    } catch (OutcomeUnknownException e) {
      // Of the entry; the container has not been written.
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Deletes entries as far as the storage lets us: what stays is garbage, and harmless. */
  void drop(List<String> entries, Deadline deadline) {
    parallel.map(entries, entry -> drop(entry, deadline));
  }

  private boolean drop(String entry, Deadline deadline) {
    try {
      bucket.delete(entry, deadline);
      return true;
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "an entry of the index stays: " + entry, e);
      return false;
    }
  }

  Page list(
      OrganizationId organization,
      ContainerFilter filter,
      @Nullable ContainerPosition after,
      int limit,
      Deadline deadline) {
    String list = ObjectKeys.list(organization, filter.projectId());
    Instant since = filter.since();
    ListReader reader = new ListReader(organization, filter, list, after, deadline);
    String start = ObjectKeys.listStart(list, filter.until(), after);
    int wanted = Math.min(limit, LOOKED_AT);
    int lookedAt = 0;
    while (true) {
      Pages.Part part =
          pages.part(
              list,
              start,
              wanted,
              key ->
                  since == null
                      || ObjectKeys.position(list, key)
                          .map(position -> !position.createdAt().isBefore(since))
                          .orElse(true),
              deadline);
      lookedAt += reader.read(part.keys(), part.isLast());
      if (part.isLast() || reader.hasFound(limit) || lookedAt >= LOOKED_AT) {
        return reader.page(limit, part.isLast());
      }
      start = part.end();
      wanted = Math.min(Math.max(limit, LEAST), LOOKED_AT);
    }
  }

  /**
   * Reads part after part of one page. Each is a part of the list; a container stands in it if its
   * manifest says so, even if the entry that led to it stands elsewhere.
   */
  private final class ListReader {
    private final OrganizationId organization;
    private final ContainerFilter filter;
    private final String list;
    private final Deadline deadline;
    private final List<Listed> entries = new ArrayList<>();
    private @Nullable ContainerPosition after;

    ListReader(
        OrganizationId organization,
        ContainerFilter filter,
        String list,
        @Nullable ContainerPosition after,
        Deadline deadline) {
      this.organization = organization;
      this.filter = filter;
      this.list = list;
      this.after = after;
      this.deadline = deadline;
    }

    /** Reads the next part; the number of the keys that lead somewhere. */
    int read(List<Bucket.Listed> keys, boolean last) {
      Map<ContainerId, Lead> leads = new LinkedHashMap<>();
      ContainerPosition end = after;
      for (Bucket.Listed entry : keys) {
        Optional<ContainerPosition> position = ObjectKeys.position(list, entry.key());
        if (position.isPresent()) {
          end = position.get();
          leads
              .computeIfAbsent(end.container(), id -> new Lead(position.get(), new ArrayList<>()))
              .entries()
              .add(entry);
        }
      }
      List<Found> found = parallel.map(List.copyOf(leads.values()), this::follow);
      drop(found.stream().flatMap(one -> one.garbage().stream()).toList(), bucket.beginWrite());
      ContainerPosition from = after;
      ContainerPosition to = last ? null : end;
      after = end;
      found.stream()
          .flatMap(one -> one.listed().stream())
          .filter(listed -> from == null || listed.position().compareTo(from) > 0)
          .filter(listed -> to == null || listed.position().compareTo(to) <= 0)
          .sorted(Comparator.comparing(Listed::position))
          .forEach(entries::add);
      return leads.values().stream().mapToInt(lead -> lead.entries().size()).sum();
    }

    boolean hasFound(int limit) {
      return entries.size() >= limit;
    }

    Page page(int limit, boolean last) {
      if (entries.size() > limit) {
        List<Listed> first = entries.subList(0, limit);
        return new Page(first, first.get(limit - 1).position());
      }
      return new Page(entries, last ? null : after);
    }

    private Found follow(Lead lead) {
      ContainerKey key = new ContainerKey(organization, lead.position().container());
      Optional<Manifest> manifest;
      try {
        manifest = manifests.read(key, deadline);
      } catch (CorruptRecordException e) {
        String reason = String.valueOf(e.getMessage());
        return new Found(Optional.of(new Listed.Broken(lead.position(), reason)), List.of());
      }
      Optional<Listed> listed =
          manifest
              .flatMap(Manifest::container)
              .filter(container -> !container.isDeleted())
              .filter(container -> filter.includes(container.createdAt(), container.details()))
              .map(container -> new Listed.Row(summary(container)));
      return new Found(listed, garbage(lead.entries(), manifest));
    }
  }

  /** The entries of one container in a page; the first of them says where it stands. */
  private record Lead(ContainerPosition position, List<Bucket.Listed> entries) {}

  private record Found(Optional<Listed> listed, List<String> garbage) {}

  private static ContainerSummary summary(Container container) {
    Optional<Asset> primary = container.assets().stream().findFirst();
    return new ContainerSummary(
        container.key(), container.createdAt(), container.details(), primary.orElse(null));
  }

  List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit, Deadline deadline) {
    String prefix = ObjectKeys.due(stage);
    List<Due> due =
        pages.read(
            prefix,
            ObjectKeys.dueStart(prefix, after),
            limit,
            key -> ObjectKeys.due(prefix, key).map(Due::since).orElse(until).compareTo(until) <= 0,
            keys -> due(prefix, keys, deadline),
            deadline);
    // A write that replaces one and the garbage of another may tell the same.
    return due.stream().distinct().toList();
  }

  private List<Due> due(String prefix, List<Bucket.Listed> keys, Deadline deadline) {
    List<Bucket.Listed> old = keys.stream().filter(this::isOld).toList();
    Set<String> garbage = new HashSet<>();
    parallel.map(old, entry -> garbage(prefix, entry, deadline)).forEach(garbage::addAll);
    drop(List.copyOf(garbage), bucket.beginWrite());
    return keys.stream()
        .map(Bucket.Listed::key)
        .filter(key -> !garbage.contains(key))
        .flatMap(key -> ObjectKeys.due(prefix, key).stream())
        .toList();
  }

  private List<String> garbage(String prefix, Bucket.Listed entry, Deadline deadline) {
    try {
      return ObjectKeys.due(prefix, entry.key()).stream()
          .flatMap(due -> garbage(List.of(entry), manifests.read(due.key(), deadline)).stream())
          .toList();
    } catch (CorruptRecordException e) {
      return List.of();
    }
  }

  private List<String> garbage(List<Bucket.Listed> entries, Optional<Manifest> manifest) {
    Stream<String> old = entries.stream().filter(this::isOld).map(Bucket.Listed::key);
    List<String> named = manifest.map(Manifest::index).orElse(List.of());
    return old.filter(entry -> !named.contains(entry)).toList();
  }

  private boolean isOld(Bucket.Listed entry) {
    return entry.age().compareTo(GARBAGE_AGE) > 0;
  }
}
