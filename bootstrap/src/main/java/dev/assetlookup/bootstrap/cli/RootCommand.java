package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "asset-lookup",
    description = "What is asset X of container Y, and at which durable URL does it live?",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      KeysCommand.class,
      PublishCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      GetCommand.class,
      ChangesCommand.class,
      AuditCommand.class,
      SweepCommand.class,
      IndexCommand.class,
      VerifyCommand.class,
      RepairCommand.class,
      SchemaCommand.class,
      ConfigCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    versionProvider = RootCommand.Version.class,
    footer = {
      "",
      "Settings come from flags, then environment variables (ASSET_LOOKUP_...), then the file"
          + " given by --config, then defaults; asset-lookup config --reference lists them.",
      "Exit status: 0 done; 1 no, or some of it failed; 2 you have to put something right first"
          + " (usage, configuration, credentials, tables); 3 the store gave no answer."
    })
final class RootCommand implements Runnable {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "YAML file with settings.")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  private final Console console;

  RootCommand(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  @Nullable Path config() {
    return config;
  }

  Settings settings() {
    return console.settings(config);
  }

  /** The application, for the length of one command. */
  Session session() {
    return console.session(settings());
  }

  /** As {@link #session}, for a command that writes. */
  Session writingSession() {
    Session session = session();
    try {
      session.storage().probeWriting();
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "which command?");
    }
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"asset-lookup " + number(), "Java " + Runtime.version()};
    }

    static String number() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
