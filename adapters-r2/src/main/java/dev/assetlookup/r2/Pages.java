package dev.assetlookup.r2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what keys lead to, page after page of a LIST, until enough is found. Thread-safe. */
final class Pages {
  // Where much is skipped, pages do not shrink to the few that are still wanted.
  private static final int LEAST = 100;

  private final Bucket bucket;

  Pages(Bucket bucket) {
    this.bucket = bucket;
  }

  /** What one page of keys leads to. */
  interface Reader<T> {
    /**
     * Reads it.
     *
     * @param keys one or more
     * @param last whether there are no more keys
     * @return what was found, in order
     */
    List<T> read(List<Bucket.Listed> keys, boolean last);
  }

  /**
   * Reads on.
   *
   * @param prefix the beginning of the keys
   * @param start the key after which to begin, null to begin with the first
   * @param within false for the first key that is too far
   * @return at most {@code limit}, fewer only at the end
   */
  <T> List<T> read(
      String prefix,
      @Nullable String start,
      int limit,
      Predicate<String> within,
      Reader<T> reader,
      Deadline deadline) {
    List<T> found = new ArrayList<>();
    String after = start;
    int wanted = limit;
    while (true) {
      Bucket.Page page = bucket.list(prefix, after, wanted, deadline);
      List<Bucket.Listed> keys =
          page.objects().stream().takeWhile(object -> within.test(object.key())).toList();
      boolean last = !page.more() || keys.size() < page.objects().size() || keys.isEmpty();
      if (!keys.isEmpty()) {
        found.addAll(reader.read(keys, last));
        after = keys.get(keys.size() - 1).key();
      }
      if (last || found.size() >= limit) {
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
      }
      wanted = Math.max(limit - found.size(), LEAST);
    }
  }
}
