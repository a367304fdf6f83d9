package dev.assetlookup.core.lookup.planted;

import dev.assetlookup.core.content.Container;
import dev.assetlookup.core.content.ContainerKey;
import dev.assetlookup.core.store.ContainerStore;
import java.util.Optional;

/** Breaks a rule on purpose: what a caller may see is asked of the visibility. */
public final class LookupPassesByCallers {
  private LookupPassesByCallers() {}

  /** The offence. */
  public static Optional<Container> read(ContainerStore store, ContainerKey key) {
    return store.read(key);
  }
}
