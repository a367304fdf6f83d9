package dev.assetlookup.r2.objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.content.ContainerId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Warns about each kind of trouble in a container once, with an example. Thread-safe. */
final class TroubleLog {
  private static final Logger LOG = System.getLogger(R2ObjectsReader.class.getName());
  private static final int MAX_REMEMBERED = 10_000;

  private final MediaBucket media;
  private final Cache<String, Boolean> warned =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();

  TroubleLog(MediaBucket media) {
    this.media = media;
  }

  void ambiguous(ContainerId container, AssetId id) {
    warnOnce("several objects have one asset id in " + media.path(container), id.value());
  }

  void leftOut(ContainerId container, String example) {
    warnOnce("objects are left out of " + media.path(container), example);
  }

  private void warnOnce(String trouble, String example) {
    if (warned.asMap().putIfAbsent(trouble, true) == null) {
      LOG.log(Level.WARNING, "{0}, such as {1}", trouble, example);
    }
  }
}
