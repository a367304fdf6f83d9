package dev.assetlookup.r2.manifest;

import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of keys, page after page of a LIST, until something is found. A call holds the
 * objects of one page in memory, and at most {@link #BYTES} of large ones. Thread-safe.
 */
final class Pages {
  /** A page ends after objects of so many bytes. */
  static final long BYTES = 8L << 20;

  // If most objects are skipped, pages do not shrink to the few that are wanted.
  private static final int LEAST = 100;

  private final Bucket bucket;

  Pages(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Reads the objects of one page. */
  interface Reader<T> {
    /**
     * Reads it.
     *
     * @param keys one or more
     * @return what was found, in order, at most one for each key
     */
    List<T> read(List<ListedObject> keys);
  }

  /**
   * Reads on.
   *
   * @param prefix the beginning of the keys
   * @param start the key after which to begin, null to begin with the first
   * @param within false for the first key behind the end
   * @return one or more, at most {@code limit}; none at the end
   */
  <T> List<T> read(
      String prefix,
      @Nullable String start,
      int limit,
      Predicate<String> within,
      Reader<T> reader,
      Deadline deadline) {
    String after = start;
    int wanted = limit;
    while (true) {
      Part part = part(prefix, after, wanted, within, deadline);
      List<T> found = part.keys().isEmpty() ? List.of() : reader.read(part.keys());
      if (part.isLast() || !found.isEmpty()) {
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
      }
      after = part.end();
      wanted = Math.max(limit, LEAST);
    }
  }

  /** Some keys, and whether there are no more. */
  record Part(List<ListedObject> keys, boolean isLast) {
    /** The last one. */
    String end() {
      return keys.get(keys.size() - 1).key();
    }
  }

  /** The next keys: none only at the end. */
  Part part(
      String prefix,
      @Nullable String after,
      int limit,
      Predicate<String> within,
      Deadline deadline) {
    ListedPage page = bucket.list(prefix, after, limit, deadline);
    List<ListedObject> keys = new ArrayList<>();
    long bytes = 0;
    for (ListedObject object : page.objects()) {
      if (!within.test(object.key())) {
        return new Part(keys, true);
      }
      if (!keys.isEmpty() && bytes + object.sizeBytes() > BYTES) {
        return new Part(keys, false);
      }
      keys.add(object);
      bytes += object.sizeBytes();
    }
    return new Part(keys, !page.more() || keys.isEmpty());
  }
}
