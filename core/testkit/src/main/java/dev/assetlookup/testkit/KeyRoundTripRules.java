package dev.assetlookup.testkit;

import static dev.assetlookup.testkit.KeySamples.ACTIVE;
import static dev.assetlookup.testkit.KeySamples.EXPIRES;
import static dev.assetlookup.testkit.KeySamples.KILLED;
import static dev.assetlookup.testkit.KeySamples.REVOKED;
import static dev.assetlookup.testkit.KeySamples.ROTATED;
import static dev.assetlookup.testkit.KeySamples.digest;
import static dev.assetlookup.testkit.KeySamples.key;
import static dev.assetlookup.testkit.KeySamples.status;
import static dev.assetlookup.testkit.Samples.ACME;
import static dev.assetlookup.testkit.Samples.CREATED;

import dev.assetlookup.core.access.ApiKey;
import dev.assetlookup.core.access.ApiKey.Environment;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.ApiKey.Status;
import dev.assetlookup.core.access.ApiKeyId;
import dev.assetlookup.core.access.KeyTerms;
import dev.assetlookup.core.access.Projects;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.content.OrganizationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key comes back as it was added. */
abstract class KeyRoundTripRules extends KeyRules {
  KeyRoundTripRules(ApiKeyStoreContract test) {
    super(test);
  }

  /** K01: every field of a key round trips. */
  @Test
  protected void k01_every_field_of_a_key_round_trips() {
    assertRoundTrip(
        new ApiKey(
            new ApiKeyId("ABCDEFGHIJKLMNOP"),
            new KeyTerms(
                ACME,
                "Acme Inc.",
                Environment.TEST,
                Set.of(Scope.CONTENT_READ),
                Projects.only("launch"),
                RateLimitTier.PARTNER,
                "the deploy key",
                EXPIRES),
            CREATED,
            new Status(ROTATED, REVOKED, true, true)));
  }

  /** K03: a key may have 20 scopes of 64 characters, all of them, or none. */
  @Test
  protected void k03_a_key_may_have_many_scopes_or_none() {
    Set<Scope> all =
        Set.of(
            Scope.ALL_DATA,
            Scope.CONTENT_READ,
            Scope.CONTENT_WRITE,
            new Scope("org:admin"),
            new Scope("a.b_c-d:" + "x".repeat(56)));
    Set<Scope> longest = new HashSet<>();
    for (char c = 'a'; c < 'a' + 20; c++) {
      longest.add(new Scope(String.valueOf(c).repeat(64)));
    }
    assertRoundTrips(
        List.of(
            withScopes(Set.of()),
            withScopes(Set.of(Scope.ALL_DATA)),
            withScopes(all),
            withScopes(longest)));
  }

  /** K04: every environment and every tier round trips. */
  @Test
  protected void k04_every_environment_and_tier_round_trips() {
    List<ApiKey> keys = new ArrayList<>();
    for (Environment environment : Environment.values()) {
      for (RateLimitTier tier : RateLimitTier.values()) {
        keys.add(key(0).with(terms -> terms.environment(environment).rateLimitTier(tier)));
      }
    }
    assertRoundTrips(keys);
  }

  /** K06: each part of a status round trips, its time to the microsecond. */
  @Test
  protected void k06_each_part_of_a_status_round_trips() {
    assertRoundTrips(
        List.of(
            key(0),
            key(0).with(status(REVOKED, false, false)),
            key(0).with(KILLED),
            key(0).with(status(null, false, true)),
            key(0).with(ACTIVE.with(ROTATED))));
  }

  /** K07: an organization's id may have 64 characters. */
  @Test
  protected void k07_an_organization_id_may_be_as_long_as_allowed() {
    assertRoundTrip(key(0, new OrganizationId("o".repeat(OrganizationId.MAX_LENGTH))));
  }

  /** K08: a key's bounds and secrets round trip: its end, its projects, what was rotated when. */
  @Test
  protected void k08_bounds_and_secrets_of_a_key_round_trip() {
    List<String> longest = new ArrayList<>();
    for (int i = 0; i < Projects.MAX; i++) {
      longest.add("p._-" + "x".repeat(58) + (10 + i));
    }
    ApiKey key = key(0);
    assertRoundTrips(
        List.of(
            key.with(terms -> terms.expiresAt(EXPIRES)),
            key.with(terms -> terms.projects(Projects.only("2026"))),
            key.with(terms -> terms.projects(Projects.only(longest))),
            key.with(terms -> terms.environment(Environment.TEST)).with(ACTIVE.with(ROTATED)),
            key.with(ACTIVE.with(ROTATED.rotated(digest("third"), EXPIRES.plusNanos(1_000)))),
            key.with(ACTIVE.with(ROTATED.rotated(digest("third"), null)))));
  }

  private static ApiKey withScopes(Set<Scope> scopes) {
    return key(0).with(terms -> terms.scopes(scopes));
  }
}
