package dev.assetlookup.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.CommandResult;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.handover.CommandListener;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.bootstrap.wiring.JdbcStorage;
import dev.assetlookup.bootstrap.wiring.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has the database open runs the commands of others. */
class ClientConsoleTest {
  @TempDir private Path folder;

  @Test
  void the_operator_is_who_called_the_command_and_not_the_user_of_the_server() throws IOException {
    String url = "jdbc:h2:file:" + folder.resolve("asset-lookup-data/store");
    Settings settings = new SettingsLoader(Map.of("ASSET_LOOKUP_STORAGE_JDBC_URL", url)).load(null);
    InProcess commands = new InProcess(folder).with("USER", "alice");
    try (Storage storage = Storage.open(settings);
        CommandListener listener =
            CommandListener.open(
                StoreFile.of(url).orElseThrow(),
                InProcess.VERSION,
                client ->
                    Main.run(client, new ClientConsole(client, settings, (JdbcStorage) storage)))) {
      CommandResult minted =
          commands.run("keys", "create", "--org", "org_acme", "--scope", "content:read");
      assertThat(minted.exit()).as(minted.all()).isZero();
      assertThat(commands.run("audit", "--org", "org_acme").out())
          .matches("(.*  by operator:alice\n){2}");
      listener.end();
    }
  }
}
