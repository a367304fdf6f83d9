package dev.assetlookup.core.planted.cycle;

import dev.assetlookup.core.planted.cycle.inner.Inner;

/** Breaks a rule: its package and that of {@link Inner} need each other. */
public final class Outer {
  /**
   * The other half.
   *
   * @return a new one
   */
  public Inner inner() {
    return new Inner();
  }
}
