package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands that run in this process, in a folder and with an environment of their own: what the
 * distribution does for its users, without a JVM for each of them.
 */
final class InProcess {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /** Commands whose database is a file where the distribution would make it. */
  InProcess(Path directory) {
    this.directory = directory;
    with(
        "ASSET_LOOKUP_STORAGE_JDBC_URL",
        "jdbc:h2:file:" + directory.resolve("asset-lookup-data/store"));
  }

  /** Sets a variable for every command that is run from now on. */
  InProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandResult run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Console console = new CapturedConsole(directory, environment, out, () -> false);
    int exit =
        Main.commandLine(console)
            .setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandResult(exit, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
