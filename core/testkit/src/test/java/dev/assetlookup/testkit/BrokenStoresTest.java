package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit notices: each broken store fails the rules that it breaks, and each rule is broken. */
class BrokenStoresTest {
  private static final int RUNS = 5;
  private static final int LONGEST_MESSAGE = 2_000;

  @ParameterizedTest
  @EnumSource
  void a_broken_container_store_fails_the_rules_that_it_breaks(BrokenContainerStore store) {
    assertFails(store.broken, () -> Trial.failedRules(store));
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_key_store_fails_the_rules_that_it_breaks(BrokenApiKeyStore store) {
    assertFails(store.broken, () -> Trial.failedRules(store));
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_memory_of_uses_fails_the_rules_that_it_breaks(BrokenKeyUses store) {
    assertFails(store.broken, () -> Trial.failedRules(store));
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_change_log_fails_the_rules_that_it_breaks(BrokenChangeLog store) {
    assertFails(store.broken, () -> Trial.failedRules(store));
  }

  @ParameterizedTest
  @EnumSource
  void a_broken_audit_trail_fails_the_rules_that_it_breaks(BrokenAuditTrail store) {
    assertFails(store.broken, () -> Trial.failedRules(store));
  }

  @Test
  void no_rule_and_no_broken_store_got_lost() {
    assertThat(Trial.rulesOf(AssetReaderContract.class)).hasSize(29).doesNotHaveDuplicates();
    assertThat(Trial.rulesOf(ContainerStoreContract.class)).hasSize(142).doesNotHaveDuplicates();
    assertThat(Trial.rulesOf(ApiKeyStoreContract.class)).hasSize(34).doesNotHaveDuplicates();
    assertThat(Trial.rulesOf(KeyUsesContract.class)).hasSize(5).doesNotHaveDuplicates();
    assertThat(Trial.rulesOf(ChangeLogContract.class)).hasSize(49).doesNotHaveDuplicates();
    assertThat(Trial.rulesOf(AuditTrailContract.class)).hasSize(23).doesNotHaveDuplicates();
    assertThat(BrokenAuditTrail.values()).hasSize(34);
    assertThat(BrokenContainerStore.values()).hasSize(199);
    assertThat(BrokenApiKeyStore.values()).hasSize(45);
    assertThat(BrokenKeyUses.values()).hasSize(5);
    assertThat(BrokenChangeLog.values()).hasSize(86);
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

  @Test
  void every_rule_of_the_contract_of_uses_is_broken_by_some_store() {
    assertThat(brokenBy(Stream.of(BrokenKeyUses.values()).map(store -> store.broken)))
        .containsExactlyElementsOf(Trial.rulesOf(KeyUsesContract.class));
  }

  @Test
  void every_rule_of_the_log_contract_is_broken_by_some_store() {
    assertThat(brokenBy(Stream.of(BrokenChangeLog.values()).map(store -> store.broken)))
        .containsExactlyElementsOf(Trial.rulesOf(ChangeLogContract.class));
  }

  @Test
  void every_rule_of_the_audit_contract_is_broken_by_some_store() {
    assertThat(brokenBy(Stream.of(BrokenAuditTrail.values()).map(store -> store.broken)))
        .containsExactlyElementsOf(Trial.rulesOf(AuditTrailContract.class));
  }

  /** A race may be over before all of its threads are there: such rules have a few runs. */
  private static void assertFails(RuleSet expected, Supplier<Map<String, String>> trial) {
    Map<String, String> failed = new TreeMap<>(trial.get());
    for (int run = 1; run < RUNS && !failed.keySet().containsAll(expected.always()); run++) {
      failed.putAll(trial.get());
    }
    assertThat(expected.allows(failed.keySet()))
        .as("failed " + failed.keySet() + ", expected " + expected)
        .isTrue();
    // People read a failure's message: it names the call and what is wrong, not whole records.
    failed.forEach(
        (rule, message) ->
            assertThat(message.length()).as(rule + ": " + message).isLessThan(LONGEST_MESSAGE));
  }

  private static Set<String> brokenBy(Stream<RuleSet> broken) {
    Set<String> rules = new TreeSet<>();
    broken.forEach(set -> rules.addAll(set.always()));
    return rules;
  }
}
