package dev.assetlookup.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitSettingsTest {
  private static LimitSettings limits(Map<String, String> environment) {
    return new SettingsLoader(environment).load(null).limits();
  }

  @Test
  void nothing_is_limited_unless_it_is_asked_for() {
    assertThat(limits(Map.of()).rules()).isEmpty();
    assertThat(limits(Map.of("ASSET_LOOKUP_LIMITS_ENABLED", "true")).rules())
        .hasValue(LimitRules.DEFAULT);
  }

  @Test
  void every_limit_is_set_by_itself() {
    LimitRules rules =
        limits(
                Map.of(
                    "ASSET_LOOKUP_LIMITS_ENABLED", "true",
                    "ASSET_LOOKUP_LIMITS_STANDARD", "1/unlimited/100000000",
                    "ASSET_LOOKUP_LIMITS_PILOT", "unlimited",
                    "ASSET_LOOKUP_LIMITS_ORGANIZATION", "unlimited",
                    "ASSET_LOOKUP_LIMITS_FAILED_KEYS", "unlimited",
                    "ASSET_LOOKUP_LIMITS_WAITING", "1"))
            .rules()
            .orElseThrow();
    assertThat(rules.of(RateLimitTier.STANDARD))
        .isEqualTo(new TierRates(new Rate(1), null, new Rate(100_000_000)));
    assertThat(rules.of(RateLimitTier.PILOT)).isEqualTo(TierRates.UNLIMITED);
    assertThat(rules.of(RateLimitTier.PARTNER)).isEqualTo(TierRates.of(6000, 3000, 300));
    assertThat(rules.organization()).isNull();
    assertThat(rules.failedKeys()).isNull();
    assertThat(rules.waiting()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "LIMITS_ENABLED, yes",
    "LIMITS_STANDARD, 120",
    "LIMITS_STANDARD, 120/60",
    "LIMITS_STANDARD, 120/60/20/1",
    "LIMITS_STANDARD, 120/60/0",
    "LIMITS_STANDARD, 120/60/-1",
    "LIMITS_STANDARD, 120/60/100000001",
    "LIMITS_STANDARD, 120/60/99999999999",
    "LIMITS_STANDARD, 120/60/",
    "LIMITS_STANDARD, ''",
    "LIMITS_ORGANIZATION, 0",
    "LIMITS_ORGANIZATION, ''",
    "LIMITS_FAILED_KEYS, none",
    "LIMITS_WAITING, 0",
    "HTTP_TRUSTED_PROXIES, localhost",
    "HTTP_TRUSTED_PROXIES, 10.0.0.1/8",
  })
  void what_is_no_limit_is_refused_by_name_also_while_limits_are_off(String variable, String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limits(Map.of("ASSET_LOOKUP_" + variable, text)))
        .withMessageStartingWith("ASSET_LOOKUP_" + variable + " ");
  }

  @ParameterizedTest
  @CsvSource({"LIMITS_BRONZE, 1/1/1", "LIMITS_UNLIMITED, 1/1/1"})
  void a_tier_that_does_not_exist_is_an_unknown_setting(String variable, String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limits(Map.of("ASSET_LOOKUP_" + variable, text)))
        .withMessageContaining("unknown environment variable ASSET_LOOKUP_" + variable);
  }

  @Test
  void servers_share_what_is_in_postgresql_alone() {
    Map<String, String> shared = Map.of("ASSET_LOOKUP_LIMITS_SHARED", "true");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limits(shared))
        .withMessageContaining("ASSET_LOOKUP_LIMITS_SHARED must be false");
    Map<String, String> environment = new HashMap<>(shared);
    environment.put("ASSET_LOOKUP_STORAGE_JDBC_URL", "jdbc:postgresql://db.internal/lookup");
    assertThat(limits(environment).isShared()).isTrue();
  }
}
