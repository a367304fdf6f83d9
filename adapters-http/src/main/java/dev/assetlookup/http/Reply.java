package dev.assetlookup.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer with what is left of the limits of the key that asked.
 *
 * @param answer the answer
 * @param permit null if there are no limits, or no key is known
 */
record Reply(Answer answer, @Nullable Permit permit) {
  static Reply of(Answer answer) {
    return new Reply(answer, null);
  }
}
