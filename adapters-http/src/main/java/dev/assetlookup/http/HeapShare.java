package dev.assetlookup.http;

/** How many small things of a kind are remembered. */
final class HeapShare {
  private static final int SHARE = 32;
  private static final int FEWEST = 10_000;
  private static final int MOST = 1_000_000;

  private HeapShare() {}

  /**
   * As many as fit in a part of the largest heap, up to a million.
   *
   * @param bytes about what one takes
   */
  static long of(int bytes) {
    return Math.clamp(Runtime.getRuntime().maxMemory() / SHARE / bytes, FEWEST, MOST);
  }
}
