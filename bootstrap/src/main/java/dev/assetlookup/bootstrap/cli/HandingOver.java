package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.handover.CommandOrigin;
import dev.assetlookup.bootstrap.handover.Handover;
import dev.assetlookup.bootstrap.handover.HandoverResult;
import dev.assetlookup.bootstrap.handover.Request;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.core.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Has commands run by the server that has the store's H2 file open, and runs them here if there is
 * none. One process owns the file: while it is not a server's, others wait for it a moment.
 */
final class HandingOver implements IExecutionStrategy {
  private static final Set<String> ALWAYS_HERE =
      Set.of(
          "",
          "config",
          "demo",
          "serve",
          "keys",
          "schema",
          "schema print",
          "schema check",
          "schema repair");

  private final Console console;
  private final SettingsLoader loader;
  private final CommandOrigin origin;
  private final String version;

  /**
   * For commands that were typed somewhere.
   *
   * @param console what surrounds them where they were typed
   * @param loader reads their settings
   * @param origin the same for a server
   * @param version the version of the program, which has to be the server's
   */
  HandingOver(Console console, SettingsLoader loader, CommandOrigin origin, String version) {
    this.console = console;
    this.loader = loader;
    this.origin = origin;
    this.version = version;
  }

  /** Whether a server may run the command, because all that it needs here is its console. */
  static boolean isForServers(ParseResult parsed) {
    return !ALWAYS_HERE.contains(name(parsed));
  }

  /** The command's name with those of its parents, less the program's. */
  private static String name(ParseResult parsed) {
    StringBuilder name = new StringBuilder();
    for (ParseResult at = parsed; at.hasSubcommand(); ) {
      at = at.subcommand();
      name.append(name.isEmpty() ? "" : " ").append(at.commandSpec().name());
    }
    return name.toString();
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(c -> c.isUsageHelpRequested() || c.isVersionHelpRequested());
  }

  @Override
  public int execute(ParseResult parsed) {
    CommandLine command = parsed.asCommandLineList().getLast();
    if (!asksForHelp(parsed) && isForServers(parsed)) {
      RootCommand root = (RootCommand) parsed.commandSpec().userObject();
      try {
        Optional<StoreFile> file = file(root.settings());
        if (file.isPresent()) {
          Optional<Integer> exit = handOver(file.get(), root, parsed);
          if (exit.isPresent()) {
            return exit.get();
          }
        }
      } catch (ParameterException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
      }
    }
    return new RunLast().execute(parsed);
  }

  /** The file that one process owns at a time, if the storage is one. */
  static Optional<StoreFile> file(Settings settings) {
    return settings.storage() instanceof JdbcSettings jdbc
        ? StoreFile.of(jdbc.url())
        : Optional.empty();
  }

  /**
   * For a server: a second one is refused at once; one that starts while the first one ends waits.
   */
  static void awaitFree(StoreFile file) {
    Handover handover = new Handover(file, RootCommand.Version.number());
    FileWait wait = new FileWait(file);
    // A server goes on reading a file that was removed under it.
    while (file.isTaken() || (!Files.exists(file.path()) && handover.isServed())) {
      if (handover.isServed()) {
        throw new CommandFailedException(
            "another server has "
                + file.path()
                + " open, and one process at a time can; stop it, or use PostgreSQL");
      }
      wait.pause();
    }
  }

  /** The exit code, or empty if the command is to be run here. */
  private Optional<Integer> handOver(StoreFile file, RootCommand root, ParseResult parsed) {
    if (file.isForbidden()) {
      throw new ConfigurationException(
          "no permission to read %s%s"
              .formatted(file.path(), file.owner().map(HandingOver::runAs).orElse("")));
    }
    Handover handover = new Handover(file, version);
    FileWait wait = new FileWait(file);
    while (true) {
      HandoverResult outcome = handover.attempt(request(root, parsed), origin);
      switch (outcome) {
        case HandoverResult.Exited exited -> {
          return Optional.of(exited.code());
        }
        case HandoverResult.BadUsage bad ->
            throw new ParameterException(command(parsed, bad.command()), bad.message());
        case HandoverResult.Refused refused -> throw new ConfigurationException(refused.message());
        case HandoverResult.Lost lost ->
            throw new StoreUnavailableException(
                "the server that ran this command has ended",
                new IOException("what it had stored is stored; run the command again to go on"));
        case HandoverResult.Busy busy -> wait.pause();
        case HandoverResult.Nobody nobody -> {
          if (!file.isTaken()) {
            return Optional.empty();
          }
          wait.pause();
        }
        case HandoverResult.Forbidden forbidden -> {
          if (!file.isTaken()) {
            return Optional.empty();
          }
          throw new ConfigurationException(
              "a server has %s open, and only its own user may run commands there%s"
                  .formatted(file.path(), handover.owner().map(HandingOver::runAs).orElse("")));
        }
      }
    }
  }

  private static String runAs(String user) {
    return "; run this as the user " + user;
  }

  private Request request(RootCommand root, ParseResult parsed) {
    return new Request(
        parsed.expandedArgs(),
        loader.variables(root.config()),
        console.directory().toAbsolutePath(),
        console.user(),
        console.isTerminal(),
        charset("stdout.encoding"),
        charset("stderr.encoding"));
  }

  private static Charset charset(String property) {
    String name = System.getProperty(property);
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  private static CommandLine command(ParseResult parsed, String qualifiedName) {
    return parsed.asCommandLineList().stream()
        .filter(c -> c.getCommandSpec().qualifiedName().equals(qualifiedName))
        .findFirst()
        .orElse(parsed.asCommandLineList().getLast());
  }
}
