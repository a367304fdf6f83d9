package dev.assetlookup.bootstrap.wiring;

import dev.assetlookup.bootstrap.config.ConfigurationException;
import dev.assetlookup.bootstrap.config.FileNames;
import dev.assetlookup.bootstrap.handover.StoreFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JDBC URL of H2, taken apart.
 *
 * @param place what stands before the first semicolon
 * @param settings what stands after it, names in upper case
 */
record H2Url(String place, Map<String, String> settings) {

  private static final Pattern REMOTE = Pattern.compile("(?i)jdbc:h2:(tcp|ssl):.*");
  private static final String MEMORY = "jdbc:h2:mem:";
  private static final String FILE = "jdbc:h2:file:";
  private static final String PAGE_CACHE = "CACHE_SIZE";
  private static final int RETENTION_MILLIS = 45_000;
  private static final long KIB = 1024;

  H2Url {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Takes a URL apart.
   *
   * @throws ConfigurationException if a setting gives up what the store promises
   */
  static H2Url parse(String url) {
    List<String> parts = List.of(url.split(";", -1));
    Map<String, String> settings = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        settings.put(
            part.substring(0, equals).strip().toUpperCase(Locale.ROOT), part.substring(equals + 1));
      }
    }
    H2Url parsed = new H2Url(parts.get(0), settings);
    parsed.refuse();
    return parsed;
  }

  boolean isMemory() {
    return place.regionMatches(true, 0, MEMORY, 0, MEMORY.length());
  }

  boolean isFile() {
    return !isMemory() && !isServer();
  }

  /** Whether a server of H2 has it. */
  boolean isServer() {
    return REMOTE.matcher(place).matches();
  }

  /** The file, if it is one of the file system alone: not in an archive, not in pieces. */
  Optional<Path> file() {
    return StoreFile.of(place).map(StoreFile::path);
  }

  /** The same database under another file. */
  H2Url at(Path file) {
    return new H2Url(FILE + new StoreFile(file).sibling(""), settings);
  }

  /** Whether H2 makes the database when there is none. */
  boolean creates() {
    return !isSet("IFEXISTS")
        && !isSet("FORBID_CREATION")
        && !"r".equalsIgnoreCase(settings.get("ACCESS_MODE_DATA"));
  }

  private boolean isSet(String setting) {
    return "TRUE".equalsIgnoreCase(settings.get(setting));
  }

  /**
   * For a file that has been opened before: H2 must not make another one when it is gone, and keeps
   * the size of its page cache, which it would empty if a connection set it again.
   */
  String existing() {
    Map<String, String> all = completed();
    if (isFile()) {
      all.remove(PAGE_CACHE);
      all.put("IFEXISTS", "TRUE");
    }
    return new H2Url(place, all).text();
  }

  /** With what a file needs to be durable, and fast when it is large. */
  String complete() {
    return new H2Url(place, completed()).text();
  }

  private Map<String, String> completed() {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (isFile() || isMemory()) {
      // Else a connection may repeat its last result while a commit is on its way that another one
      // has shown already, and a reader would see a container go back. Needs an administrator.
      all.put("OPTIMIZE_REUSE_RESULTS", "0");
    }
    if (isFile()) {
      // Each commit is in the file before it is acknowledged.
      all.put("WRITE_DELAY", "0");
      // H2 counts a page at about three times what it takes, so that this is a twelfth of the heap.
      all.putIfAbsent(PAGE_CACHE, "" + Runtime.getRuntime().maxMemory() / 4 / KIB);
      all.putIfAbsent("TRACE_LEVEL_FILE", "0");
    }
    return all;
  }

  private String text() {
    StringBuilder url = new StringBuilder(place);
    settings.forEach((name, value) -> url.append(';').append(name).append('=').append(value));
    return url.toString();
  }

  private void refuse() {
    if (isMemory() && place.length() == MEMORY.length()) {
      throw bad("needs a name after jdbc:h2:mem:, or each connection has a database of its own");
    }
    if (!isFile()) {
      return;
    }
    refuse(
        "AUTO_SERVER",
        List.of("FALSE"),
        "one process owns an H2 file, or a kill can damage it; commands work beside a running"
            + " server without it");
    refuse(
        "WRITE_DELAY",
        List.of("0"),
        "what was acknowledged during the delay is lost when the process is killed");
    refuse(
        "LOCK_MODE", List.of("1", "2", "3"), "without locks writers would mix their transactions");
    refuse(
        "FILE_LOCK", List.of("FS", "FILE"), "without a lock two processes would damage the file");
    String retention = settings.get("RETENTION_TIME");
    if (retention != null
        && (!retention.matches("\\d{1,9}") || Integer.parseInt(retention) < RETENTION_MILLIS)) {
      throw bad("must not set RETENTION_TIME below 45000: a kill could damage the file; remove it");
    }
    refuseName();
  }

  private void refuse(String setting, List<String> harmless, String reason) {
    String value = settings.get(setting);
    if (value != null && !harmless.contains(value.strip().toUpperCase(Locale.ROOT))) {
      throw bad("must not set " + setting + ": " + reason + "; remove it");
    }
  }

  /** A name that the JVM cannot express would be another one, with question marks in it. */
  private void refuseName() {
    FileNames names = FileNames.ofProcess();
    boolean relative = place.contains(":./") || place.contains(":../");
    if (!names.canExpress(relative ? place + System.getProperty("user.dir") : place)) {
      throw bad("names a file that cannot be used: " + names.remedy());
    }
  }

  /** The URL itself may carry a password: it is not repeated. */
  private static ConfigurationException bad(String what) {
    return new ConfigurationException("storage.jdbc.url " + what);
  }
}
