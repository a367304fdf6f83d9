package dev.assetlookup.bootstrap.config;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One setting, with all that is known of it. The command {@code config}, the documentation and
 * messages are made from this.
 *
 * @param key its name in a file, such as {@code http.port}
 * @param fallback the text that holds if nothing is set
 * @param form how its text is read
 * @param description what it means, in Markdown
 * @param shown its text without secrets
 * @param <T> what it is read as
 */
record Setting<T>(
    String key, String fallback, Form<T> form, String description, UnaryOperator<String> shown) {
  private static final String HIDDEN = "***";

  Setting(String key, String fallback, Form<T> form, String description) {
    this(key, fallback, form, description, text -> text);
  }

  /** A setting whose text is never shown. */
  static Setting<String> secret(String key, String description) {
    return new Setting<>(key, "", Form.text(), description, Setting::hidden);
  }

  static String hidden(String text) {
    return text.isEmpty() ? "" : HIDDEN;
  }

  /** The environment variable: {@code http.port} is {@code ASSET_LOOKUP_HTTP_PORT}. */
  String variable() {
    return variable(key);
  }

  static String variable(String key) {
    return SettingsLoader.VARIABLE_PREFIX
        + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** A row of the table in the documentation. */
  String row() {
    return "| `%s` | `%s` | %s | %s |"
        .formatted(
            key, variable(), fallback.isEmpty() ? "empty" : "`" + fallback + "`", description);
  }
}
