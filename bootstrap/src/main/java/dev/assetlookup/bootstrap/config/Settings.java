package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.MediaUrl;
import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import dev.assetlookup.http.ServerLimits;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All settings, checked.
 *
 * @param storage where descriptors are
 * @param jdbc the database, used if the storage is one
 * @param r2 the buckets, null if none are configured; never null if the storage is one
 * @param http where the server listens, and its limits
 * @param assets what holds for assets
 * @param sweepInterval how often the server sweeps, 0 for never
 */
public record Settings(
    StorageType storage,
    Jdbc jdbc,
    @Nullable R2 r2,
    Http http,
    Assets assets,
    Duration sweepInterval) {

  /** Where descriptors are. */
  public enum StorageType {
    /** In a database. */
    JDBC,
    /** In a bucket of their own, one manifest a container. */
    R2_MANIFEST,
    /** On the media objects themselves; read only. */
    R2_OBJECTS
  }

  /**
   * Buckets of Cloudflare R2 or of another server of the S3 protocol.
   *
   * @param endpoint the server
   * @param region {@code auto} for R2
   * @param accessKeyId the public part of the credentials
   * @param secretAccessKey the secret part
   * @param metadataBucket the private bucket with manifests and API keys, null if there is none
   * @param media the public bucket, null if none is configured
   * @param connections most connections at one time, 1 or more
   * @param patience how long one request is tried, and a write as a whole, more than zero
   */
  public record R2(
      URI endpoint,
      String region,
      String accessKeyId,
      String secretAccessKey,
      @Nullable String metadataBucket,
      @Nullable Media media,
      int connections,
      Duration patience) {
    /** Keeps the credentials out of logs. */
    @Override
    public String toString() {
      return "R2[metadataBucket=" + metadataBucket + ", media=" + media + "]";
    }
  }

  /**
   * The public bucket with the media.
   *
   * @param bucket its name
   * @param prefix what its keys begin with, empty or ending in a slash
   * @param publicBaseUrl the URL under which its keys are served, without a slash at its end
   */
  public record Media(String bucket, String prefix, MediaUrl publicBaseUrl) {}

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
   * Where the server listens, and what its clients may hold.
   *
   * @param host name or address
   * @param port 0 for any free one
   * @param maxConnections most connections at one time, 0 for as many as the process can hold
   * @param idle how long a connection may wait for its next request
   * @param headers how long a request may take to the end of its headers
   * @param stalled how long a client may send nothing of a body, or take nothing of an answer
   * @param shutdownGrace how long requests under way may go on when the server stops
   */
  public record Http(
      String host,
      int port,
      int maxConnections,
      Duration idle,
      Duration headers,
      Duration stalled,
      Duration shutdownGrace) {
    /**
     * With the default limits.
     *
     * @param host name or address
     * @param port 0 for any free one
     */
    public Http(String host, int port) {
      this(
          host,
          port,
          0,
          ServerLimits.DEFAULT.idle(),
          ServerLimits.DEFAULT.headers(),
          ServerLimits.DEFAULT.stalled(),
          ServerLimits.DEFAULT.shutdownGrace());
    }

    /**
     * The same limits at another place.
     *
     * @param otherHost name or address
     * @param otherPort 0 for any free one
     * @return a copy
     */
    public Http at(String otherHost, int otherPort) {
      return new Http(otherHost, otherPort, maxConnections, idle, headers, stalled, shutdownGrace);
    }

    /**
     * The limits of a server.
     *
     * @param connections most connections at one time
     * @return them
     */
    public ServerLimits limits(int connections) {
      return new ServerLimits(connections, idle, headers, stalled, shutdownGrace);
    }
  }

  /**
   * What holds for assets.
   *
   * @param supersession how long superseded assets go on resolving and are remembered; one value
   *     for lookup and sweep
   * @param urls which URLs may be published
   */
  public record Assets(Supersession supersession, UrlRules urls) {}

  /**
   * The same settings with another place to listen.
   *
   * @param other the place
   * @return a copy
   */
  public Settings with(Http other) {
    return new Settings(storage, jdbc, r2, other, assets, sweepInterval);
  }

  /**
   * The same settings with what holds for the assets of a store.
   *
   * @param other what holds
   * @return a copy
   */
  public Settings with(Assets other) {
    return new Settings(storage, jdbc, r2, http, other, sweepInterval);
  }
}
