package dev.assetlookup.bootstrap.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;

/**
 * How a process spells the names of files, which its locale decides.
 *
 * @param charset the encoding of names
 * @param locale the setting that the locale comes from, such as {@code LANG=C}, empty if there is
 *     none
 */
public record FileNames(Charset charset, String locale) {
  /** What stands in a text for bytes that are no text in the encoding of names. */
  private static final char UNREADABLE = '\uFFFD';

  /**
   * Those of this process.
   *
   * @return the names
   */
  public static FileNames ofProcess() {
    return of(System.getProperty("sun.jnu.encoding", "UTF-8"), System.getenv());
  }

  static FileNames of(String encoding, Map<String, String> environment) {
    String locale = "";
    // In the order in which the C library asks.
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (locale.isEmpty() && !value.isEmpty()) {
        locale = name + "=" + value;
      }
    }
    return new FileNames(charset(encoding), locale);
  }

  private static Charset charset(String encoding) {
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.US_ASCII;
    }
  }

  /**
   * Whether files can have this name here, and it was read unchanged.
   *
   * @param name a name or a path
   * @return false if another file would be meant
   */
  public boolean canExpress(String name) {
    return name.indexOf(UNREADABLE) < 0 && charset.newEncoder().canEncode(name);
  }

  /**
   * What to do about a name that cannot be expressed.
   *
   * @return a clause that goes on after the name
   */
  public String remedy() {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return "its name is not UTF-8; rename it";
    }
    return "its name cannot be expressed in "
        + charset
        + ", the encoding of the locale ("
        + (locale.isEmpty() ? "none is set" : locale)
        + "); set "
        + (locale.startsWith("LC_ALL") || locale.isEmpty()
            ? "LC_ALL=C.UTF-8"
            : "LC_ALL=C.UTF-8, which is stronger");
  }
}
