package dev.assetlookup.testkit;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that a broken store fails.
 *
 * @param always those that it fails, of races in one run of a few
 * @param perhaps those that it fails only if threads meet
 */
record RuleSet(Set<String> always, Set<String> perhaps) {
  /** From numbers with blanks between them, those of {@code perhaps} behind a question mark. */
  static RuleSet of(String numbers) {
    RuleSet rules = new RuleSet(new TreeSet<>(), new TreeSet<>());
    Arrays.stream(numbers.split(" ", -1)).filter(number -> !number.isEmpty()).forEach(rules::add);
    return rules;
  }

  private void add(String number) {
    if (number.startsWith("?")) {
      perhaps.add(number.substring(1));
    } else {
      always.add(number);
    }
  }

  /** Whether runs failed what they must, and no more than they may. */
  boolean allows(Collection<String> failed) {
    return failed.containsAll(always)
        && failed.stream().allMatch(number -> always.contains(number) || perhaps.contains(number));
  }

  @Override
  public String toString() {
    return String.join(" ", always) + (perhaps.isEmpty() ? "" : " ?" + String.join(" ?", perhaps));
  }
}
