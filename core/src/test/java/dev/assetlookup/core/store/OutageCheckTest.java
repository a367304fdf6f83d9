package dev.assetlookup.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageCheckTest {
  private final List<StoreUnavailableException> outage = new ArrayList<>();
  private final OutageCheck check =
      new OutageCheck(
          () -> {
            for (StoreUnavailableException e : outage) {
              throw e;
            }
          });

  @AfterEach
  void uninterrupt() {
    Thread.interrupted();
  }

  private String ask(Supplier<String> question) {
    return check.ask(question, e -> "alone: " + e.getMessage());
  }

  private static String silent() {
    throw new StoreUnavailableException("no line", null);
  }

  private static String corrupt() {
    throw new CorruptRecordException("record", new IllegalArgumentException("planted"));
  }

  @Test
  void an_answer_is_passed_on_and_one_question_without_an_answer_is_reported() {
    assertThat(ask(() -> "yes")).isEqualTo("yes");
    assertThat(ask(OutageCheckTest::silent)).isEqualTo("alone: no line");
  }

  @Test
  void a_store_that_answers_nothing_else_is_lost_at_once() {
    StoreUnavailableException other = new StoreUnavailableException("nothing at all", null);
    outage.add(other);
    assertThatThrownBy(() -> ask(OutageCheckTest::silent))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("no line")
        .hasSuppressedException(other);
  }

  @Test
  void the_third_in_a_row_without_an_answer_is_a_lost_store() {
    ask(OutageCheckTest::silent);
    ask(OutageCheckTest::silent);
    assertThatThrownBy(() -> ask(OutageCheckTest::silent)).hasMessage("no line");
  }

  @Test
  void an_answer_in_between_is_one_also_if_it_is_a_corrupt_record() {
    for (int i = 0; i < 5; i++) {
      ask(OutageCheckTest::silent);
      ask(OutageCheckTest::silent);
      assertThatThrownBy(() -> ask(OutageCheckTest::corrupt))
          .isInstanceOf(CorruptRecordException.class);
    }
  }

  @Test
  void those_that_waited_while_others_were_answered_are_not_in_a_row() {
    Supplier<String> slow =
        () -> {
          ask(() -> "meanwhile");
          return silent();
        };
    for (int i = 0; i < 5; i++) {
      assertThat(ask(slow)).startsWith("alone");
    }
  }

  @Test
  void a_store_that_is_not_set_up_and_an_interrupt_end_it() {
    StoreNotSetUpException refused = new StoreNotSetUpException("no bucket", null);
    assertThatThrownBy(
            () ->
                ask(
                    () -> {
                      throw refused;
                    }))
        .isSameAs(refused);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ask(OutageCheckTest::silent)).hasMessage("no line");
  }
}
