package dev.assetlookup.jdbc;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The queues of all H2 files that are open in this process, for as long as somebody uses them. */
final class WriteQueues {
  private static final Map<String, WeakReference<WriteQueue>> BY_FILE = new HashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private WriteQueues() {}

  /** The one of a file. */
  static synchronized WriteQueue of(String path) {
    BY_FILE.values().removeIf(queue -> queue.get() == null);
    WeakReference<WriteQueue> known = BY_FILE.get(path);
    WriteQueue queue = known == null ? null : known.get();
    if (queue == null) {
      queue = new WriteQueue(PATIENCE);
      BY_FILE.put(path, new WeakReference<>(queue));
    }
    return queue;
  }
}
