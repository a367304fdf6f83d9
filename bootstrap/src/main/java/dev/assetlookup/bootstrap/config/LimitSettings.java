package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.access.ApiKey.RateLimitTier;
import dev.assetlookup.core.limits.LimitRules;
import dev.assetlookup.core.limits.Rate;
import dev.assetlookup.core.limits.TierRates;
import dev.assetlookup.http.TrustedProxies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much the server lets be asked.
 *
 * @param rules the limits, empty for none
 * @param isShared whether all servers of the database have one budget
 * @param proxies who is believed to say whose requests it passes on
 */
public record LimitSettings(Optional<LimitRules> rules, boolean isShared, TrustedProxies proxies) {
  private static final String NO_LIMIT = "unlimited";
  private static final String RATE = "a number from 1 to 100000000 or unlimited";

  private static final Setting<Boolean> ENABLED =
      new Setting<>(
          "limits.enabled",
          "false",
          Form.flag(),
          "`true` [limits how much is asked](rate-limits.md), by what follows");
  private static final Setting<TierRates> STANDARD =
      new Setting<>(
          "limits.standard",
          "120/60/20",
          LimitSettings::tier,
          "requests a minute with a key of the tier `standard`: of the classes `read-light`,"
              + " `write-light` and `long-running`, each 1 to 100000000 or `unlimited`");
  private static final Setting<TierRates> PILOT =
      new Setting<>("limits.pilot", "1200/600/60", LimitSettings::tier, "likewise of `pilot`");
  private static final Setting<TierRates> PARTNER =
      new Setting<>(
          "limits.partner", "6000/3000/300", LimitSettings::tier, "likewise of `partner`");
  private static final Setting<Optional<Rate>> ORGANIZATION =
      new Setting<>(
          "limits.organization",
          "12000",
          LimitSettings::rate,
          "requests a minute with all keys of an organization together; 1 to 100000000, or"
              + " `unlimited`");
  private static final Setting<Optional<Rate>> FAILED_KEYS =
      new Setting<>(
          "limits.failed-keys",
          "60",
          LimitSettings::rate,
          "API keys a minute that are none, from one address of a client, before further ones are"
              + " refused unchecked; 1 to 100000000, or `unlimited`");
  private static final Setting<Integer> WAITING =
      new Setting<>(
          "limits.waiting",
          "10",
          Form.number("a number", 1, 100_000),
          "requests with one key that may wait for [changes](changes.md) at a time, 1 to 100000");
  private static final Setting<Boolean> SHARED =
      new Setting<>(
          "limits.shared",
          "false",
          Form.flag(),
          "`true` lets all servers on one PostgreSQL [share](rate-limits.md#several-servers) what"
              + " keys and organizations may ask; else each server counts for itself");
  private static final Setting<TrustedProxies> PROXIES =
      new Setting<>(
          "http.trusted-proxies",
          "",
          TrustedProxies::parse,
          "addresses and ranges with commas between, such as `127.0.0.1, 10.0.0.0/8`, of the"
              + " [proxies](proxies.md#whose-request-it-is) that say whose requests they pass on");
  static final List<Setting<?>> ALL =
      List.of(
          PROXIES, ENABLED, STANDARD, PILOT, PARTNER, ORGANIZATION, FAILED_KEYS, WAITING, SHARED);

  /** No limits. */
  public static final LimitSettings NONE =
      new LimitSettings(Optional.empty(), false, TrustedProxies.NONE);

  static LimitSettings read(Values values, StorageSettings storage) {
    // Read in any case, so that what is wrong is known before limits are switched on.
    LimitRules rules =
        new LimitRules(
            Map.of(
                RateLimitTier.STANDARD, values.get(STANDARD),
                RateLimitTier.PILOT, values.get(PILOT),
                RateLimitTier.PARTNER, values.get(PARTNER)),
            values.get(ORGANIZATION).orElse(null),
            values.get(FAILED_KEYS).orElse(null),
            values.get(WAITING));
    boolean isShared = values.get(SHARED);
    if (isShared && !(storage instanceof JdbcSettings jdbc && !jdbc.isH2())) {
      throw values.bad(SHARED, "must be false: what servers share is in PostgreSQL");
    }
    return new LimitSettings(
        values.get(ENABLED) ? Optional.of(rules) : Optional.empty(), isShared, values.get(PROXIES));
  }

  private static TierRates tier(String text) {
    String[] parts = text.split("/", -1);
    if (text.equals(NO_LIMIT)) {
      return TierRates.UNLIMITED;
    }
    if (parts.length != 3) {
      throw bad("must be unlimited, or three of " + RATE + " such as 120/60/20", text);
    }
    List<@Nullable Rate> rates = new ArrayList<>();
    for (String part : parts) {
      rates.add(rate(part).orElse(null));
    }
    return new TierRates(rates.get(0), rates.get(1), rates.get(2));
  }

  private static Optional<Rate> rate(String text) {
    if (text.equals(NO_LIMIT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Rate(Integer.parseInt(text)));
    } catch (IllegalArgumentException e) {
      throw bad("must be " + RATE, text);
    }
  }

  private static IllegalArgumentException bad(String rule, String text) {
    return new IllegalArgumentException(rule + ", not \"" + text + "\"");
  }
}
