package dev.assetlookup.cache;

/**
 * A read of the store, or several at once, of which the answers are to be remembered for one
 * container. It is void as soon as a change of that container is met: the store may have been read
 * before the change.
 */
final class Fill {
  /** How many reads share it; changed while the map of all fills holds its key. */
  int readers;

  private volatile boolean isVoid;

  boolean isVoid() {
    return isVoid;
  }

  void makeVoid() {
    isVoid = true;
  }
}
