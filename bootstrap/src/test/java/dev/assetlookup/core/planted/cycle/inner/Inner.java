package dev.assetlookup.core.planted.cycle.inner;

import dev.assetlookup.core.planted.cycle.Outer;

/** Breaks a rule: its package and that of {@link Outer} need each other. */
public final class Inner {
  /**
   * The other half.
   *
   * @return a new one
   */
  public Outer outer() {
    return new Outer();
  }
}
