package dev.assetlookup.core.access;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: never with its secret.
 *
 * @param id the public part
 * @param terms what it was minted for
 * @param createdAt when it was minted, truncated to microseconds
 * @param status what changes in the life of a key
 */
public record ApiKey(ApiKeyId id, KeyTerms terms, Instant createdAt, Status status) {
  /** Cuts the time to what every store keeps. */
  public ApiKey {
    Objects.requireNonNull(id);
    Objects.requireNonNull(terms);
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(status);
  }

  /**
   * A key that works.
   *
   * @param id the public part
   * @param terms what it is minted for
   * @param secret the SHA-256 of the secret's characters
   * @param createdAt when it is minted
   * @return a new key
   */
  public static ApiKey active(ApiKeyId id, KeyTerms terms, Sha256 secret, Instant createdAt) {
    return new ApiKey(id, terms, createdAt, Status.active(secret));
  }

  /**
   * Whose content the key opens, that of its sandbox for a test key.
   *
   * @return never a sandbox
   */
  public OrganizationId organization() {
    return terms.organization();
  }

  /**
   * The organization's name for people.
   *
   * @return at most 200 characters, or null
   */
  public @Nullable String organizationName() {
    return terms.organizationName();
  }

  /**
   * Which segment the key carries.
   *
   * @return live or test
   */
  public Environment environment() {
    return terms.environment();
  }

  /**
   * What the key grants.
   *
   * @return at most 20 scopes
   */
  public Set<Scope> scopes() {
    return terms.scopes();
  }

  /**
   * Outside of which all is absent to the key.
   *
   * @return all projects, or some
   */
  public Projects projects() {
    return terms.projects();
  }

  /**
   * How much may be asked with the key.
   *
   * @return the tier
   */
  public RateLimitTier rateLimitTier() {
    return terms.rateLimitTier();
  }

  /**
   * The operator's note.
   *
   * @return at most 200 characters, or null
   */
  public @Nullable String name() {
    return terms.name();
  }

  /**
   * From when on the key is refused.
   *
   * @return null for never
   */
  public @Nullable Instant expiresAt() {
    return terms.expiresAt();
  }

  /**
   * The caller that this key stands for. For a test key that is the sandbox of its organization, or
   * a caller without scopes if the organization's id is too long to have one.
   *
   * @return its organization with its scopes and projects, and itself as the actor
   */
  public Caller caller() {
    Actor actor = Actor.of(id);
    if (environment() == Environment.LIVE) {
      return new Caller(organization(), scopes(), projects(), actor);
    }
    return organization()
        .sandbox()
        .map(sandbox -> new Caller(sandbox, scopes(), projects(), actor))
        .orElseGet(() -> new Caller(organization(), Set.of(), projects(), actor));
  }

  /**
   * The same key in another status.
   *
   * @param next the status
   * @return a copy
   */
  public ApiKey with(Status next) {
    return new ApiKey(id, terms, createdAt, next);
  }

  /**
   * The same key with other terms.
   *
   * @param change sets what is other
   * @return a copy
   */
  public ApiKey with(UnaryOperator<KeyTerms.Builder> change) {
    return new ApiKey(id, change.apply(terms.toBuilder()).build(), createdAt, status);
  }

  /**
   * Whether the key's end has come.
   *
   * @param clock asked only if it has one
   * @return true from {@link #expiresAt} on
   */
  public boolean isExpired(InstantSource clock) {
    Instant end = expiresAt();
    return end != null && !clock.instant().isBefore(end);
  }

  /**
   * Whether the key is less than its scopes say, by bounds that versions without them do not know.
   * A store keeps its digest in a form that such a version cannot read.
   *
   * @return true if it expires, is bound to projects, or is a test key
   */
  public boolean isRestricted() {
    return expiresAt() != null
        || environment() == Environment.TEST
        || !projects().equals(Projects.ALL);
  }

  /** The environment segment of a key. */
  public enum Environment {
    /** For real use. */
    LIVE("live"),
    /** For trying out: opens the sandbox of the organization, and nothing else. */
    TEST("test");

    private final String segment;

    Environment(String segment) {
      this.segment = segment;
    }

    /**
     * The segment in a key.
     *
     * @return the lower-case name
     */
    public String segment() {
      return segment;
    }
  }

  /**
   * How much may be asked with a key; how much that is, a server is told. From the least to the
   * most.
   */
  public enum RateLimitTier {
    /** The tier of a key that was minted without one. */
    STANDARD,
    /** A partner on trial. */
    PILOT,
    /** A partner. */
    PARTNER,
    /** No limit, whatever the others have. */
    UNLIMITED;

    /**
     * The name on the wire and in stores.
     *
     * @return the lower-case name
     */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What changes in the life of a key.
   *
   * @param secrets which secrets open it
   * @param revokedAt when it stopped being a key for good, truncated to microseconds
   * @param keyKilled the kill switch of this key
   * @param organizationKilled the kill switch of its whole organization, kept on each of its keys
   */
  public record Status(
      KeySecrets secrets,
      @Nullable Instant revokedAt,
      boolean keyKilled,
      boolean organizationKilled) {
    /** Cuts the time to what every store keeps. */
    public Status {
      revokedAt = revokedAt == null ? null : revokedAt.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * A key that works.
     *
     * @param secret the SHA-256 of its secret's characters
     * @return a new status
     */
    public static Status active(Sha256 secret) {
      return new Status(KeySecrets.of(secret), null, false, false);
    }

    /**
     * The same status with other secrets.
     *
     * @param next which secrets open the key
     * @return a copy
     */
    public Status with(KeySecrets next) {
      return new Status(next, revokedAt, keyKilled, organizationKilled);
    }

    /**
     * The same status, revoked or not.
     *
     * @param at when it was revoked, null for never
     * @return a copy
     */
    public Status withRevokedAt(@Nullable Instant at) {
      return new Status(secrets, at, keyKilled, organizationKilled);
    }

    /**
     * The same status with the key's kill switch in that position.
     *
     * @param on whether the key is switched off
     * @return a copy
     */
    public Status withKeyKilled(boolean on) {
      return new Status(secrets, revokedAt, on, organizationKilled);
    }

    /**
     * The same status with the organization's kill switch in that position.
     *
     * @param on whether the organization is switched off
     * @return a copy
     */
    public Status withOrganizationKilled(boolean on) {
      return new Status(secrets, revokedAt, keyKilled, on);
    }
  }
}
