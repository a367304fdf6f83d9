package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.bootstrap.config.SettingsLoader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** This process, but for its standard output, its environment, its folder and its signals. */
final class CapturedConsole implements Console {
  /** Whether the user interrupts the command after what it has printed. */
  interface EndAfter {
    boolean isEnough();
  }

  private final ProcessConsole process = new ProcessConsole();
  private final Path directory;
  private final Map<String, String> environment;
  private final ByteArrayOutputStream captured;
  private final EndAfter end;
  private Runnable asked = () -> {};

  CapturedConsole(
      Path directory,
      Map<String, String> environment,
      ByteArrayOutputStream captured,
      EndAfter end) {
    this.directory = directory;
    this.environment = environment;
    this.captured = captured;
    this.end = end;
  }

  @Override
  public OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        captured.write(bytes, offset, length);
        if (end.isEnough()) {
          asked.run();
        }
      }
    };
  }

  @Override
  public void onEnd(Runnable action) {
    asked = action;
  }

  @Override
  public InputStream open(String file) {
    return process.open(directory.resolve(file).toString());
  }

  @Override
  public boolean isTerminal() {
    return false;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public String user() {
    return environment.getOrDefault("USER", process.user());
  }

  @Override
  public void goOn() {
    process.goOn();
  }

  @Override
  public Settings settings(@Nullable Path file) {
    return new SettingsLoader(environment).load(file);
  }

  @Override
  public Session session(Settings settings) {
    return process.session(settings);
  }

  @Override
  public <T> T withDatabase(JdbcSettings settings, Function<DataSource, T> work) {
    return process.withDatabase(settings, work);
  }
}
