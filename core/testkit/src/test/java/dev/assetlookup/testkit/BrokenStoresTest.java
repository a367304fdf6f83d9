package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit notices: each broken store fails the rules that it breaks, and each rule is broken. */
class BrokenStoresTest {
  @ParameterizedTest
  @EnumSource
  void a_broken_container_store_fails_the_rules_that_it_breaks(BrokenContainerStore store) {
    assertFails(store.broken, Trial.failedRules(store));
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_key_store_fails_the_rules_that_it_breaks(BrokenApiKeyStore store) {
    assertFails(store.broken, Trial.failedRules(store));
  }

  @Test
  void every_rule_of_the_container_contract_is_broken_by_some_store() {
    assertThat(brokenBy(Stream.of(BrokenContainerStore.values()).map(store -> store.broken)))
        .containsExactlyElementsOf(Trial.rulesOf(ContainerStoreContract.class));
  }

  @Test
  void every_rule_of_the_key_contract_is_broken_by_some_store() {
    assertThat(brokenBy(Stream.of(BrokenApiKeyStore.values()).map(store -> store.broken)))
        .containsExactlyElementsOf(Trial.rulesOf(ApiKeyStoreContract.class));
  }

  private static void assertFails(RuleSet expected, Set<String> failed) {
    assertThat(expected.allows(failed)).as("failed " + failed + ", expected " + expected).isTrue();
  }

  private static Set<String> brokenBy(Stream<RuleSet> broken) {
    Set<String> rules = new TreeSet<>();
    broken.forEach(set -> rules.addAll(set.always()));
    return rules;
  }
}
