package dev.assetlookup.json.internal;

import java.math.BigDecimal;

/** Whole numbers in any spelling, such as 1080.0 or 1e3. */
final class WholeNumber {
  /** The digits of the largest long. */
  private static final int MAX_DIGITS = 19;

  private WholeNumber() {}

  /** Throws an {@link IllegalArgumentException} if it is not whole, or larger than {@code max}. */
  static long of(BigDecimal number, long max) {
    // Decided by its digits before it is written out: 1e999999999 would fill the memory.
    if (number.signum() != 0 && number.precision() - (long) number.scale() > MAX_DIGITS) {
      throw new IllegalArgumentException("is out of range");
    }
    try {
      long value = number.longValueExact();
      if (value <= max) {
        return value;
      }
    } catch (ArithmeticException e) {
      if (number.stripTrailingZeros().scale() > 0) {
        throw new IllegalArgumentException("is not an integer", e);
      }
    }
    throw new IllegalArgumentException("is out of range");
  }
}
