package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.store.StoreProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of all settings, and how they become {@link Settings}. */
final class AllSettings {
  static final Setting<String> TYPE =
      new Setting<>(
          "storage.type",
          "jdbc",
          Form.text(),
          "`jdbc`, or `r2` for [buckets](r2.md), or the type of a [store of your"
              + " own](writing-a-store.md)");
  private static final Setting<Duration> SWEEP_INTERVAL =
      new Setting<>(
          "sweep.interval",
          "PT1M",
          AllSettings::interval,
          "how often a server sweeps; ISO 8601 duration, 1 second to 1 day, or `PT0S` for never");
  private static final Map<String, Setting<?>> BY_KEY = new LinkedHashMap<>();

  static {
    Stream.of(
            List.of(TYPE),
            JdbcSettings.ALL,
            R2Settings.ALL,
            HttpSettings.ALL,
            LimitSettings.ALL,
            AssetSettings.ALL,
            List.of(SWEEP_INTERVAL),
            LogSettings.ALL,
            CacheSettings.ALL)
        .<Setting<?>>flatMap(List::stream)
        .forEach(setting -> BY_KEY.put(setting.key(), setting));
  }

  private AllSettings() {}

  /** In the order of the documentation. */
  static List<Setting<?>> list() {
    return List.copyOf(BY_KEY.values());
  }

  static boolean isKey(String key) {
    return BY_KEY.containsKey(key);
  }

  /** Whether keys begin with the path; the top is a section, too. */
  static boolean isSection(String path) {
    String start = path.isEmpty() ? "" : path + ".";
    return BY_KEY.keySet().stream().anyMatch(key -> key.startsWith(start));
  }

  static Optional<String> keyOf(String variable) {
    return list().stream()
        .filter(setting -> setting.variable().equals(variable))
        .<String>map(Setting::key)
        .findFirst();
  }

  static Settings read(Values values, Map<String, String> ofProvider) {
    AssetSettings assets = AssetSettings.read(values);
    boolean allowHttp = assets.urls().allowHttp();
    JdbcSettings jdbc = JdbcSettings.read(values);
    Optional<R2Settings> r2;
    StorageSettings storage;
    switch (values.text(TYPE)) {
      case "jdbc" -> {
        r2 = R2Settings.beside(values, allowHttp);
        storage = jdbc;
      }
      case "r2" -> {
        R2Settings buckets = R2Settings.storage(values, allowHttp);
        r2 = Optional.of(buckets);
        storage = buckets.storage();
      }
      default -> {
        r2 = R2Settings.beside(values, allowHttp);
        storage = new ProvidedSettings(provider(values), ofProvider);
      }
    }
    return new Settings(
        storage,
        r2.flatMap(R2Settings::media),
        HttpSettings.read(values),
        assets,
        values.get(SWEEP_INTERVAL),
        LogSettings.read(values),
        CacheSettings.read(values, storage),
        LimitSettings.read(values, storage));
  }

  private static StoreProvider provider(Values values) {
    List<String> others = new ArrayList<>();
    for (StoreProvider provider : Providers.all()) {
      if (provider.type().equals(values.text(TYPE))) {
        return provider;
      }
      others.add(provider.type());
    }
    throw values.bad(
        TYPE,
        "must be jdbc or r2, or the type of a store whose jar is in lib/ or named by %s (%s), not"
                .formatted(
                    Providers.CLASS_PATH,
                    others.isEmpty() ? "none was found" : "found: " + String.join(", ", others))
            + " \""
            + values.text(TYPE)
            + "\"");
  }

  private static Duration interval(String text) {
    String rule = "1 second to 1 day such as PT1M, or PT0S for never";
    Duration interval = Form.duration(Duration.ZERO, Duration.ofDays(1), rule).read(text);
    return interval.isZero()
        ? interval
        : Form.duration(Duration.ofSeconds(1), Duration.ofDays(1), rule).read(text);
  }
}
