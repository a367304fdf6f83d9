package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.handover.CommandOrigin;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands that run in this process, in a folder and with an environment of their own: what the
 * distribution does for its users, without a JVM for each of them. A server that has the database
 * open runs them, as it does for other processes.
 */
public final class InProcess {
  /** That of the distribution, whose manifest does not hold for a package of test classes. */
  static final String VERSION =
      System.getProperty("asset-lookup.version", RootCommand.Version.number());

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /** Commands whose database is a file where the distribution would make it. */
  public InProcess(Path directory) {
    this.directory = directory;
    with(
        "ASSET_LOOKUP_STORAGE_JDBC_URL",
        "jdbc:h2:file:" + directory.resolve("asset-lookup-data/store"));
  }

  /** Sets a variable for every command that is run from now on. */
  public InProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command to its end. */
  public CommandResult run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new CapturedConsole(directory, environment, out, () -> false);
    int exit =
        Main.commandLine(console)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setExecutionStrategy(
                new HandingOver(
                    console,
                    new SettingsLoader(environment),
                    new Captured(console, out, err),
                    VERSION))
            .execute(arguments);
    return new CommandResult(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** This process for a server, without the signals. */
  private record Captured(Console console, OutputStream out, OutputStream err)
      implements CommandOrigin {
    @Override
    public InputStream open(String name) {
      return console.open(name);
    }

    @Override
    public void onInterrupt(Runnable interrupted) {
      // Nobody interrupts it.
    }
  }
}
