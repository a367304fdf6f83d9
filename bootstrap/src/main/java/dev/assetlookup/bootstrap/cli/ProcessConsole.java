package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.FileNames;
import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import dev.assetlookup.bootstrap.messages.IoReason;
import dev.assetlookup.bootstrap.serve.Termination;
import dev.assetlookup.bootstrap.wiring.Database;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** This process, with its standard streams, its environment and its signals. */
final class ProcessConsole implements Console {
  private static final String STDIN = "-";

  @Override
  public InputStream open(String file) {
    if (file.equals(STDIN)) {
      return System.in;
    }
    FileNames names = FileNames.ofProcess();
    if (!names.canExpress(file)) {
      throw new CommandFailedException(file + ": " + names.remedy());
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new CommandFailedException(file + ": is a directory; give a file of JSON Lines");
    }
    if (!Files.exists(path)) {
      throw new CommandFailedException(file + ": no such file");
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw new CommandFailedException(file + ": cannot be read: " + IoReason.of(e));
    }
  }

  @Override
  public OutputStream out() {
    // Not System.out, which would hide that nobody reads any more.
    return new FileOutputStream(FileDescriptor.out);
  }

  OutputStream err() {
    return new FileOutputStream(FileDescriptor.err);
  }

  @Override
  public boolean isTerminal() {
    return Boolean.getBoolean("asset-lookup.terminal");
  }

  @Override
  public Path directory() {
    return Path.of("");
  }

  @Override
  public String user() {
    return System.getProperty("user.name", "");
  }

  @Override
  public void onEnd(Runnable asked) {
    Termination.onRequest(asked);
  }

  @Override
  public void goOn() {
    // A signal ends the process.
  }

  @Override
  public Settings settings(@Nullable Path file) {
    return loader().load(file);
  }

  SettingsLoader loader() {
    return new SettingsLoader(System.getenv());
  }

  @Override
  public Session session(Settings settings) {
    return Session.open(settings);
  }

  @Override
  public <T> T withDatabase(JdbcSettings settings, Function<DataSource, T> work) {
    try (Database database = Database.connect(settings)) {
      return work.apply(database.dataSource());
    }
  }
}
