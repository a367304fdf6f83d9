package dev.assetlookup.bootstrap.wiring;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What H2 writes again and again at the beginning of a file that it has open.
 *
 * @param created when the file was
 * @param number never goes back
 * @param clean whether the file is closed well
 */
record H2FileVersion(String created, long number, boolean clean) {
  private static final int HEADER_BYTES = 4096;
  private static final Pattern HEADER =
      Pattern.compile(".*,created:([0-9a-f]+),.*,version:([0-9a-f]+).*", Pattern.DOTALL);

  /** Reads it, null if it cannot be read because it is encrypted. */
  static @Nullable H2FileVersion read(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[HEADER_BYTES];
    file.seek(0);
    file.readFully(bytes);
    // The rest of it is empty, and long to search before and after every write.
    String text = new String(bytes, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    Matcher header = HEADER.matcher(text);
    return header.matches()
        ? new H2FileVersion(
            header.group(1), Long.parseUnsignedLong(header.group(2), 16), text.contains(",clean:1"))
        : null;
  }

  /** Whether H2 may have written that one after this one, which it does not close meanwhile. */
  boolean precedes(@Nullable H2FileVersion next) {
    return next != null
        && created.equals(next.created)
        && (number < next.number ? !next.clean : number == next.number);
  }
}
