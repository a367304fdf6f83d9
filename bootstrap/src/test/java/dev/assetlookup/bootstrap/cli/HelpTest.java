package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What commands say of themselves, printed in this process. */
public final class HelpTest {
  /**
   * The help of a command.
   *
   * @param command its words, none for the program itself
   * @return what {@code --help} prints
   */
  public static String help(String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--help");
    int exit =
        Main.commandLine(new ProcessConsole())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(exit).as("%s: %s", arguments, err).isZero();
    assertThat(err.toString()).isEmpty();
    return out.toString();
  }

  @Test
  void every_command_explains_itself() {
    List<String> seen = new ArrayList<>();
    check(Main.commandLine(new ProcessConsole()), List.of(), seen);
    assertThat(seen).contains("", "serve", "keys create", "schema repair").hasSizeGreaterThan(20);
  }

  private static void check(CommandLine command, List<String> words, List<String> seen) {
    seen.add(String.join(" ", words));
    assertThat(help(words.toArray(String[]::new)))
        .contains(("Usage: asset-lookup " + String.join(" ", words)).strip())
        .contains("--config");
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              List<String> longer = new ArrayList<>(words);
              longer.add(name);
              check(subcommand, longer, seen);
            });
  }
}
