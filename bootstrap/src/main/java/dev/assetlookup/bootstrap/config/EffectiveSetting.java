package dev.assetlookup.bootstrap.config;

/**
 * A setting as it holds.
 *
 * @param key its name, such as {@code http.port}
 * @param text its text, without secrets
 * @param source where it comes from: a variable, a key in a file, or the default
 */
public record EffectiveSetting(String key, String text, String source) {
  /** The source of what is not set. */
  public static final String DEFAULT = "default";
}
