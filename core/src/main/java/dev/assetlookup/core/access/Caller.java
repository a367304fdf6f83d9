package dev.assetlookup.core.access;

import dev.assetlookup.core.content.OrganizationId;
import java.util.Objects;
import java.util.Set;

/**
 * Who asks, already authenticated. The HTTP adapter makes it from an API key, an embedder from its
 * own login.
 *
 * @param organization whose content the caller may see; nobody else's
 * @param scopes what was granted; empty grants nothing
 * @param projects outside of which all is absent to the caller
 * @param actor who that is, for the audit trail
 */
public record Caller(
    OrganizationId organization, Set<Scope> scopes, Projects projects, Actor actor) {
  /** Copies the scopes. */
  public Caller {
    Objects.requireNonNull(projects);
    Objects.requireNonNull(actor);
    scopes = Set.copyOf(scopes);
  }

  /**
   * A caller that is bound to no projects: an application that does not say its name.
   *
   * @param organization whose content the caller may see
   * @param scopes what was granted
   */
  public Caller(OrganizationId organization, Set<Scope> scopes) {
    this(organization, scopes, Projects.ALL, Actor.APPLICATION);
  }

  /**
   * A caller by the name of the organization.
   *
   * @param organization the organization's id
   * @param scopes what was granted
   * @return a new caller
   * @throws IllegalArgumentException if the id is not of the form of {@link OrganizationId}
   */
  public static Caller of(String organization, Scope... scopes) {
    return new Caller(new OrganizationId(organization), Set.of(scopes));
  }

  /**
   * The same caller, bound to projects.
   *
   * @param projects outside of which all is absent to the caller
   * @return a copy
   */
  public Caller within(Projects projects) {
    return new Caller(organization, scopes, projects, actor);
  }

  /**
   * The same caller by the name of an actor.
   *
   * @param actor who that is, for the audit trail
   * @return a copy
   */
  public Caller as(Actor actor) {
    return new Caller(organization, scopes, projects, actor);
  }

  /**
   * The same caller in a request.
   *
   * @param requestId which request, for the audit trail
   * @return a copy
   * @throws IllegalArgumentException if {@link Actor} does not allow the id
   */
  public Caller during(String requestId) {
    return as(actor.during(requestId));
  }

  /**
   * Whether something is allowed. Deny by default.
   *
   * @param needed what is about to be done
   * @return true if exactly this scope was granted, or {@code *} and it is a data scope
   */
  public boolean may(Scope needed) {
    return scopes.contains(needed) || (needed.isData() && scopes.contains(Scope.ALL_DATA));
  }
}
