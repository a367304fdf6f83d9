package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.bootstrap.config.JdbcSettings;
import dev.assetlookup.bootstrap.config.Settings;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command: the process in which it was typed, or a server that runs it for such a
 * process.
 */
interface Console {
  /**
   * Opens a file that the user named, or standard input for {@code -}.
   *
   * @throws CommandFailedException if that is not possible
   */
  InputStream open(String file);

  /** Standard output without a buffer: writing fails when nobody reads any more. */
  OutputStream out();

  /** Whether a person watches standard error. */
  boolean isTerminal();

  /** What relative paths are relative to. */
  Path directory();

  /** The user of the operating system who called the command, empty if nobody knows. */
  String user();

  /** Runs {@code asked} in another thread when the command is to end early. */
  void onEnd(Runnable asked);

  /**
   * To be called between two steps of a long command that does not ask by {@link #onEnd}.
   *
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the process is about to end
   */
  void goOn();

  /** The settings, with those of a file. */
  Settings settings(@Nullable Path file);

  /** The application over its storage. */
  Session session(Settings settings);

  /** Does something with the database, whose tables need not be there. */
  <T> T withDatabase(JdbcSettings settings, Function<DataSource, T> work);
}
