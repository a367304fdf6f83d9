package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.handover.Client;
import dev.assetlookup.bootstrap.handover.Request;
import dev.assetlookup.bootstrap.messages.StoreFailure;
import dev.assetlookup.bootstrap.serve.ServerFailedException;
import dev.assetlookup.core.store.StoreNotSetUpException;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.r2.StorageRefusedException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
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
    // Or numbers would look otherwise where a server of another locale runs the command.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    ProcessConsole console = new ProcessConsole();
    HandingOver handing =
        new HandingOver(
            console, console.loader(), ConsoleOrigin.of(console), RootCommand.Version.number());
    System.exit(commandLine(console).setExecutionStrategy(handing).execute(args));
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
    if (failure instanceof CommandFailedException || failure instanceof ServerFailedException) {
      err.println("asset-lookup: " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
    if (failure instanceof ConfigurationException) {
      err.println("asset-lookup: " + failure.getMessage());
      return ExitCode.USAGE;
    }
    if (failure instanceof StoreUnavailableException unavailable) {
      err.println("asset-lookup: " + StoreFailure.describe(unavailable));
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
    return failure instanceof StoreNotSetUpException ? ExitCode.USAGE : EXIT_UNAVAILABLE;
  }
}
