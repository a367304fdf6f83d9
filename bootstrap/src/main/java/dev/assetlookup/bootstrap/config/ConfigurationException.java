package dev.assetlookup.bootstrap.config;

/** A setting is unknown or has a bad value. The message names it and says what would be right. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the setting.
   *
   * @param message for the operator
   */
  public ConfigurationException(String message) {
    super(message);
  }
}
