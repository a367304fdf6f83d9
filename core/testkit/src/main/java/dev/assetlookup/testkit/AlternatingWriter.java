package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.Samples.container;

import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.testkit.ChangeLogContract.Ports;
import java.util.List;

/**
 * Writes a container and a key in turn: number n is revision n / 2 of the container if n is even,
 * else change n / 2 of the key.
 */
final class AlternatingWriter implements Runnable {
  private final Ports store;
  private Status status = ACTIVE;
  private int last = 1;

  AlternatingWriter(Ports store) {
    this.store = store;
  }

  @Override
  public void run() {
    last++;
    int half = last / 2;
    if (last % 2 == 0) {
      LogRules.swap(store, container(half, List.of()), new Revision(half - 1L));
    } else {
      Status next = KeySamples.revoked(half);
      LogRules.changeStatus(store, status, next);
      status = next;
    }
  }
}
