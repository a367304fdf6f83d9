package dev.assetlookup.media;

import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.media.Evidence.Bytes;
import dev.assetlookup.media.Expected.Need;
import dev.assetlookup.r2.objects.MediaBucket;
import dev.assetlookup.r2.objects.MediaObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks up in the bucket what some containers need.
 *
 * @param deep whether to read the bytes, too
 */
record EvidenceReader(MediaBucket media, OutageCheck outages, boolean deep, Findings findings) {
  Evidence read(List<Expected> batch, BoundedExecutor threads, BooleanSupplier ended) {
    List<Need> needs = batch.stream().flatMap(expected -> expected.objects().stream()).toList();
    Map<String, MediaObject> objects = new HashMap<>();
    media.survey(needs.stream().map(Need::key).distinct().toList()).stream()
        .flatMap(Optional::stream)
        .forEach(object -> objects.put(object.key(), object));
    Map<String, Bytes> bytes = new HashMap<>();
    if (deep) {
      threads.each(
          needs.stream()
              .filter(need -> Evidence.isComparable(need, objects.get(need.key())))
              .map(Need::key)
              .distinct()
              .toList(),
          key -> Map.entry(key, bytes(key)),
          read -> {
            read.getValue().ifPresent(found -> bytes.put(read.getKey(), found));
            findings.progress();
          },
          ended);
    }
    return new Evidence(objects, bytes);
  }

  /** Empty if there is no such object any more. */
  private Optional<Bytes> bytes(String key) {
    return outages.ask(
        () -> media.digest(key).map(Bytes.Read::new),
        e -> Optional.of(new Bytes.Unread(String.valueOf(e.getMessage()))));
  }
}
