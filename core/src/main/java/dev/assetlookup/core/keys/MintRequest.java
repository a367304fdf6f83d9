package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.Sha256;
import dev.assetlookup.core.content.UtcTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to mint. {@link ApiKey} explains the parts.
 *
 * @param organization whose content the key opens
 * @param organizationName the organization's name for people
 * @param environment the key's environment segment
 * @param scopes what it grants, at least one
 * @param projects outside of which all is absent to it
 * @param rateLimitTier how much it may ask for
 * @param name the operator's note
 * @param expiresAt from when on it is refused, null for never
 */
public record MintRequest(
    OrganizationId organization,
    @Nullable String organizationName,
    Environment environment,
    Set<Scope> scopes,
    Projects projects,
    RateLimitTier rateLimitTier,
    @Nullable String name,
    @Nullable Instant expiresAt) {
  /**
   * Copies the scopes.
   *
   * @throws IllegalArgumentException if there is none: such a key could do nothing; or the
   *     organization is a sandbox, or has none that a test key could open; or the end is no time
   *     that can be stored
   */
  public MintRequest {
    if (organization.isSandbox()) {
      throw new IllegalArgumentException(
          "a key belongs to an organization, not to its sandbox, which is what a test key opens: "
              + organization);
    }
    if (environment == Environment.TEST && organization.sandbox().isEmpty()) {
      throw new IllegalArgumentException(
          "an organization whose id has more than 59 characters has no sandbox for a test key: "
              + organization);
    }
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope");
    }
    Objects.requireNonNull(projects);
    expiresAt = expiresAt == null ? null : UtcTime.storable(expiresAt);
  }

  /**
   * A live key of the standard tier, without names, bounds and end.
   *
   * @param organization whose content the key opens
   * @param scopes what it grants, at least one
   * @return a new request
   * @throws IllegalArgumentException if there is no scope
   */
  public static MintRequest of(OrganizationId organization, Scope... scopes) {
    return builder(organization, Set.of(scopes)).build();
  }

  /**
   * Starts such a request.
   *
   * @param organization whose content the key opens
   * @param scopes what it grants, at least one
   * @return a new builder
   */
  public static Builder builder(OrganizationId organization, Set<Scope> scopes) {
    return new Builder(organization, scopes);
  }

  /** The key that this asks for, which works. */
  ApiKey key(ApiKeyId id, Sha256 secret, Instant createdAt) {
    return ApiKey.builder(id, organization, secret, createdAt)
        .organizationName(organizationName)
        .environment(environment)
        .scopes(scopes)
        .projects(projects)
        .rateLimitTier(rateLimitTier)
        .name(name)
        .expiresAt(expiresAt)
        .build();
  }

  /** Collects the parts of a request. Not thread-safe. */
  public static final class Builder {
    private final OrganizationId organization;
    private final Set<Scope> scopes;
    private @Nullable String organizationName;
    private Environment environment = Environment.LIVE;
    private Projects projects = Projects.ALL;
    private RateLimitTier rateLimitTier = RateLimitTier.STANDARD;
    private @Nullable String name;
    private @Nullable Instant expiresAt;

    private Builder(OrganizationId organization, Set<Scope> scopes) {
      this.organization = Objects.requireNonNull(organization);
      this.scopes = scopes;
    }

    /**
     * Sets the organization's name for people.
     *
     * @param organizationName at most 200 characters, or null
     * @return this
     */
    public Builder organizationName(@Nullable String organizationName) {
      this.organizationName = organizationName;
      return this;
    }

    /**
     * Sets the environment.
     *
     * @param environment the key's environment segment
     * @return this
     */
    public Builder environment(Environment environment) {
      this.environment = Objects.requireNonNull(environment);
      return this;
    }

    /**
     * Sets the projects.
     *
     * @param projects outside of which all is absent to the key
     * @return this
     */
    public Builder projects(Projects projects) {
      this.projects = Objects.requireNonNull(projects);
      return this;
    }

    /**
     * Sets the tier.
     *
     * @param rateLimitTier how much the key may ask for
     * @return this
     */
    public Builder rateLimitTier(RateLimitTier rateLimitTier) {
      this.rateLimitTier = Objects.requireNonNull(rateLimitTier);
      return this;
    }

    /**
     * Sets the operator's note.
     *
     * @param name at most 200 characters, or null
     * @return this
     */
    public Builder name(@Nullable String name) {
      this.name = name;
      return this;
    }

    /**
     * Sets the end.
     *
     * @param expiresAt from when on the key is refused, null for never
     * @return this
     */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /**
     * Builds the request.
     *
     * @return a new request
     * @throws IllegalArgumentException if there is no scope
     */
    public MintRequest build() {
      return new MintRequest(
          organization,
          organizationName,
          environment,
          scopes,
          projects,
          rateLimitTier,
          name,
          expiresAt);
    }
  }
}
