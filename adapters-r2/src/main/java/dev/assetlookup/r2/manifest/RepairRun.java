package dev.assetlookup.r2.manifest;

import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.ListedObject;
import dev.assetlookup.r2.bucket.ListedPage;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.manifest.R2Repair.Counts;
import dev.assetlookup.r2.manifest.R2Repair.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Goes through the documents of a bucket, and counts and reports what is found. */
record RepairRun(
    Bucket bucket,
    Parallel parallel,
    Consumer<Finding> found,
    Consumer<Counts> progress,
    BooleanSupplier ended) {
  // After so many keys it asks again whether to end.
  private static final int PAGE = 200;

  /** Inspects the documents under a prefix whose keys have names of this kind; counts on. */
  <T> Counts all(
      Counts before,
      String prefix,
      Function<String, Optional<T>> name,
      Function<T, Inspection> inspecting) {
    Counts counts = before;
    String after = null;
    boolean more = true;
    while (more) {
      if (ended.getAsBoolean()) {
        return counts.plus(new Counts(0, 0, 0, 0, 0, 0, 0, false));
      }
      ListedPage page = bucket.list(prefix, after, PAGE, bucket.begin());
      List<String> keys = page.objects().stream().map(ListedObject::key).toList();
      List<T> names = keys.stream().flatMap(key -> name.apply(key).stream()).toList();
      for (Inspection inspection : parallel.map(names, inspecting)) {
        counts = counts.plus(inspection.counts());
        inspection.findings().forEach(found);
      }
      progress.accept(counts);
      more = page.more() && !keys.isEmpty();
      after = keys.isEmpty() ? null : ObjectKeys.endOfLists(keys.get(keys.size() - 1));
    }
    return counts;
  }
}
