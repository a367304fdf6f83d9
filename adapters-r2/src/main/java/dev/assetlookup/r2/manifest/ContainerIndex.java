package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerFilter;
import dev.assetlookup.core.content.ContainerPosition;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Due;
import dev.assetlookup.core.store.ContainerStore.Page;
import dev.assetlookup.core.store.ContainerStore.Stage;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.OutcomeUnknownException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ObjectBody;
import dev.assetlookup.r2.bucket.Parallel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Empty objects whose keys, in order, say which containers an organization has and which are due to
 * be swept. Thread-safe.
 *
 * <p>A manifest names the entries that lead to it. They are created before it is written, so every
 * container has all of its entries; but not every entry has a container, because a write may lose
 * its race, or its process may end. So an entry is only a hint; the manifest decides.
 *
 * <p>Why no entry is ever deleted that a container needs:
 *
 * <ul>
 *   <li>No two writes use one name, and a write names only its own new entries and some of those
 *       named by the manifest that it replaces. So the manifests that name an entry follow each
 *       other without a gap, and once one of them does not name it, none ever will again.
 *   <li>A writer that has replaced a manifest deletes the entries that the new one no longer names:
 *       a write under way that would carry them over starts from the replaced manifest, and fails.
 *   <li>A writer that has lost deletes the entries that only its own manifest would have named; one
 *       whose outcome is unknown deletes nothing.
 *   <li>Any reader deletes an entry that the manifest does not name if it is older than {@link
 *       #GARBAGE_AGE} by the server's clock: by then the write that created it has ended. A write
 *       ends within its patience as a whole, ten minutes at most, and the server refuses a request
 *       that is 15 minutes old.
 * </ul>
 */
record ContainerIndex(Bucket bucket, Manifests manifests, Parallel parallel, Pages pages) {
  /** Younger entries may belong to a write that is under way. */
  static final Duration GARBAGE_AGE = Duration.ofHours(1);

  private static final Logger LOG = System.getLogger(ContainerIndex.class.getName());

  ContainerIndex(Bucket bucket, Manifests manifests, Parallel parallel) {
    this(bucket, manifests, parallel, new Pages(bucket));
  }

  /** Creates entries. An existing entry means that this attempt was repeated. */
  void add(List<String> entries, Deadline deadline) {
    try {
      parallel.map(entries, entry -> bucket.create(entry, ObjectBody.EMPTY, deadline));
    } catch (OutcomeUnknownException e) {
      // Only the entry's fate is unknown; the container has not been written.
      throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Deletes entries. One that the storage does not delete stays as garbage, which is harmless. */
  void drop(List<String> entries, Deadline deadline) {
    parallel.map(entries, entry -> drop(entry, deadline));
  }

  void dropGarbage(List<String> entries) {
    drop(entries, bucket.beginWrite());
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
    return new ContainerList(this, manifests, parallel, pages, organization, filter, deadline)
        .page(after, limit);
  }

  List<Due> due(Stage stage, Instant until, @Nullable Due after, int limit, Deadline deadline) {
    String prefix = IndexKeys.due(stage);
    List<Due> due =
        pages.read(
            prefix,
            IndexKeys.dueStart(prefix, after),
            limit,
            key -> IndexKeys.due(prefix, key).map(Due::since).orElse(until).compareTo(until) <= 0,
            keys -> due(prefix, keys, deadline),
            deadline);
    // The entry of a write and the garbage of another may say the same.
    return due.stream().distinct().toList();
  }

  private List<Due> due(String prefix, List<ListedObject> keys, Deadline deadline) {
    List<ListedObject> old = keys.stream().filter(ContainerIndex::isOld).toList();
    Set<String> garbage = new HashSet<>();
    parallel.map(old, entry -> garbage(prefix, entry, deadline)).forEach(garbage::addAll);
    dropGarbage(List.copyOf(garbage));
    return keys.stream()
        .map(ListedObject::key)
        .filter(key -> !garbage.contains(key))
        .flatMap(key -> IndexKeys.due(prefix, key).stream())
        .toList();
  }

  private List<String> garbage(String prefix, ListedObject entry, Deadline deadline) {
    try {
      return IndexKeys.due(prefix, entry.key()).stream()
          .flatMap(due -> garbage(List.of(entry), manifests.read(due.key(), deadline)).stream())
          .toList();
    } catch (CorruptRecordException e) {
      return List.of();
    }
  }

  /** The entries that their manifest does not name, and no write can name any more. */
  static List<String> garbage(List<ListedObject> entries, Optional<Manifest> manifest) {
    Stream<String> old = entries.stream().filter(ContainerIndex::isOld).map(ListedObject::key);
    List<String> named = manifest.map(Manifest::index).orElse(List.of());
    return old.filter(entry -> !named.contains(entry)).toList();
  }

  private static boolean isOld(ListedObject entry) {
    return entry.age().compareTo(GARBAGE_AGE) > 0;
  }
}
