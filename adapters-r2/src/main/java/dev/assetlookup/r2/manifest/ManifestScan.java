package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.store.ContainerStore.Scanned;
import dev.assetlookup.core.store.CorruptRecordException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import dev.assetlookup.r2.bucket.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the manifests of all organizations in the order of their keys, one page a call. A page ends
 * early when its manifests have many bytes. Thread-safe.
 */
record ManifestScan(Bucket bucket, Manifests manifests, Parallel parallel, Pages pages) {
  // The last name whose order differs from that of its key, in which dots are escaped.
  private static final OrganizationId LAST_ESCAPED = new OrganizationId("..");

  /**
   * Reads on.
   *
   * @return one or more, at most {@code limit}; none at the end
   */
  List<Scanned> read(@Nullable ContainerKey after, int limit, Deadline deadline) {
    PageReader page = new PageReader(Math.min(limit, Bucket.PAGE), deadline);
    if (after != null) {
      page.add(after.organization(), ObjectKeys.manifest(after));
    }
    if (!page.isFull()) {
      for (OrganizationId organization : organizations(after, deadline)) {
        page.add(organization, null);
        if (page.isFull()) {
          break;
        }
      }
    }
    return page.found();
  }

  /** The result of one call. */
  private final class PageReader {
    // If most containers are removed, parts do not shrink to the few that are wanted.
    private static final int LEAST = 100;

    private final int limit;
    private final Deadline deadline;
    private final List<Scanned> found = new ArrayList<>();
    private long bytes;

    PageReader(int limit, Deadline deadline) {
      this.limit = limit;
      this.deadline = deadline;
    }

    /** Adds what an organization has until that is all, or this is full. */
    void add(OrganizationId organization, @Nullable String start) {
      String prefix = ObjectKeys.containers(organization);
      String after = start;
      int wanted = limit - found.size();
      while (true) {
        Pages.Part part = pages.part(prefix, after, wanted, any -> true, deadline);
        List<ContainerKey> containers =
            part.keys().stream()
                .flatMap(object -> ObjectKeys.container(organization, object.key()).stream())
                .toList();
        parallel.map(containers, key -> scanned(key, deadline)).stream()
            .flatMap(Optional::stream)
            .forEach(found::add);
        bytes += part.keys().stream().mapToLong(ListedObject::sizeBytes).sum();
        if (part.isLast() || isFull()) {
          return;
        }
        after = part.end();
        wanted = Math.max(limit - found.size(), LEAST);
      }
    }

    boolean isFull() {
      return found.size() >= limit || (bytes >= Pages.BYTES && !found.isEmpty());
    }

    List<Scanned> found() {
      return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }
  }

  private Optional<Scanned> scanned(ContainerKey key, Deadline deadline) {
    try {
      return manifests.read(key, deadline).flatMap(Manifest::container).map(Scanned.Whole::new);
    } catch (CorruptRecordException e) {
      return Optional.of(new Scanned.Broken(key, String.valueOf(e.getMessage())));
    } catch (StoreNotSetUpException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      return Optional.of(unanswered(key, e, deadline));
    }
  }

  /** A container without an answer does not end a scan that gets others. */
  private Scanned unanswered(ContainerKey key, StoreUnavailableException e, Deadline deadline) {
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
    try {
      bucket.list(ObjectKeys.manifest(key), null, 1, deadline);
    } catch (StoreUnavailableException outage) {
      e.addSuppressed(outage);
      throw e;
    }
    return new Scanned.Broken(key, String.valueOf(e.getMessage()));
  }

  /**
   * The organizations after that of a key, in their order. Keys sort differently, because a slash
   * follows the names; but no later name has a key before {@code organizations/NAME}.
   */
  private List<OrganizationId> organizations(@Nullable ContainerKey after, Deadline deadline) {
    List<OrganizationId> organizations = new ArrayList<>();
    String last =
        after == null || after.organization().compareTo(LAST_ESCAPED) <= 0
            ? null
            : ObjectKeys.ORGANIZATIONS + after.organization();
    boolean more = true;
    while (more) {
      ListedPage page = bucket.list(ObjectKeys.ORGANIZATIONS, "/", last, Bucket.PAGE, deadline);
      for (String prefix : page.prefixes()) {
        ObjectKeys.organization(prefix).ifPresent(organizations::add);
        last = ObjectKeys.end(prefix);
      }
      more = page.more() && !page.prefixes().isEmpty();
    }
    return organizations.stream()
        .filter(organization -> after == null || organization.compareTo(after.organization()) > 0)
        .sorted()
        .toList();
  }
}
