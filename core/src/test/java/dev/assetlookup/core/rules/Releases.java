package dev.assetlookup.core.rules;

import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.sweep.MediaRelease;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes over media and remembers which. */
final class Releases implements MediaRelease {
  private final List<Release> all = new CopyOnWriteArrayList<>();

  @Override
  public void release(ContainerKey container, List<MediaUrl> urls) {
    all.add(new Release(container, urls));
  }

  /** Everything that was handed over until now. */
  List<Release> all() {
    return List.copyOf(all);
  }

  /** The URLs that were handed over until now, in order. */
  List<MediaUrl> urls() {
    return all.stream().flatMap(release -> release.urls().stream()).toList();
  }

  record Release(ContainerKey container, List<MediaUrl> urls) {}
}
