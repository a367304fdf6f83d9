package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.Samples.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.core.content.Asset;
import dev.assetlookup.core.content.AssetId;
import dev.assetlookup.core.store.AssetReader.Reading;
import dev.assetlookup.core.store.ContainerStore;

/** Finds an asset over and over, and remembers the revision that it saw last. */
final class NeverGoingBack implements Runnable {
  private final ContainerStore store;
  private final AssetId id;
  private long seen = 1;

  NeverGoingBack(ContainerStore store, AssetId id) {
    this.store = store;
    this.id = id;
  }

  @Override
  public void run() {
    assertThat(store.find(CONTAINER, id))
        .isInstanceOfSatisfying(
            Reading.Present.class,
            present -> {
              assertThat(present.supersededAt()).isNull();
              long version = version(present.asset());
              assertThat(version).isGreaterThanOrEqualTo(seen);
              seen = version;
            });
    // A read, too, sees what this thread saw before.
    long read = store.read(CONTAINER).orElseThrow().revision().number();
    assertThat(read).isGreaterThanOrEqualTo(seen);
    seen = read;
  }

  private static long version(Asset asset) {
    String url = asset.descriptor().url().value();
    int start = url.lastIndexOf("/v") + 2;
    return Long.parseLong(url.substring(start, url.indexOf('/', start)));
  }
}
