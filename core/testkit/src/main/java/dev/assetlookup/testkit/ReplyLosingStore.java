package dev.assetlookup.testkit;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.content.Revision;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.OutcomeUnknownException;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose connection breaks after a write is done and before the reply arrives. */
final class ReplyLosingStore extends ForwardingContainerStore {
  private final AtomicInteger toLose;

  ReplyLosingStore(ContainerStore store, int toLose) {
    super(store);
    this.toLose = new AtomicInteger(toLose);
  }

  @Override
  public Swap swap(Container next, Revision expected) {
    Swap swap = super.swap(next, expected);
    loseReply("swap of " + next.key());
    return swap;
  }

  private void loseReply(String what) {
    if (toLose.getAndDecrement() > 0) {
      throw new OutcomeUnknownException(what, new IllegalStateException("the line broke"));
    }
  }

  @Override
  public Swap remove(ContainerKey key, Revision expected) {
    Swap swap = super.remove(key, expected);
    loseReply("removal of " + key);
    return swap;
  }
}
