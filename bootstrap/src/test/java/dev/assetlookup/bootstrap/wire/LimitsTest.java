package dev.assetlookup.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assetlookup.bootstrap.config.LimitSettings;
import dev.assetlookup.bootstrap.config.Settings;
import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.access.Scope;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import dev.assetlookup.http.TrustedProxies;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits of a server as it is wired, so low that no test runs into the next permit. */
@ParameterizedClass
@EnumSource
class LimitsTest {
  private static final LimitRules RULES =
      new LimitRules(
          Map.of(
              RateLimitTier.STANDARD, TierRates.of(1, 1, 1),
              RateLimitTier.PILOT, TierRates.of(1, 1, 1),
              RateLimitTier.PARTNER, TierRates.of(2, 1, 1)),
          null,
          new Rate(1),
          1);

  private final Instance server;
  private final String key;
  private final Client client;

  LimitsTest(Store store) {
    server = Instance.of(limited(store.newStorage()));
    key = server.mint(Site.newOrganization(), Scope.ALL_DATA).text();
    client = new Client(server, key);
  }

  private static Settings limited(Settings settings) {
    return new Settings(
        settings.storage(),
        settings.media(),
        settings.http(),
        settings.assets(),
        settings.sweepInterval(),
        settings.logs(),
        settings.cache(),
        new LimitSettings(Optional.of(RULES), false, TrustedProxies.NONE));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_key_reads_and_writes_as_often_as_its_tier_says() {
    assertThat(client.get("/v1/whoami").is(200).header("X-RateLimit-Remaining")).isEqualTo("1");
    Reply written = client.put(1, Drafts.of("a.png")).is(201);
    assertThat(written.header("RateLimit-Policy")).isEqualTo("\"write-light\";q=1;w=60");
    client.get(Client.path(1, "a")).is(200);
    Reply refused = client.get(Client.path(1, "a")).is(429, "RATE_LIMITED");
    assertThat(refused.header("Retry-After")).matches("[1-9]|[12][0-9]|30");
    client.put(1, Drafts.of("b.png")).is(429, "RATE_LIMITED");
    new Client(server, server.mint(Site.newOrganization(), Scope.ALL_DATA).text())
        .get(Client.path(1, "a"))
        .is(404, "NOT_FOUND");
  }

  @Test
  void who_guesses_is_slowed_down_and_a_known_key_beside_it_is_not() {
    client.get("/v1/whoami").is(200);
    Client guessing = new Client(server, key.substring(0, key.length() - 4) + "AAAA");
    guessing.get("/v1/whoami").is(401, "UNAUTHENTICATED");
    Reply refused = guessing.get("/v1/whoami").is(429, "RATE_LIMITED");
    assertThat(refused.at("/error/details/scope").asText()).isEqualTo("address");
    client.get("/v1/whoami").is(200);
  }
}
