package dev.assetlookup.r2.objects;

import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.Deadline;
import dev.assetlookup.r2.bucket.LongHeadException;
import dev.assetlookup.r2.bucket.Parallel;
import dev.assetlookup.r2.objects.MediaObject.Undescribed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The HEADs of a media bucket: what its objects say about themselves. */
record MediaHeads(Bucket bucket, MediaLocation location, Parallel parallel) {
  /** A LIST distinguishes a missing bucket from a missing object, which a HEAD does not. */
  void probe(Deadline within) {
    bucket.list(location.containers(), null, 1, within);
  }

  Optional<MediaObject> one(String key, Deadline within) {
    MediaLocation.File file = location.requireFile(key);
    try {
      return bucket
          .head(key, within)
          .map(
              head ->
                  new MediaObject(
                      key,
                      file,
                      head.sizeBytes(),
                      head.contentType(),
                      head.lastModified(),
                      head.etag(),
                      ObjectMetadata.read(head, location)));
    } catch (LongHeadException e) {
      return listed(key, "its metadata are too long to be read", within);
    }
  }

  /** What a LIST knows about an object whose metadata cannot be read. */
  private Optional<MediaObject> listed(String key, String problem, Deadline within) {
    return bucket
        .listed(key, within)
        .map(
            object ->
                new MediaObject(
                    key,
                    location.requireFile(key),
                    object.sizeBytes(),
                    null,
                    object.lastModified(),
                    "",
                    new Undescribed(null, problem)));
  }

  /** Several at the same time; the first failure ends them all. */
  List<Optional<MediaObject>> all(List<String> keys, Function<String, Optional<MediaObject>> head) {
    List<Optional<MediaObject>> objects = parallel.map(keys, head);
    if (objects.contains(Optional.<MediaObject>empty())) {
      probe(bucket.begin());
    }
    return objects;
  }

  /** Several at the same time; one that gets no answer is undescribed, unless none gets any. */
  List<Optional<MediaObject>> survey(List<String> keys) {
    OutageCheck outages = new OutageCheck(() -> probe(bucket.begin()));
    return all(
        keys,
        key ->
            outages.ask(
                () -> one(key, bucket.begin()),
                e -> listed(key, String.valueOf(e.getMessage()), bucket.begin())));
  }
}
