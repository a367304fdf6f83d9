package dev.assetlookup.core.access;

import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API key is minted for, which never changes.
 *
 * @param organization whose content the key opens, that of its sandbox for a test key; never a
 *     sandbox itself
 * @param organizationName the organization's name for people, at most 200 characters
 * @param environment which segment the key carries
 * @param scopes what the key grants, at most 20
 * @param projects outside of which all is absent to the key
 * @param rateLimitTier how much may be asked with the key
 * @param name the operator's note, at most 200 characters
 * @param expiresAt from when on the key is refused, truncated to microseconds; null for never
 */
public record KeyTerms(
    OrganizationId organization,
    @Nullable String organizationName,
    Environment environment,
    Set<Scope> scopes,
    Projects projects,
    RateLimitTier rateLimitTier,
    @Nullable String name,
    @Nullable Instant expiresAt) {
  private static final int MAX_NAME = 200;
  private static final int MAX_SCOPES = 20;

  /**
   * Copies the scopes and checks the names.
   *
   * @throws IllegalArgumentException if the organization is a sandbox, there are too many scopes,
   *     or a name is too long or holds control characters
   */
  public KeyTerms {
    if (organization.isSandbox()) {
      throw new IllegalArgumentException(
          "a key belongs to an organization, not to its sandbox, which is what a test key opens: "
              + organization);
    }
    requireName(organizationName, "organization name");
    requireName(name, "name");
    Objects.requireNonNull(environment);
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(projects);
    Objects.requireNonNull(rateLimitTier);
    if (scopes.size() > MAX_SCOPES) {
      throw new IllegalArgumentException("more than " + MAX_SCOPES + " scopes");
    }
    expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS);
  }

  private static void requireName(@Nullable String text, String what) {
    if (text == null) {
      return;
    }
    if (text.length() > MAX_NAME || text.codePoints().anyMatch(KeyTerms::isUnfit)) {
      throw new IllegalArgumentException(
          what + " is longer than " + MAX_NAME + " characters or has control characters");
    }
  }

  private static boolean isUnfit(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * Starts the terms of a live key of the standard tier, without names, scopes, bounds and end.
   *
   * @param organization whose content the key opens
   * @return a new builder
   */
  public static Builder builder(OrganizationId organization) {
    return new Builder(organization);
  }

  /**
   * Starts terms like these.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(organization)
        .organizationName(organizationName)
        .environment(environment)
        .scopes(scopes)
        .projects(projects)
        .rateLimitTier(rateLimitTier)
        .name(name)
        .expiresAt(expiresAt);
  }

  /** Collects the parts, which {@link KeyTerms} explains. Not thread-safe. */
  public static final class Builder {
    private OrganizationId organization;
    private @Nullable String organizationName;
    private Environment environment = Environment.LIVE;
    private Set<Scope> scopes = Set.of();
    private Projects projects = Projects.ALL;
    private RateLimitTier rateLimitTier = RateLimitTier.STANDARD;
    private @Nullable String name;
    private @Nullable Instant expiresAt;

    private Builder(OrganizationId organization) {
      this.organization = Objects.requireNonNull(organization);
    }

    /**
     * Sets another organization.
     *
     * @param organization whose content the key opens
     * @return this
     */
    public Builder organization(OrganizationId organization) {
      this.organization = Objects.requireNonNull(organization);
      return this;
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
     * @param environment which segment the key carries
     * @return this
     */
    public Builder environment(Environment environment) {
      this.environment = Objects.requireNonNull(environment);
      return this;
    }

    /**
     * Sets the scopes.
     *
     * @param scopes what the key grants, at most 20
     * @return this
     */
    public Builder scopes(Set<Scope> scopes) {
      this.scopes = Objects.requireNonNull(scopes);
      return this;
    }

    /**
     * Sets the scopes.
     *
     * @param scopes what the key grants, each once, at most 20
     * @return this
     */
    public Builder scopes(Scope... scopes) {
      return scopes(Set.of(scopes));
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
     * @param rateLimitTier how much may be asked with the key
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
     * Builds the terms.
     *
     * @return new terms
     * @throws IllegalArgumentException if there are too many scopes, the organization is a sandbox,
     *     or a name is too long or holds control characters
     */
    public KeyTerms build() {
      return new KeyTerms(
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
