package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where a command was typed, as the server that runs it sees it. What is written is written there
 * when the call returns. Thread-safe.
 */
public interface Client {
  /**
   * The command and its environment.
   *
   * @return what was sent
   */
  Request request();

  /**
   * Opens a file of the client's, with the client's rights.
   *
   * @param file its name, or {@code -} for standard input
   * @return its bytes; one at a time may be open. Reading throws {@link
   *     dev.assetlookup.core.store.StoreUnavailableException} when the server is about to end, and
   *     {@link IOException} when the client has gone
   * @throws IOException if the client cannot open it; the message is for its user
   */
  InputStream open(String file) throws IOException;

  /**
   * Standard output.
   *
   * @return a stream without a buffer; writing fails where it fails for the client
   */
  OutputStream out();

  /**
   * Standard error.
   *
   * @return a stream without a buffer
   */
  OutputStream err();

  /**
   * Has something done when the command is to end early: its user interrupts it, the client has
   * gone, or the server is about to end. From the first call on an interruption does not end the
   * client at once.
   *
   * @param asked called in another thread, more than once perhaps, and at once if it is so already
   */
  void onEnd(Runnable asked);

  /**
   * To be called between two steps of a long command.
   *
   * @throws dev.assetlookup.core.store.StoreUnavailableException if the server is about to end
   */
  void goOn();

  /**
   * Has the client say that its command line is wrong, with the usage of a command.
   *
   * @param command the command's name, with those of its parents
   * @param message what is wrong
   */
  void badUsage(String command, String message);
}
