package dev.assetlookup.bootstrap.handover;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The process in which the command was typed. */
public interface CommandOrigin {
  /**
   * Opens a file for the command.
   *
   * @param name its name, or {@code -} for standard input
   * @return its bytes
   * @throws IOException if that is not possible; the message is for people
   */
  InputStream open(String name) throws IOException;

  /**
   * Standard output.
   *
   * @return a stream without a buffer
   */
  OutputStream out();

  /**
   * Standard error.
   *
   * @return a stream without a buffer
   */
  OutputStream err();

  /**
   * Has something done instead of ending when the user interrupts the command.
   *
   * @param interrupted what to do
   */
  void onInterrupt(Runnable interrupted);
}
