package dev.assetlookup.bootstrap.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on standard output, of which each part has arrived when it is printed. A command's writer
 * would hide that nobody reads any more.
 *
 * @param out has no buffer
 */
record UnbufferedOutput(OutputStream out) {
  /**
   * Prints in UTF-8.
   *
   * @throws CommandFailedException if that is not possible
   */
  void print(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailedException("cannot write to standard output: " + e.getMessage());
    }
  }
}
