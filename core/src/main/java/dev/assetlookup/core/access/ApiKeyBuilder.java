package dev.assetlookup.core.access;

import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.content.OrganizationId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the parts of an {@link ApiKey}, where they are explained. Not thread-safe. */
public final class ApiKeyBuilder {
  private ApiKeyId id;
  private OrganizationId organization;
  private @Nullable String organizationName;
  private Environment environment = Environment.LIVE;
  private Set<Scope> scopes = Set.of();
  private Projects projects = Projects.ALL;
  private RateLimitTier rateLimitTier = RateLimitTier.STANDARD;
  private @Nullable String name;
  private final Instant createdAt;
  private @Nullable Instant expiresAt;
  private Status status;

  ApiKeyBuilder(ApiKeyId id, OrganizationId organization, Instant createdAt, Status status) {
    this.id = Objects.requireNonNull(id);
    this.organization = Objects.requireNonNull(organization);
    this.createdAt = Objects.requireNonNull(createdAt);
    this.status = Objects.requireNonNull(status);
  }

  /**
   * Sets another id.
   *
   * @param id the public part
   * @return this
   */
  public ApiKeyBuilder id(ApiKeyId id) {
    this.id = Objects.requireNonNull(id);
    return this;
  }

  /**
   * Sets another organization.
   *
   * @param organization whose content the key opens
   * @return this
   */
  public ApiKeyBuilder organization(OrganizationId organization) {
    this.organization = Objects.requireNonNull(organization);
    return this;
  }

  /**
   * Sets the organization's name for people.
   *
   * @param organizationName at most 200 characters, or null
   * @return this
   */
  public ApiKeyBuilder organizationName(@Nullable String organizationName) {
    this.organizationName = organizationName;
    return this;
  }

  /**
   * Sets the environment.
   *
   * @param environment which segment the key carries
   * @return this
   */
  public ApiKeyBuilder environment(Environment environment) {
    this.environment = Objects.requireNonNull(environment);
    return this;
  }

  /**
   * Sets the scopes.
   *
   * @param scopes what the key grants, at most 20
   * @return this
   */
  public ApiKeyBuilder scopes(Set<Scope> scopes) {
    this.scopes = Objects.requireNonNull(scopes);
    return this;
  }

  /**
   * Sets the projects.
   *
   * @param projects outside of which all is absent to the key
   * @return this
   */
  public ApiKeyBuilder projects(Projects projects) {
    this.projects = Objects.requireNonNull(projects);
    return this;
  }

  /**
   * Sets the tier.
   *
   * @param rateLimitTier how much the key may ask for
   * @return this
   */
  public ApiKeyBuilder rateLimitTier(RateLimitTier rateLimitTier) {
    this.rateLimitTier = Objects.requireNonNull(rateLimitTier);
    return this;
  }

  /**
   * Sets the operator's note.
   *
   * @param name at most 200 characters, or null
   * @return this
   */
  public ApiKeyBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /**
   * Sets the end.
   *
   * @param expiresAt from when on the key is refused, null for never
   * @return this
   */
  public ApiKeyBuilder expiresAt(@Nullable Instant expiresAt) {
    this.expiresAt = expiresAt;
    return this;
  }

  /**
   * Sets the status.
   *
   * @param status what changes in the life of a key
   * @return this
   */
  public ApiKeyBuilder status(Status status) {
    this.status = Objects.requireNonNull(status);
    return this;
  }

  /**
   * Builds the key.
   *
   * @return a new key
   * @throws IllegalArgumentException if there are too many scopes, or a name is too long or holds
   *     control characters
   */
  public ApiKey build() {
    return new ApiKey(
        id,
        organization,
        organizationName,
        environment,
        scopes,
        projects,
        rateLimitTier,
        name,
        createdAt,
        expiresAt,
        status);
  }
}
