package dev.assetlookup.r2.manifest;

import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.r2.bucket.Bucket;
import dev.assetlookup.r2.bucket.ObjectBody;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/**
 * Tries whether a server refuses a write whose condition does not hold. If it ignores conditions,
 * each of several writers gets the answer that it has won.
 */
final class ConditionProbe {
  private static final Logger LOG = System.getLogger(ConditionProbe.class.getName());
  // Not the tag of an object without bytes.
  private static final String WRONG_TAG = "\"00000000000000000000000000000000\"";

  private final Bucket bucket;

  ConditionProbe(Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * Writes an object of its own, and deletes it. With credentials that may only read it does
   * neither, and says so in the log.
   *
   * @throws StoreNotSetUpException if the server ignores conditions
   */
  void run() {
    String key = ObjectKeys.PROBES + UUID.randomUUID();
    if (!bucket.isWritable(key, ObjectBody.EMPTY)) {
      LOG.log(
          Level.WARNING,
          "The access key may only read bucket {0}: publishing, sweeping and changing keys will"
              + " fail",
          bucket.name());
      return;
    }
    try {
      if (bucket.create(key, ObjectBody.EMPTY, bucket.beginWrite())) {
        throw ignored("If-None-Match");
      }
      if (bucket.replace(key, ObjectBody.EMPTY, WRONG_TAG, bucket.beginWrite())) {
        throw ignored("If-Match");
      }
    } finally {
      bucket.delete(key, bucket.beginWrite());
    }
  }

  private StoreNotSetUpException ignored(String condition) {
    String problem =
        "the server of bucket "
            + bucket.name()
            + " ignores "
            + condition
            + " when it stores an object, so that writers would overwrite each other; use a server"
            + " with conditional writes (R2, S3, MinIO) for manifests, or keep them in a database"
            + " (storage.type jdbc)";
    return new StoreNotSetUpException(problem, new IllegalStateException(problem));
  }
}
