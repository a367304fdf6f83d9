package dev.assetlookup.bootstrap.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads settings: environment before file before default; flags come on top, from the command. */
public final class SettingsLoader {
  static final String VARIABLE_PREFIX = "ASSET_LOOKUP_";
  // Read by the launcher.
  private static final Set<String> OTHER_VARIABLES = Set.of("ASSET_LOOKUP_JAVA_OPTS");
  private static final long MAX_FILE_BYTES = 1024 * 1024;

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
    Map<Key, Value> values = new EnumMap<>(Key.class);
    if (file != null) {
      readFile(file, values);
    }
    readEnvironment(values);
    return settings(values);
  }

  /** A value and where it stands, for messages. */
  private record Value(String text, String source) {}

  private void readEnvironment(Map<Key, Value> values) {
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
      values.put(key, new Value(environment.getOrDefault(name, ""), name));
    }
  }

  private static void readFile(Path file, Map<Key, Value> values) {
    JsonNode root;
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigurationException("configuration file " + file + " is a directory");
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new ConfigurationException("configuration file " + file + " is larger than 1 MiB");
      }
      root =
          YAMLMapper.builder(
                  YAMLFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build())
              .build()
              .readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "configuration file "
              + file
              + " is not valid YAML at line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": "
              + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new ConfigurationException("cannot read configuration file " + file);
    }
    if (root != null && !root.isMissingNode() && !root.isNull()) {
      readNode(root, "", file, values);
    }
  }

  private static void readNode(JsonNode node, String path, Path file, Map<Key, Value> values) {
    if (node.isObject() && !isKey(path)) {
      node.properties()
          .forEach(
              field ->
                  readNode(
                      field.getValue(),
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      file,
                      values));
      return;
    }
    Key key =
        Arrays.stream(Key.values())
            .filter(k -> k.path.equals(path))
            .findFirst()
            .orElseThrow(() -> unknown(path, file));
    if (!node.isValueNode()) {
      throw new ConfigurationException(key.path + " in " + file + " is not a plain value");
    }
    if (!node.isNull()) {
      values.put(key, new Value(node.asText(), key.path + " in " + file));
    }
  }

  private static boolean isKey(String path) {
    return Arrays.stream(Key.values()).anyMatch(key -> key.path.equals(path));
  }

  private static ConfigurationException unknown(String path, Path file) {
    return new ConfigurationException(
        (path.isEmpty() ? "the top level" : "unknown key " + path)
            + " in "
            + file
            + (path.isEmpty() ? " is not a map of keys" : "")
            + "; known are "
            + Arrays.stream(Key.values()).map(key -> key.path).collect(Collectors.joining(", ")));
  }

  private static Settings settings(Map<Key, Value> values) {
    oneOf(values, Key.STORAGE_TYPE, "jdbc");
    String url = jdbcUrl(values);
    String username = text(values, Key.JDBC_USERNAME);
    return new Settings(
        new Settings.Jdbc(
            url,
            username.isEmpty() && url.startsWith("jdbc:h2:") ? "sa" : username,
            text(values, Key.JDBC_PASSWORD),
            Settings.SchemaMode.valueOf(
                oneOf(values, Key.JDBC_SCHEMA_MODE, "create", "validate", "off")
                    .toUpperCase(Locale.ROOT))),
        new Settings.Http(text(values, Key.HTTP_HOST), port(values)),
        assets(values),
        sweepInterval(values));
  }

  private static Settings.Assets assets(Map<Key, Value> values) {
    Duration grace = duration(values, Key.SUPERSEDED_GRACE, 365, "0 to 365 days such as PT10M");
    Duration retention =
        duration(values, Key.SUPERSEDED_RETENTION, 3650, "0 to 3650 days such as P7D");
    if (retention.compareTo(grace) < 0) {
      throw new ConfigurationException(
          source(values, Key.SUPERSEDED_RETENTION)
              + " must not be shorter than "
              + source(values, Key.SUPERSEDED_GRACE)
              + ": "
              + text(values, Key.SUPERSEDED_RETENTION)
              + " is shorter than "
              + text(values, Key.SUPERSEDED_GRACE));
    }
    return new Settings.Assets(
        grace,
        retention,
        Boolean.parseBoolean(oneOf(values, Key.ALLOW_HTTP_URLS, "true", "false")));
  }

  private static Duration sweepInterval(Map<Key, Value> values) {
    String rule = "1 second to 1 day such as PT1M, or PT0S for never";
    Duration interval = duration(values, Key.SWEEP_INTERVAL, 1, rule);
    if (!interval.isZero() && interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw notADuration(values, Key.SWEEP_INTERVAL, rule);
    }
    return interval;
  }

  private static String text(Map<Key, Value> values, Key key) {
    Value value = values.get(key);
    return value == null ? key.fallback : value.text();
  }

  private static String source(Map<Key, Value> values, Key key) {
    Value value = values.get(key);
    return value == null ? key.path : value.source();
  }

  private static ConfigurationException bad(Map<Key, Value> values, Key key, String rule) {
    return new ConfigurationException(source(values, key) + " " + rule);
  }

  private static String oneOf(Map<Key, Value> values, Key key, String... allowed) {
    String text = text(values, key);
    if (!Arrays.asList(allowed).contains(text)) {
      throw bad(values, key, "must be " + String.join(" or ", allowed) + ", not \"" + text + "\"");
    }
    return text;
  }

  // The URL may carry a password: it is never repeated.
  private static String jdbcUrl(Map<Key, Value> values) {
    String url = text(values, Key.JDBC_URL);
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      throw bad(values, Key.JDBC_URL, "must begin with jdbc:h2: or jdbc:postgresql:");
    }
    return url;
  }

  private static int port(Map<Key, Value> values) {
    String text = text(values, Key.HTTP_PORT);
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a port out of range.
    }
    throw bad(values, Key.HTTP_PORT, "must be a port from 0 to 65535, not \"" + text + "\"");
  }

  private static Duration duration(Map<Key, Value> values, Key key, int maxDays, String rule) {
    try {
      Duration duration = Duration.parse(text(values, key));
      if (!duration.isNegative() && duration.compareTo(Duration.ofDays(maxDays)) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a duration out of range.
    }
    throw notADuration(values, key, rule);
  }

  private static ConfigurationException notADuration(Map<Key, Value> values, Key key, String rule) {
    return bad(
        values,
        key,
        "must be an ISO 8601 duration of " + rule + ", not \"" + text(values, key) + "\"");
  }
}
