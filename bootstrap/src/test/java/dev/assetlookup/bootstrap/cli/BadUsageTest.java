package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that are wrong. */
final class BadUsageTest {
  private static final String CONTAINER = "cnt_9c855048-b470-42e7-8f1b-032324d48555";

  private static String said(String line) {
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(new ProcessConsole())
            .setErr(new PrintWriter(err, true))
            .execute(line.split(" ", -1));
    assertThat(exit).isEqualTo(2);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "get " + CONTAINER + " -dash --org org_acme, -dash",
    "get --org org_acme " + CONTAINER + " --dash=1, --dash=1",
    "import -x.jsonl, -x.jsonl",
    "publish -x.png --org=-org, -x.png",
    "keys revoke -KEY, -KEY",
  })
  void a_value_that_begins_with_a_dash_has_to_go_behind_two_dashes(String line, String word) {
    assertThat(said(line))
        .contains("\"" + word + "\" was taken for an option", " ... -- " + word + "\n", "Usage: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get " + CONTAINER + " --org -org_acme",
        "get " + CONTAINER + " --org org_acme",
        "get --org org_acme -- -dash",
        "import",
        "exprt",
      })
  void other_mistakes_are_not_taken_for_that_one(String line) {
    assertThat(said(line)).doesNotContain("was taken for an option").isNotBlank();
  }

  @Test
  void an_option_that_is_misspelled_is_answered_with_those_that_are_meant() {
    assertThat(said("sweep --jsn")).contains("Unknown option: '--jsn'", "--json");
  }
}
