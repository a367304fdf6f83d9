package dev.assetlookup.core.access;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: never with its secret.
 *
 * @param id the public part
 * @param organization whose content the key opens, that of its sandbox for a test key; never a
 *     sandbox itself
 * @param organizationName the organization's name for people, at most 200 characters
 * @param environment which segment the key carries
 * @param scopes what the key grants, at most 20
 * @param projects outside of which all is absent to the key
 * @param rateLimitTier how much may be asked with the key
 * @param name the operator's note, at most 200 characters
 * @param createdAt when it was minted, truncated to microseconds
 * @param expiresAt from when on it is refused, truncated to microseconds; null for never
 * @param status what changes in the life of a key
 */
public record ApiKey(
    ApiKeyId id,
    OrganizationId organization,
    @Nullable String organizationName,
    Environment environment,
    Set<Scope> scopes,
    Projects projects,
    RateLimitTier rateLimitTier,
    @Nullable String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    Status status) {
  private static final int MAX_NAME = 200;
  private static final int MAX_SCOPES = 20;

  /**
   * Copies the scopes and checks the names.
   *
   * @throws IllegalArgumentException if the organization is a sandbox, there are too many scopes,
   *     or a name is too long or holds control characters
   */
  public ApiKey {
    if (organization.isSandbox()) {
      throw new IllegalArgumentException("a key is an organization's, not its sandbox's");
    }
    requireName(organizationName, "organization name");
    requireName(name, "name");
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(projects);
    if (scopes.size() > MAX_SCOPES) {
      throw new IllegalArgumentException("more than " + MAX_SCOPES + " scopes");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
  }

  private static void requireName(@Nullable String text, String what) {
    if (text == null) {
      return;
    }
    if (text.length() > MAX_NAME || text.codePoints().anyMatch(ApiKey::isUnfit)) {
      throw new IllegalArgumentException(
          what + " is longer than " + MAX_NAME + " characters or has control characters");
    }
  }

  private static boolean isUnfit(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * Starts a key: live, of the standard tier, without names, scopes and end, and working.
   *
   * @param id the public part
   * @param organization whose content the key opens
   * @param secret the SHA-256 of the secret's characters
   * @param createdAt when it was minted
   * @return a new builder
   */
  public static ApiKeyBuilder builder(
      ApiKeyId id, OrganizationId organization, Sha256 secret, Instant createdAt) {
    return new ApiKeyBuilder(id, organization, createdAt, Status.active(secret));
  }

  /**
   * Starts a key like this one.
   *
   * @return a new builder
   */
  public ApiKeyBuilder toBuilder() {
    return new ApiKeyBuilder(id, organization, createdAt, status)
        .organizationName(organizationName)
        .environment(environment)
        .scopes(scopes)
        .projects(projects)
        .rateLimitTier(rateLimitTier)
        .name(name)
        .expiresAt(expiresAt);
  }

  /**
   * The caller that this key stands for. For a test key that is the sandbox of its organization, or
   * a caller without scopes if the organization's id is too long to have one.
   *
   * @return its organization with its scopes and projects, and itself as the actor
   */
  public Caller caller() {
    Actor actor = Actor.of(id);
    if (environment == Environment.LIVE) {
      return new Caller(organization, scopes, projects, actor);
    }
    return organization
        .sandbox()
        .map(sandbox -> new Caller(sandbox, scopes, projects, actor))
        .orElseGet(() -> new Caller(organization, Set.of(), projects, actor));
  }

  /**
   * The same key in another status.
   *
   * @param next the status
   * @return a copy
   */
  public ApiKey with(Status next) {
    return toBuilder().status(next).build();
  }

  /**
   * Whether the key's end has come.
   *
   * @param clock asked only if it has one
   * @return true from {@link #expiresAt} on
   */
  public boolean isExpired(InstantSource clock) {
    return expiresAt != null && !clock.instant().isBefore(expiresAt);
  }

  /**
   * Whether the key is less than its scopes say, by bounds that versions without them do not know.
   * A store keeps its digest in a form that such a version cannot read.
   *
   * @return true if it expires, is bound to projects, or is a test key
   */
  public boolean isRestricted() {
    return expiresAt != null || environment == Environment.TEST || !projects.equals(Projects.ALL);
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
