package dev.assetlookup.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitRulesTest {
  @Test
  void the_default_is_that_of_the_reference() {
    assertThat(LimitRules.DEFAULT.of(RateLimitTier.STANDARD)).isEqualTo(TierRates.of(120, 60, 20));
    assertThat(LimitRules.DEFAULT.of(RateLimitTier.PILOT)).isEqualTo(TierRates.of(1200, 600, 60));
    assertThat(LimitRules.DEFAULT.of(RateLimitTier.PARTNER))
        .isEqualTo(TierRates.of(6000, 3000, 300));
  }

  @Test
  void unlimited_is_unlimited_whatever_is_said() {
    LimitRules rules =
        new LimitRules(
            Map.of(
                RateLimitTier.STANDARD, TierRates.of(1, 1, 1),
                RateLimitTier.PILOT, TierRates.of(1, 1, 1),
                RateLimitTier.PARTNER, TierRates.of(1, 1, 1),
                RateLimitTier.UNLIMITED, TierRates.of(1, 1, 1)),
            new Rate(1),
            null,
            1);
    for (EndpointClass each : EndpointClass.values()) {
      assertThat(rules.of(RateLimitTier.UNLIMITED).of(each)).isNull();
      assertThat(rules.of(RateLimitTier.PILOT).of(each)).isEqualTo(new Rate(1));
    }
    assertThat(rules.ofOrganization(RateLimitTier.UNLIMITED)).isNull();
    assertThat(rules.ofOrganization(RateLimitTier.STANDARD)).isEqualTo(new Rate(1));
  }

  @Test
  void rules_that_leave_a_tier_out_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LimitRules(
                    Map.of(RateLimitTier.STANDARD, TierRates.of(1, 1, 1)), null, null, 1))
        .withMessageContaining("tier");
  }
}
