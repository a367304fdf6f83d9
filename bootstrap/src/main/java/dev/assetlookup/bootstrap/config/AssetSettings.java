package dev.assetlookup.bootstrap.config;

import dev.assetlookup.core.content.Supersession;
import dev.assetlookup.core.publish.UrlRules;
import java.time.Duration;
import java.util.List;

/**
 * What holds for assets.
 *
 * @param supersession how long superseded assets go on resolving and are remembered; one value for
 *     lookup and sweep
 * @param urls which URLs may be published
 */
public record AssetSettings(Supersession supersession, UrlRules urls) {
  private static final Setting<Duration> GRACE =
      new Setting<>(
          "assets.superseded-grace",
          "PT10M",
          Form.duration(Duration.ZERO, Duration.ofDays(365), "0 to 365 days such as PT10M"),
          "how long a superseded asset still resolves; ISO 8601 duration, 0 to 365 days");
  private static final Setting<Duration> RETENTION =
      new Setting<>(
          "assets.superseded-retention",
          "P7D",
          Form.duration(Duration.ZERO, Duration.ofDays(3650), "0 to 3650 days such as P7D"),
          "how long superseded ids (the latest 1,000 of a container) and deleted containers are"
              + " remembered; ISO 8601 duration, 0 to 3650 days, not shorter than the grace");
  private static final Setting<Boolean> ALLOW_HTTP_URLS =
      new Setting<>(
          "assets.allow-http-urls",
          "false",
          Form.flag(),
          "`true` lets plain `http` URLs be published");
  private static final Setting<Boolean> ALLOW_SIGNED_URLS =
      new Setting<>(
          "assets.allow-signed-urls",
          "false",
          Form.flag(),
          "`true` lets URLs with a signature in their query be published, which stop working when"
              + " it expires");
  static final List<Setting<?>> ALL = List.of(GRACE, RETENTION, ALLOW_HTTP_URLS, ALLOW_SIGNED_URLS);

  static AssetSettings read(Values values) {
    Duration grace = values.get(GRACE);
    Duration retention = values.get(RETENTION);
    if (retention.compareTo(grace) < 0) {
      throw values.bad(
          RETENTION,
          "must not be shorter than %s: %s is shorter than %s"
              .formatted(values.source(GRACE), values.text(RETENTION), values.text(GRACE)));
    }
    return new AssetSettings(
        new Supersession(grace, retention),
        new UrlRules(values.get(ALLOW_HTTP_URLS), values.get(ALLOW_SIGNED_URLS)));
  }
}
