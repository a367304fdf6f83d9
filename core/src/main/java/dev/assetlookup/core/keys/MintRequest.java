package dev.assetlookup.core.keys;

import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import dev.assetlookup.core.content.UtcTime;

/**
 * What to mint: terms that make sense for a new key.
 *
 * @param terms what the key is for
 */
public record MintRequest(KeyTerms terms) {
  /**
   * Checks the terms.
   *
   * @throws IllegalArgumentException if there is no scope: such a key could do nothing; or the
   *     organization has no sandbox that a test key could open; or the end is no time that can be
   *     stored
   */
  public MintRequest {
    if (terms.environment() == Environment.TEST && terms.organization().sandbox().isEmpty()) {
      throw new IllegalArgumentException(
          "an organization whose id has more than 59 characters has no sandbox for a test key: "
              + terms.organization());
    }
    if (terms.scopes().isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope");
    }
    if (terms.expiresAt() != null) {
      var unused = UtcTime.storable(terms.expiresAt());
    }
  }

  /**
   * A live key of the standard tier, without names, bounds and end.
   *
   * @param organization whose content the key opens
   * @param scopes what it grants, at least one
   * @return a new request
   * @throws IllegalArgumentException if there is no scope, or the organization is a sandbox
   */
  public static MintRequest of(OrganizationId organization, Scope... scopes) {
    return new MintRequest(KeyTerms.builder(organization).scopes(scopes).build());
  }
}
