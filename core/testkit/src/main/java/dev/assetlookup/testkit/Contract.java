package dev.assetlookup.testkit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/**
 * What the contracts share: no group of rules is lost, and what a rule opened is closed after it.
 *
 * @param <T> what the factory methods make
 */
abstract class Contract<T> {
  final Opened<T> opened = new Opened<>();

  /**
   * Closes what the factory methods gave to a rule, when the rule is over. By default it closes
   * what is {@link AutoCloseable}; override it if a client or a file behind it has to be closed.
   *
   * @param made what a factory method returned; each once, the last one first
   * @throws Exception if it cannot be closed
   */
  protected void close(T made) throws Exception {
    Opened.closeIfCloseable(made);
  }

  /** Fails if a nested class of the test takes the place of a group by chance. */
  @BeforeAll
  static void requireEveryGroup(TestInfo test) {
    test.getTestClass().ifPresent(Groups::requireNoneHidden);
  }

  /** Closes what the rule that is over used. */
  @AfterEach
  final void closeAll() throws Exception {
    opened.closeAll(this::close);
  }
}
