package dev.assetlookup.jdbc;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * What all stores of this process share that are on one H2 file.
 *
 * @param queue where its writers wait
 * @param heads how far the changes have come that were committed
 */
record H2File(WriteQueue queue, CommittedHeads heads) {
  private static final Map<String, WeakReference<H2File>> BY_PATH = new HashMap<>();

  /** The one of a path. */
  static H2File of(String path) {
    synchronized (BY_PATH) {
      BY_PATH.values().removeIf(file -> file.get() == null);
      WeakReference<H2File> known = BY_PATH.get(path);
      H2File file = known == null ? null : known.get();
      if (file == null) {
        file = new H2File(new WriteQueue(WriteQueue.PATIENCE), new CommittedHeads());
        BY_PATH.put(path, new WeakReference<>(file));
      }
      return file;
    }
  }
}
