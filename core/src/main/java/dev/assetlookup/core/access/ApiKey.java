package dev.assetlookup.core.access;

import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: never with its secret.
 *
 * @param id the public part
 * @param organization whose content the key opens
 * @param organizationName the organization's name for people, at most 200 characters
 * @param environment which segment the key carries
 * @param secretDigest the SHA-256 of the secret's characters
 * @param scopes what the key grants, at most 20
 * @param rateLimitTier the tier that {@code whoami} reports
 * @param name the operator's note, at most 200 characters
 * @param createdAt when it was minted, truncated to microseconds
 * @param status what changes in the life of a key
 */
public record ApiKey(
    ApiKeyId id,
    OrganizationId organization,
    @Nullable String organizationName,
    Environment environment,
    Sha256 secretDigest,
    Set<Scope> scopes,
    RateLimitTier rateLimitTier,
    @Nullable String name,
    Instant createdAt,
    Status status) {
  private static final int MAX_NAME = 200;
  private static final int MAX_SCOPES = 20;

  /**
   * Copies the scopes and checks the names.
   *
   * @throws IllegalArgumentException if there are too many scopes, or a name is too long or holds
   *     control characters
   */
  public ApiKey {
    requireName(organizationName, "organization name");
    requireName(name, "name");
    scopes = Set.copyOf(scopes);
    if (scopes.size() > MAX_SCOPES) {
      throw new IllegalArgumentException("more than " + MAX_SCOPES + " scopes");
    }
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
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
   * The caller that this key stands for.
   *
   * @return its organization with its scopes, and itself as the actor
   */
  public Caller caller() {
    return new Caller(organization, scopes).as(Actor.of(id));
  }

  /**
   * The same key in another status.
   *
   * @param next the status
   * @return a copy
   */
  public ApiKey with(Status next) {
    return new ApiKey(
        id,
        organization,
        organizationName,
        environment,
        secretDigest,
        scopes,
        rateLimitTier,
        name,
        createdAt,
        next);
  }

  /** The environment segment of a key. */
  public enum Environment {
    /** For real use. */
    LIVE("live"),
    /** For trying out. */
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

  /** How much may be asked with a key; how much that is, a server is told. */
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
   * @param revokedAt when it stopped being a key for good, truncated to microseconds
   * @param keyKilled the kill switch of this key
   * @param organizationKilled the kill switch of its whole organization, kept on each of its keys
   */
  public record Status(@Nullable Instant revokedAt, boolean keyKilled, boolean organizationKilled) {
    /** A key that works. */
    public static final Status ACTIVE = new Status(null, false, false);

    /** Cuts the time to what every store keeps. */
    public Status {
      revokedAt = revokedAt == null ? null : revokedAt.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
