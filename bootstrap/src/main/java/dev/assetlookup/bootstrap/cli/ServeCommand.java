package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.http.StandaloneServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description =
        "Serves the HTTP API until it is interrupted. Prints one line on standard output when it"
            + " answers. Sweeps every sweep.interval; see the command sweep.")
final class ServeCommand implements Runnable {
  @ParentCommand private @Nullable RootCommand root;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final Listening listening = new Listening();

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Name or address to listen on. Default: http.host, 127.0.0.1.")
  private @Nullable String host;

  @Override
  public void run() {
    Settings settings = listening.over(Commands.parent(root).settings(), host);
    try (Session session = Session.open(settings);
        @Nullable Sweeper sweeper = sweeper(session, settings)) {
      session.storage().probe();
      StandaloneServer server =
          new StandaloneServer(
              settings.http().host(), settings.http().port(), session.application().contentApi());
      Termination termination = Termination.listen();
      Listening.start(server);
      Commands.out(spec).println("asset-lookup ready on " + Listening.base(settings, server));
      Commands.out(spec).flush();
      if (sweeper != null) {
        sweeper.start();
      }
      termination.await(
          () -> {
            if (sweeper != null) {
              sweeper.end();
            }
            server.stop();
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Sweeper sweeper(Session session, Settings settings) {
    return session.storage().isWritable()
        ? new Sweeper(session.application().sweepContainers(), settings.sweepInterval())
        : null;
  }
}
