package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.config.StorageSettings;
import dev.assetlookup.bootstrap.handover.Client;
import dev.assetlookup.bootstrap.wiring.JdbcStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The process of a client, for whom this server runs a command over its own database. The client's
 * settings hold, except those of assets: a store has one grace, and it is the server's.
 *
 * @param own the server's settings
 * @param database the server's storage
 */
record ClientConsole(Client client, Settings own, JdbcStorage database) implements Console {
  @Override
  public InputStream open(String file) {
    try {
      return client.open(file);
    } catch (IOException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public OutputStream out() {
    return client.out();
  }

  @Override
  public boolean isTerminal() {
    return client.request().terminal();
  }

  @Override
  public Path directory() {
    return client.request().directory();
  }

  @Override
  public String user() {
    return client.request().user();
  }

  @Override
  public void onEnd(Runnable asked) {
    client.onEnd(asked);
  }

  @Override
  public void goOn() {
    client.goOn();
  }

  @Override
  public Settings settings(@Nullable Path file) {
    // Those of the file are among the client's variables.
    Settings settings = new SettingsLoader(client.request().variables()).load(null);
    check(settings.storage());
    return settings.with(own.assets());
  }

  /** What the database would check, if the client opened it. */
  private void check(StorageSettings wanted) {
    if (!(wanted instanceof JdbcSettings theirs && own.storage() instanceof JdbcSettings ours)
        || !theirs.username().equals(ours.username())
        || !theirs.password().equals(ours.password())) {
      throw new ConfigurationException(
          "storage.jdbc.username or storage.jdbc.password is not that of the server that has the"
              + " database open");
    }
  }

  @Override
  public Session session(Settings settings) {
    return Session.over(settings, database.with(settings.media()));
  }

  @Override
  public <T> T withDatabase(JdbcSettings settings, Function<DataSource, T> work) {
    return work.apply(database.dataSource());
  }
}
