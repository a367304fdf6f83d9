package dev.assetlookup.bootstrap.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file of an H2 database says about itself before it is opened.
 *
 * @param bytes its length
 * @param clean whether it was closed well
 * @param format the number of its format, as H2 writes it, or {@code ?}
 */
record H2Header(long bytes, boolean clean, String format) {
  static final H2Header NONE = new H2Header(0, true, "?");

  private static final int LENGTH = 4096;
  private static final Pattern FORMAT = Pattern.compile(",format:([0-9a-f]+)");

  /** Reads it; {@link #NONE} if there is no file that can be read. */
  static H2Header of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // The header stands at the beginning, in plain text.
      String header = new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
      Matcher format = FORMAT.matcher(header);
      return new H2Header(
          Files.size(file), header.contains(",clean:1"), format.find() ? format.group(1) : "?");
    } catch (IOException e) {
      return NONE;
    }
  }
}
