package dev.assetlookup.bootstrap.config;

import dev.assetlookup.bootstrap.messages.StoreFailure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The database that keeps the descriptors.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param username the database user
 * @param password the user's password
 * @param schemaMode who makes the tables
 */
public record JdbcSettings(String url, String username, String password, SchemaMode schemaMode)
    implements StorageSettings {
  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final Pattern USER_INFO = Pattern.compile("jdbc:postgresql:(//)?[^/?]*@");

  private static final Setting<String> URL =
      new Setting<>(
          "storage.jdbc.url",
          "jdbc:h2:file:./asset-lookup-data/store",
          JdbcSettings::checkedUrl,
          "a URL of H2 or PostgreSQL",
          StoreFailure::withoutPassword);
  private static final Setting<String> USERNAME =
      new Setting<>(
          "storage.jdbc.username", "", Form.text(), "the database user; if empty, `sa` for H2");
  private static final Setting<String> PASSWORD =
      Setting.secret("storage.jdbc.password", "the password of that user");
  private static final Setting<SchemaMode> SCHEMA_MODE =
      new Setting<>(
          "storage.jdbc.schema-mode",
          "create",
          Form.oneOf(SchemaMode.class),
          "`create` missing tables at start, and upgrade those of an earlier version; `validate`"
              + " them and stop if they are not right; `off`");
  static final List<Setting<?>> ALL = List.of(URL, USERNAME, PASSWORD, SCHEMA_MODE);

  /** Who makes the tables. */
  public enum SchemaMode {
    /** This program, at start, where they are missing. */
    CREATE,
    /** Somebody else; this program checks them at start. */
    VALIDATE,
    /** Somebody else, unchecked. */
    OFF
  }

  static JdbcSettings read(Values values) {
    String url = values.get(URL);
    String username = values.get(USERNAME);
    return new JdbcSettings(
        url,
        username.isEmpty() && url.startsWith(H2) ? "sa" : username,
        values.get(PASSWORD),
        values.get(SCHEMA_MODE));
  }

  /** Never repeats the URL, which may carry a password. */
  private static String checkedUrl(String url) {
    if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException("must begin with jdbc:h2: or jdbc:postgresql:");
    }
    // The driver takes them for a part of the host, and names that in its messages.
    if (USER_INFO.matcher(url).lookingAt()) {
      throw new IllegalArgumentException(
          "must not carry a user or a password before the host; set storage.jdbc.username and"
              + " storage.jdbc.password");
    }
    return url;
  }

  /**
   * Whether the database is H2 rather than PostgreSQL.
   *
   * @return whether it is H2's
   */
  public boolean isH2() {
    return url.startsWith(H2);
  }

  @Override
  public String type() {
    return "jdbc";
  }

  /** Keeps the password out of logs. */
  @Override
  public String toString() {
    return "JdbcSettings[schemaMode=" + schemaMode + "]";
  }
}
