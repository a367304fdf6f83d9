package dev.assetlookup.bootstrap.config;

import java.time.Duration;

/**
 * All settings, checked (DESIGN 7).
 *
 * @param jdbc the database
 * @param http where the server listens
 * @param assets what holds for assets
 * @param sweepInterval how often the server sweeps, 0 for never
 */
public record Settings(Jdbc jdbc, Http http, Assets assets, Duration sweepInterval) {

  /** Who makes the tables. */
  public enum SchemaMode {
    /** This program, at start, where they are missing. */
    CREATE,
    /** Somebody else; this program checks them at start. */
    VALIDATE,
    /** Somebody else, unchecked. */
    OFF
  }

  /**
   * The database.
   *
   * @param url a JDBC URL of H2 or PostgreSQL
   * @param username the database user
   * @param password the user's password
   * @param schemaMode who makes the tables
   */
  public record Jdbc(String url, String username, String password, SchemaMode schemaMode) {
    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "Jdbc[schemaMode=" + schemaMode + "]";
    }
  }

  /**
   * Where the server listens.
   *
   * @param host name or address
   * @param port 0 for any free one
   */
  public record Http(String host, int port) {}

  /**
   * What holds for assets.
   *
   * @param supersededGrace how long a superseded asset goes on resolving, 0 or more
   * @param supersededRetention how long a superseded asset and a deleted container are remembered,
   *     not shorter than the grace
   * @param allowHttpUrls whether plain {@code http} URLs may be published
   */
  public record Assets(
      Duration supersededGrace, Duration supersededRetention, boolean allowHttpUrls) {}

  /**
   * The same settings with another place to listen.
   *
   * @param other the place
   * @return a copy
   */
  public Settings with(Http other) {
    return new Settings(jdbc, other, assets, sweepInterval);
  }
}
