package dev.assetlookup.testkit.planted;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks a rule on purpose: the testkit brings JUnit's API and AssertJ and nothing else. */
public final class TestkitUsesJackson {
  private TestkitUsesJackson() {}

  /** The offence. */
  public static boolean isText(JsonNode node) {
    return node.isTextual();
  }
}
