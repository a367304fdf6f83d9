package dev.assetlookup.core.rules;

import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.ForwardingContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.core.store.StoreUnavailableException;

/** A store that never answers: whoever asks it fails. */
final class UnreachableStore extends ForwardingContainerStore {
  UnreachableStore() {
    super(new InMemoryStore());
  }

  @Override
  protected ContainerStore store() {
    throw new StoreUnavailableException("no answer", new IllegalStateException("no line"));
  }
}
