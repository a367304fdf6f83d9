package dev.assetlookup.bootstrap.config;

import java.util.Map;

/** The texts that were given for settings, with the defaults of the others. */
final class Values {
  private final Map<String, Value> given;

  /**
   * @param given values by the keys of their settings
   */
  Values(Map<String, Value> given) {
    this.given = given;
  }

  /** A value and where it stands, for messages. */
  record Value(String text, String source) {}

  <T> T get(Setting<T> setting) {
    try {
      return setting.form().read(text(setting));
    } catch (IllegalArgumentException e) {
      throw bad(setting, String.valueOf(e.getMessage()));
    }
  }

  /** Reads a setting that must not be empty. */
  <T> T get(Setting<T> setting, String whyNeeded) {
    if (!isSet(setting)) {
      throw bad(setting, whyNeeded);
    }
    return get(setting);
  }

  String text(Setting<?> setting) {
    Value value = given.get(setting.key());
    return value == null ? setting.fallback() : value.text();
  }

  boolean isSet(Setting<?> setting) {
    return !text(setting).isEmpty();
  }

  /** What to call it in messages. */
  String source(Setting<?> setting) {
    Value value = given.get(setting.key());
    return value == null ? setting.key() : value.source();
  }

  ConfigurationException bad(Setting<?> setting, String rule) {
    return new ConfigurationException(source(setting) + " " + rule);
  }
}
