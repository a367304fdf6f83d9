package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import dev.assetlookup.r2.bucket.ObjectBody;
import dev.assetlookup.r2.bucket.Parallel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When API keys were last used: {@code uses/KEY-ID/TIME}, an empty object whose name says it all,
 * so that a LIST reads a thousand. A key has one, or more for as long as several servers have just
 * recorded a use of it; the latest counts.
 */
final class KeyUseObjects {
  static final String USES = "uses/";

  private static final HexFormat HEX = HexFormat.of();

  private final Bucket bucket;
  private final Parallel parallel;

  KeyUseObjects(Bucket bucket, Parallel parallel) {
    this.bucket = bucket;
    this.parallel = parallel;
  }

  /** Stores the uses that are later than what is there, and deletes what they replace. */
  void record(Map<ApiKeyId, Instant> uses) {
    Map<ApiKeyId, NavigableSet<Instant>> stored = stored(uses.keySet());
    parallel.map(
        List.copyOf(uses.entrySet()),
        use -> {
          NavigableSet<Instant> times =
              stored.getOrDefault(use.getKey(), Collections.emptyNavigableSet());
          return record(use.getKey(), use.getValue().truncatedTo(ChronoUnit.MICROS), times);
        });
  }

  private boolean record(ApiKeyId id, Instant use, NavigableSet<Instant> stored) {
    Deadline deadline = bucket.beginWrite();
    if (stored.ceiling(use) != null || bucket.head(ObjectKeys.apiKey(id), deadline).isEmpty()) {
      return false;
    }
    boolean created = bucket.create(object(id, use), ObjectBody.EMPTY, deadline);
    stored.forEach(earlier -> bucket.delete(object(id, earlier), deadline));
    return created;
  }

  /** The last use of each key that has one. */
  Map<ApiKeyId, Instant> last(Collection<ApiKeyId> ids) {
    Map<ApiKeyId, Instant> uses = new HashMap<>();
    stored(ids).forEach((id, times) -> uses.put(id, times.last()));
    return uses;
  }

  /** Reads on from one of the keys to the next, over those between them where they are many. */
  private Map<ApiKeyId, NavigableSet<Instant>> stored(Collection<ApiKeyId> ids) {
    Map<ApiKeyId, NavigableSet<Instant>> stored = new HashMap<>();
    Deadline deadline = bucket.begin();
    NavigableSet<ApiKeyId> wanted = new TreeSet<>(ids);
    String read = "";
    for (ApiKeyId id : wanted) {
      String end = folder(id) + ObjectKeys.LAST;
      while (read.compareTo(end) < 0) {
        String from = read.compareTo(folder(id)) < 0 ? folder(id) : read;
        ListedPage page = bucket.list(USES, from, Bucket.PAGE, deadline);
        page.objects().forEach(object -> note(object, wanted, stored));
        read = page.more() ? last(page) : USES + ObjectKeys.LAST;
      }
    }
    return stored;
  }

  private static String last(ListedPage page) {
    return page.objects().get(page.objects().size() - 1).key();
  }

  private static void note(
      ListedObject object,
      NavigableSet<ApiKeyId> wanted,
      Map<ApiKeyId, NavigableSet<Instant>> stored) {
    String key = object.key();
    int time = USES.length() + ApiKeyId.LENGTH + 1;
    if (key.length() <= time || !ApiKeyId.isLegal(key.substring(USES.length(), time - 1))) {
      return;
    }
    ApiKeyId id = new ApiKeyId(key.substring(USES.length(), time - 1));
    if (wanted.contains(id) && key.startsWith(folder(id))) {
      try {
        Instant use =
            Instant.EPOCH.plus(
                HexFormat.fromHexDigitsToLong(key.substring(time)), ChronoUnit.MICROS);
        stored.computeIfAbsent(id, of -> new TreeSet<>()).add(use);
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
        // Somebody else's object is no use of a key.
      }
    }
  }

  private static String folder(ApiKeyId id) {
    return USES + id + "/";
  }

  private static String object(ApiKeyId id, Instant use) {
    return folder(id) + HEX.toHexDigits(IndexKeys.micros(use));
  }
}
