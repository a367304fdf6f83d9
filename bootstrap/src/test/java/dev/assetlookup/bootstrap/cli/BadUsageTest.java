package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.CommandResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sreve",
        "serve --prot 1",
        "serve --port eighty",
        "import",
        "get cnt_9c855048-b470-42e7-8f1b-032324d48555 slide-1",
        "get a b --org a/b",
        "keys",
        "keys create --org org_acme",
        "keys create --org org_acme --scope Content",
        "keys create --org org_acme --scope content:read --env prod",
        "keys kill",
        "sweep --jsn",
        "sweep everything",
        "schema drop",
        "--config missing.yaml schema print",
      })
  void it_ends_with_2_and_a_reason_and_makes_no_database(String line, @TempDir Path directory) {
    CommandResult result =
        new InProcess(directory).run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  @Test
  void a_port_out_of_range_is_named(@TempDir Path directory) {
    CommandResult outOfRange = new InProcess(directory).run("serve", "--port", "65536");
    assertThat(outOfRange.exit()).isEqualTo(2);
    assertThat(outOfRange.out()).isEmpty();
    assertThat(outOfRange.err()).contains("65536").doesNotContain("Exception");
    assertThat(directory.resolve("asset-lookup-data")).doesNotExist();
  }

  @Test
  void an_option_that_is_misspelled_is_answered_with_those_that_are_meant() {
    assertThat(said("sweep --jsn")).contains("Unknown option: '--jsn'", "--json");
  }
}
