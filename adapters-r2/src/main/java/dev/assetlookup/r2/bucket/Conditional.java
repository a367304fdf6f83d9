package dev.assetlookup.r2.bucket;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a read gave that was asked for news only.
 *
 * @param isUnchanged whether there is what was read before
 * @param found what there is instead, empty if that is nothing; empty if it is unchanged, too
 */
public record Conditional<T>(boolean isUnchanged, Optional<T> found) {
  static <T> Conditional<T> unchanged() {
    return new Conditional<>(true, Optional.empty());
  }

  public static <T> Conditional<T> changed(Optional<T> found) {
    return new Conditional<>(false, found);
  }

  /** Makes something else of what was found. */
  public <R> Conditional<R> map(Function<Optional<T>, Optional<R>> mapping) {
    return isUnchanged ? unchanged() : changed(mapping.apply(found));
  }
}
