package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.handover.CommandListener;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.bootstrap.serve.ConnectionBound;
import dev.assetlookup.bootstrap.serve.KeyUseWriter;
import dev.assetlookup.bootstrap.serve.LimitSharing;
import dev.assetlookup.bootstrap.serve.ServerLife;
import dev.assetlookup.bootstrap.serve.Sweeper;
import dev.assetlookup.bootstrap.serve.Termination;
import dev.assetlookup.bootstrap.wiring.JdbcStorage;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.http.StandaloneServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description =
        "Serves the HTTP API until it is interrupted. Prints one line on standard output when it"
            + " answers. Sweeps every sweep.interval; see the command sweep.")
final class ServeCommand extends Subcommand implements Runnable {
  private static final Logger LOG = System.getLogger(ServeCommand.class.getName());

  @Mixin private final Listening listening = new Listening();

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Name or address to listen on. Default: http.host, 127.0.0.1.")
  private @Nullable String host;

  @Override
  public void run() {
    Settings settings = listening.over(root().settings(), host);
    HandingOver.file(settings).ifPresent(HandingOver::awaitFree);
    try (Session session = Session.open(settings);
        @Nullable CommandListener commands = commands(session, settings);
        @Nullable Sweeper sweeper = sweeper(session, settings);
        @Nullable KeyUseWriter uses =
            session.application().keyUseRecorder().map(KeyUseWriter::new).orElse(null);
        @Nullable LimitSharing sharing = session.application().limitSharing().orElse(null)) {
      session.storage().probe();
      StandaloneServer server =
          new StandaloneServer(
              settings.http().host(),
              settings.http().port(),
              session.application().contentApi(),
              settings.http().limits(ConnectionBound.of(settings)));
      Termination termination = Termination.listen();
      if (sharing != null) {
        sharing.start();
      }
      ServerLife.start(server);
      Commands.out(spec()).println("asset-lookup ready on " + Listening.base(settings, server));
      Commands.out(spec()).flush();
      if (sweeper != null) {
        sweeper.start();
      }
      if (uses != null) {
        uses.start();
      }
      ServerLife.await(server, termination, () -> end(server, session, commands, sweeper));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(
      StandaloneServer server,
      Session session,
      @Nullable CommandListener commands,
      @Nullable Sweeper sweeper) {
    if (commands != null) {
      commands.end();
    }
    if (sweeper != null) {
      sweeper.end();
    }
    session.application().readChanges().ifPresent(ReadChanges::close);
    server.stop();
  }

  /** Runs the commands that others cannot run while this process has the H2 file. */
  private static @Nullable CommandListener commands(Session session, Settings settings) {
    Optional<StoreFile> file = HandingOver.file(settings);
    if (file.isEmpty() || !(session.storage() instanceof JdbcStorage database)) {
      return null;
    }
    try {
      return CommandListener.open(
          file.get(),
          RootCommand.Version.number(),
          client -> Main.run(client, new ClientConsole(client, settings, database)));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "other commands cannot be run while this server has the H2 file open: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable Sweeper sweeper(Session session, Settings settings) {
    return session.storage().isWritable()
        ? new Sweeper(
            session.application().sweepContainers(),
            session.application().trimChanges(),
            settings.sweepInterval())
        : null;
  }
}
