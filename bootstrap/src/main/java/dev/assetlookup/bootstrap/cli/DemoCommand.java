package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.AssetSettings;
import dev.assetlookup.bootstrap.config.CacheSettings;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.demo.SampleContent;
import dev.assetlookup.bootstrap.serve.ConnectionBound;
import dev.assetlookup.bootstrap.serve.ServerLife;
import dev.assetlookup.bootstrap.serve.Termination;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.feed.ReadChanges;
import dev.assetlookup.core.keys.ManageKeys;
import dev.assetlookup.core.keys.MintRequest;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.core.store.OutageCheck;
import dev.assetlookup.http.StandaloneServer;
import dev.assetlookup.json.Importer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description =
        "Serves sample content from memory, with media that load, and prints curl lines to paste."
            + " Ends when it is interrupted; nothing is kept.")
final class DemoCommand extends Subcommand implements Runnable {
  @Mixin private final Listening listening = new Listening();

  @Override
  public void run() {
    Settings settings = inMemory(listening.over(root().settings(), null));
    try (Session session = Session.open(settings)) {
      StandaloneServer server =
          new StandaloneServer(
              settings.http().host(),
              settings.http().port(),
              session.application().contentApi(),
              SampleContent::serveMedia,
              settings.http().limits(ConnectionBound.of(settings)));
      Termination termination = Termination.listen();
      ServerLife.start(server);
      String base = Listening.base(settings, server);
      publishSamples(session, base);
      String key = mint(session.application().manageKeys().as(Operator.actor(console())));
      PrintWriter out = Commands.out(spec());
      out.println(SampleContent.guide(base, key));
      out.println("asset-lookup ready on " + base);
      out.flush();
      ServerLife.await(
          server,
          termination,
          () -> {
            session.application().readChanges().ifPresent(ReadChanges::close);
            server.stop();
          });
    } catch (IOException e) {
      throw new CommandFailedException("cannot read the sample content: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Settings inMemory(Settings configured) {
    return new Settings(
        new JdbcSettings("jdbc:h2:mem:demo", "sa", "", JdbcSettings.SchemaMode.CREATE),
        Optional.empty(),
        configured.http(),
        new AssetSettings(configured.assets().supersession(), new UrlRules(true, false)),
        configured.sweepInterval(),
        configured.logs(),
        CacheSettings.exact(configured.cache().bytes()),
        LimitSettings.NONE);
  }

  private static String mint(ManageKeys keys) {
    return keys.mint(
            new MintRequest(
                KeyTerms.builder(SampleContent.ORGANIZATION)
                    .organizationName(SampleContent.ORGANIZATION_NAME)
                    .scopes(Scope.CONTENT_READ)
                    .name("demo")
                    .build()))
        .text();
  }

  private void publishSamples(Session session, String base) throws IOException {
    byte[] lines = SampleContent.containers(base).getBytes(StandardCharsets.UTF_8);
    Importer importer =
        new Importer(
            Operator.publishing(session.application().publishContainer(), console()),
            OutageCheck.of(session.application().containers()),
            1,
            Runnable::run,
            line -> {
              throw new IllegalStateException(line);
            },
            counts -> {});
    importer.run(new ByteArrayInputStream(lines), "sample");
  }
}
