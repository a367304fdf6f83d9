package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.key;

import dev.assetlookup.core.access.ApiKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names of keys and of their organizations come back, whatever is in them. */
abstract class KeyNameRules extends KeyRules {
  KeyNameRules(ApiKeyStoreContract test) {
    super(test);
  }

  /** K02: names may be absent, which is not the same as empty. */
  @Test
  protected void k02_absent_names_stay_absent_and_empty_ones_empty() {
    assertRoundTrips(
        List.of(
            withNames(null, null), withNames("", ""), withNames(null, " "), withNames(" ", null)));
  }

  /** K05: names hold any Unicode, any punctuation, and 200 characters. */
  @Test
  protected void k05_names_hold_any_text() {
    assertRoundTrips(
        List.of(
            withNames("\uD83D\uDE80 caf\u00e9 cafe\u0301 \u65e5\u672c", "' OR '1'='1"),
            withNames("\"; DROP TABLE keys; -- \\ % _ ? :a $1 ${x}", "null"),
            withNames("\u65e5".repeat(200), "\uD83D\uDE80".repeat(100))));
  }

  private static ApiKey withNames(@Nullable String organizationName, @Nullable String name) {
    return key(0).with(terms -> terms.organizationName(organizationName).name(name));
  }
}
