package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings: environment before file before default; flags come on top, from the command. */
public final class SettingsLoader {
  static final String VARIABLE_PREFIX = "ASSET_LOOKUP_";
  // Read by the launcher.
  private static final Set<String> OTHER_VARIABLES = Set.of("ASSET_LOOKUP_JAVA_OPTS");

  private static final Pattern USER_INFO = Pattern.compile("jdbc:postgresql:(//)?[^/?]*@");

  private final Map<String, String> environment;

  /**
   * A loader.
   *
   * @param environment the environment's variables
   */
  public SettingsLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads and checks the settings.
   *
   * @param file a YAML file, null for none
   * @return the settings
   * @throws ConfigurationException if a key is unknown or a value is bad; it names the key
   */
  public Settings load(@Nullable Path file) {
    return settings(new Values(given(file)));
  }

  private Map<Key, Values.Value> given(@Nullable Path file) {
    Map<Key, Values.Value> values =
        file == null ? new EnumMap<>(Key.class) : SettingsFile.read(file);
    readEnvironment(values);
    return values;
  }

  /**
   * The values that are given, not checked: another loader that takes them as its environment gets
   * the same settings without a file.
   *
   * @param file a YAML file, null for none
   * @return values by the names of their variables
   * @throws ConfigurationException if a key is unknown
   */
  public Map<String, String> variables(@Nullable Path file) {
    return given(file).entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().variable(), e -> e.getValue().text()));
  }

  private void readEnvironment(Map<Key, Values.Value> values) {
    for (String name : new TreeSet<>(environment.keySet())) {
      if (!name.startsWith(VARIABLE_PREFIX) || OTHER_VARIABLES.contains(name)) {
        continue;
      }
      Key key =
          Arrays.stream(Key.values())
              .filter(k -> k.variable().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "unknown environment variable "
                              + name
                              + "; known are "
                              + Arrays.stream(Key.values())
                                  .map(Key::variable)
                                  .collect(Collectors.joining(", "))));
      values.put(key, new Values.Value(environment.getOrDefault(name, ""), name));
    }
  }

  private static Settings settings(Values values) {
    Settings.StorageType storage = storage(values);
    Settings.Assets assets = assets(values);
    return new Settings(
        storage,
        jdbc(values),
        R2Settings.read(values, storage, assets.urls().allowHttp()),
        http(values),
        assets,
        sweepInterval(values));
  }

  private static Settings.StorageType storage(Values values) {
    boolean manifests = values.oneOf(Key.R2_LAYOUT, "manifest", "objects").equals("manifest");
    if (values.oneOf(Key.STORAGE_TYPE, "jdbc", "r2").equals("jdbc")) {
      return Settings.StorageType.JDBC;
    }
    return manifests ? Settings.StorageType.R2_MANIFEST : Settings.StorageType.R2_OBJECTS;
  }

  private static Settings.Jdbc jdbc(Values values) {
    String url = values.text(Key.JDBC_URL);
    // The URL may carry a password: it is never repeated.
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      throw values.bad(Key.JDBC_URL, "must begin with jdbc:h2: or jdbc:postgresql:");
    }
    // The driver takes them for a part of the host, and names that in its messages.
    if (USER_INFO.matcher(url).lookingAt()) {
      throw values.bad(
          Key.JDBC_URL,
          "must not carry a user or a password before the host; set "
              + Key.JDBC_USERNAME.path
              + " and "
              + Key.JDBC_PASSWORD.path);
    }
    String username = values.text(Key.JDBC_USERNAME);
    return new Settings.Jdbc(
        url,
        username.isEmpty() && url.startsWith("jdbc:h2:") ? "sa" : username,
        values.text(Key.JDBC_PASSWORD),
        Settings.SchemaMode.valueOf(
            values
                .oneOf(Key.JDBC_SCHEMA_MODE, "create", "validate", "off")
                .toUpperCase(Locale.ROOT)));
  }

  private static Settings.Assets assets(Values values) {
    Duration grace = values.duration(Key.SUPERSEDED_GRACE, 365, "0 to 365 days such as PT10M");
    Duration retention =
        values.duration(Key.SUPERSEDED_RETENTION, 3650, "0 to 3650 days such as P7D");
    if (retention.compareTo(grace) < 0) {
      throw values.bad(
          Key.SUPERSEDED_RETENTION,
          "must not be shorter than "
              + values.source(Key.SUPERSEDED_GRACE)
              + ": "
              + values.text(Key.SUPERSEDED_RETENTION)
              + " is shorter than "
              + values.text(Key.SUPERSEDED_GRACE));
    }
    return new Settings.Assets(
        new Supersession(grace, retention),
        new UrlRules(flag(values, Key.ALLOW_HTTP_URLS), flag(values, Key.ALLOW_SIGNED_URLS)));
  }

  private static boolean flag(Values values, Key key) {
    return Boolean.parseBoolean(values.oneOf(key, "true", "false"));
  }

  private static Settings.Http http(Values values) {
    return new Settings.Http(
        values.text(Key.HTTP_HOST),
        values.number(Key.HTTP_PORT, "a port", 0, 65_535),
        values.number(Key.HTTP_MAX_CONNECTIONS, "a number", 0, 100_000),
        wait(values, Key.HTTP_IDLE_TIMEOUT),
        wait(values, Key.HTTP_HEADERS_TIMEOUT),
        wait(values, Key.HTTP_STALLED_TIMEOUT),
        values.duration(Key.HTTP_SHUTDOWN_GRACE, 1, "0 to 1 day such as PT5S"));
  }

  private static Duration wait(Values values, Key key) {
    String rule = "1 second to 1 day such as PT60S";
    Duration wait = values.duration(key, 1, rule);
    if (wait.compareTo(Duration.ofSeconds(1)) < 0) {
      throw values.notADuration(key, rule);
    }
    return wait;
  }

  private static Duration sweepInterval(Values values) {
    String rule = "1 second to 1 day such as PT1M, or PT0S for never";
    Duration interval = values.duration(Key.SWEEP_INTERVAL, 1, rule);
    if (!interval.isZero() && interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw values.notADuration(Key.SWEEP_INTERVAL, rule);
    }
    return interval;
  }
}
