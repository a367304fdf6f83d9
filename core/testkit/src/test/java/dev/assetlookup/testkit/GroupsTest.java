package dev.assetlookup.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assetlookup.core.store.ApiKeyStore;
import dev.assetlookup.core.store.InMemoryStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupsTest {
  @Test
  void a_group_is_not_hidden_by_chance() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Groups.requireNoneHidden(Hiding.class))
        .withMessageContaining(
            "$Lists hides the rules of " + ApiKeyStoreContract.Lists.class.getName());
  }

  @Test
  void a_group_may_be_extended() {
    assertThatCode(() -> Groups.requireNoneHidden(Extending.class)).doesNotThrowAnyException();
  }

  abstract static class InMemory extends ApiKeyStoreContract {
    @Override
    protected ApiKeyStore emptyKeyStore() {
      return new InMemoryStore();
    }
  }

  abstract static class Hiding extends InMemory {
    @Nested
    class Lists {}
  }

  abstract static class Extending extends InMemory {
    @Nested
    class Lists extends ApiKeyStoreContract.Lists {}
  }
}
