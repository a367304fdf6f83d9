package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.handover.Client;
import dev.assetlookup.bootstrap.handover.Request;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.StorageRefusedException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
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
    // Or numbers would look otherwise where a server of another locale runs the command.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    ProcessConsole console = new ProcessConsole();
    System.exit(commandLine(console).setExecutionStrategy(new HandingOver(console)).execute(args));
  }

  static CommandLine commandLine(Console console) {
    return new CommandLine(new RootCommand(console))
        .setExecutionExceptionHandler(Main::report)
        .setParameterExceptionHandler(new BadUsage())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /**
   * Runs the command of a client in this process.
   *
   * @param client who asks, and what for
   * @param console what surrounds the command
   * @return its exit code
   */
  static int run(Client client, Console console) {
    Request request = client.request();
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(client.out(), request.outCharset()), true);
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(client.err(), request.errCharset()), true);
    int exit =
        commandLine(console)
            .setOut(out)
            .setErr(err)
            // The client has put in what such files hold.
            .setExpandAtFiles(false)
            .setExecutionStrategy(Main::runForClient)
            .setParameterExceptionHandler(
                (problem, args) -> {
                  client.badUsage(
                      problem.getCommandLine().getCommandSpec().qualifiedName(),
                      String.valueOf(problem.getMessage()));
                  return ExitCode.USAGE;
                })
            .execute(request.arguments().toArray(String[]::new));
    out.flush();
    err.flush();
    return exit;
  }

  private static int runForClient(ParseResult parsed) {
    if (!HandingOver.isForServers(parsed)) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), "a server does not run this command for others");
    }
    return new CommandLine.RunLast().execute(parsed);
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
