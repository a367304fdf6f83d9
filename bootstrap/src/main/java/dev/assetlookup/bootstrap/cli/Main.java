package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The entry point of {@code asset-lookup}. */
public final class Main {
  /** The store gave no answer: neither yes nor no. */
  static final int EXIT_UNAVAILABLE = 3;

  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Logging.toStderr();
    System.exit(
        new CommandLine(new RootCommand())
            .setExecutionExceptionHandler(Main::report)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  /** One line that says what to do, for what an operator can do something about. */
  private static int report(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailedException) {
      err.println("asset-lookup: " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    if (failure instanceof ConfigurationException) {
      err.println("asset-lookup: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof StoreUnavailableException) {
      err.println("asset-lookup: " + describe(failure));
      return EXIT_UNAVAILABLE;
    }
    throw failure;
  }

  /** The message with that of the innermost cause. */
  static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(failure.getMessage());
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return message.contains(reason) ? message : message + ": " + reason;
  }
}
