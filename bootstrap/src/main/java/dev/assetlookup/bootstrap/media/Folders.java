package dev.assetlookup.bootstrap.media;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerId;
import dev.assetlookup.r2.MediaBucket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a bucket container by container, in the order of ids. Holds one page and one folder. */
final class Folders {
  private static final int MOST = 10 * Container.MAX_ASSETS;

  private final MediaBucket media;
  private final Deque<MediaBucket.Listed> waiting = new ArrayDeque<>();
  private final List<String> strangers = new ArrayList<>();
  private @Nullable String position;
  private boolean over;

  /**
   * A walk.
   *
   * @param after begins behind this container, null for all
   */
  Folders(MediaBucket media, @Nullable ContainerId after) {
    this.media = media;
    this.position = after == null ? null : media.location().end(after);
  }

  /**
   * The media of one container.
   *
   * @param container whose
   * @param objects the first of them in the order of their keys, ten times as many at most as a
   *     container may have
   * @param isCut whether there are more
   */
  record Folder(ContainerId container, List<MediaBucket.Listed> objects, boolean isCut) {}

  /** The next folder, null at the end. */
  @Nullable Folder next() {
    MediaBucket.Listed first = peek();
    if (first == null) {
      return null;
    }
    ContainerId container = first.file().container();
    List<MediaBucket.Listed> objects = new ArrayList<>();
    boolean cut = false;
    for (MediaBucket.Listed object = first;
        object != null && object.file().container().equals(container);
        object = peek()) {
      if (objects.size() < MOST) {
        objects.add(object);
      } else {
        cut = true;
      }
      waiting.remove();
    }
    return new Folder(container, objects, cut);
  }

  /** Keys that were passed since the last call and name no file of a container. */
  List<String> strangers() {
    List<String> passed = List.copyOf(strangers);
    strangers.clear();
    return passed;
  }

  private MediaBucket.@Nullable Listed peek() {
    while (waiting.isEmpty() && !over) {
      MediaBucket.Page page = media.list(position);
      waiting.addAll(page.objects());
      strangers.addAll(page.others());
      position = page.next();
      over = position == null;
    }
    return waiting.peek();
  }
}
