package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.StorageRefusedException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/** The entry point of {@code asset-lookup}. */
public final class Main {
  /** The store gave no answer: neither yes nor no. */
  static final int EXIT_UNAVAILABLE = 3;

  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^;&\"\\s]*");

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
    if (failure instanceof StoreUnavailableException unavailable) {
      err.println("asset-lookup: " + describe(unavailable));
      return exitCode(unavailable);
    }
    throw failure;
  }

  /** The same for every command: 2 if the operator has something to put right, else 3. */
  static int exitCode(StoreUnavailableException failure) {
    if (failure instanceof StorageRefusedException) {
      // It answered: the file is not what it was.
      return ExitCode.SOFTWARE;
    }
    return isToBePutRight(failure) ? ExitCode.USAGE : EXIT_UNAVAILABLE;
  }

  private static boolean isToBePutRight(Throwable failure) {
    return failure instanceof StoreNotSetUpException;
  }

  /** The message with those of the database and of the innermost cause. */
  static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    if (isToBePutRight(failure)) {
      // The message says what is wrong and what to do, and ends with that.
      return withoutPassword(text);
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      boolean telling = cause instanceof SQLException || cause.getCause() == null;
      if (telling && text.indexOf(reason) < 0) {
        text.append(": ").append(reason);
      }
    }
    return withoutPassword(text);
  }

  /** Some drivers repeat the URL. */
  private static String withoutPassword(CharSequence text) {
    return PASSWORD.matcher(text).replaceAll("$1***");
  }
}
