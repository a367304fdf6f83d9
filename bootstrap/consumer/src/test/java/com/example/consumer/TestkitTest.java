package com.example.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.ContainerStore;
import dev.assetlookup.core.store.InMemoryStore;
import dev.assetlookup.testkit.ApiKeyStoreContract;
import dev.assetlookup.testkit.ContainerStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The testkit with JUnit 5.13, where the project itself is on 6. */
class TestkitTest {
  @Test
  void this_is_that_junit() {
    assertThat(Test.class.getPackage().getImplementationVersion()).startsWith("5.13.");
  }

  @ParameterizedTest
  @ValueSource(classes = {OfContainers.class, OfKeys.class})
  void its_rules_are_found_and_pass(Class<?> contract) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    assertThat(summary.getFailures())
        .extracting(
            failure -> failure.getTestIdentifier().getDisplayName(),
            failure -> failure.getException())
        .isEmpty();
    // Without it a kit whose nested groups nobody finds would pass.
    assertThat(summary.getTestsSucceededCount())
        .isGreaterThan(contract == OfContainers.class ? 100 : 20);
  }

  static class OfContainers extends ContainerStoreContract {
    @Override
    protected ContainerStore emptyStore() {
      return new InMemoryStore();
    }

    @Override
    protected ContainerStore another(ContainerStore first) {
      return first;
    }
  }

  static class OfKeys extends ApiKeyStoreContract {
    @Override
    protected ApiKeyStore emptyKeyStore() {
      return new InMemoryStore();
    }

    @Override
    protected ApiKeyStore another(ApiKeyStore first) {
      return first;
    }
  }
}
