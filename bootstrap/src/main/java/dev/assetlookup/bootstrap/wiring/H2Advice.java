package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.handover.StoreFile;
import dev.assetlookup.core.store.StoreUnavailableException;
import dev.assetlookup.jdbc.H2Maintenance;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** What to do about an H2 file that cannot be opened, for operators. */
final class H2Advice {
  /** H2's code for a file that another process has open. */
  static final int OPEN_ELSEWHERE = 90_020;

  private static final int OTHER_FORMAT = 90_048;
  private static final int CORRUPT = 90_030;

  private H2Advice() {}

  /** The code that H2 gave a failure, 0 if none. */
  static int code(Throwable failure) {
    return failure.getCause() instanceof SQLException e ? e.getErrorCode() : 0;
  }

  /** The failure of an attempt to open a file, in words that help. */
  static RuntimeException explained(H2Url url, StoreUnavailableException failure) {
    String file = url.file().map(Path::toString).orElse("the file of storage.jdbc.url");
    return switch (code(failure)) {
      case OPEN_ELSEWHERE ->
          new StoreUnavailableException(
              url.file().map(StoreFile::new).flatMap(StoreFile::holder).orElse("another process")
                  + " has "
                  + file
                  + " open, and an H2 file belongs to one process at a time; end that one, or use"
                  + " PostgreSQL for several servers",
              failure);
      case OTHER_FORMAT -> new ConfigurationException(conversion(url, file));
      case CORRUPT ->
          new ConfigurationException(
              file
                  + " is damaged so that H2 cannot open it. Put a backup in its place, or save"
                  + " what can be read with H2's tool:\n"
                  + recovery(url));
      default ->
          DatabaseRefusals.of(failure).<RuntimeException>map(refusal -> refusal).orElse(failure);
    };
  }

  /** H2 has no converter: the version that wrote a file turns it into SQL. */
  private static String conversion(H2Url url, String file) {
    Optional<Path> path = url.file();
    String format = path.map(H2Header::of).orElse(H2Header.NONE).format();
    boolean old = format.equals("1");
    String writer = old ? "h2-1.4.200.jar" : "h2-VERSION.jar";
    String base = base(url);
    return file
        + (old
            ? " was written by H2 1.4, and this is H2 2.4.240"
            : " was written by another version of H2 (format " + format + "), this is H2 2.4.240")
        + ", which cannot read it. Convert it with the jar of the H2 that wrote it:\n"
        + ("  java -cp " + writer + " org.h2.tools.Script -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".sql\n")
        + ("  mv " + base + ".mv.db " + base + ".old.mv.db\n")
        + ("  java -cp " + jar() + " org.h2.tools.RunScript -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".sql")
        + (old ? " -options FROM_1X" : "");
  }

  /** The commands that save what H2 can still read. */
  static String recovery(H2Url url) {
    String base = base(url);
    Path path = Path.of(base);
    Path folder = path.getParent();
    return ("  java -cp " + jar() + " org.h2.tools.Recover -dir " + folder)
        + (" -db " + path.getFileName() + "\n")
        + ("  mv " + base + ".mv.db " + base + ".damaged.mv.db\n")
        + ("  java -cp " + jar() + " org.h2.tools.RunScript -url jdbc:h2:file:" + base)
        + (" -user sa -script " + base + ".h2.sql");
  }

  private static String base(H2Url url) {
    return new StoreFile(url.file().orElse(Path.of("store.mv.db"))).sibling("").toString();
  }

  /** Where the driver's jar lies, as it can be copied into a command. */
  private static String jar() {
    return H2Maintenance.driver().map(Path::toString).orElse("lib/h2-2.4.240.jar");
  }
}
