package dev.assetlookup.bootstrap.config;

import java.time.Duration;
import java.util.List;

/**
 * What a server remembers of what it has read.
 *
 * @param bytes how much, 0 for nothing
 * @param maxStaleness how far a manifest may be out of date, zero for not at all
 */
public record CacheSettings(long bytes, Duration maxStaleness) {
  private static final Setting<Long> SIZE =
      new Setting<>(
          "cache.size",
          "25%",
          Form.bytes("1 MB or more such as 512MB, 1% to 75% of the heap, or 0 for none", 1 << 20),
          "how much a server remembers of what it has read, [never"
              + " stale](speed-and-cost.md#the-cache); `KB`, `MB` or `GB`, a share of the heap, or"
              + " `0` for none but the API keys of an H2 file; a storage without a change log is"
              + " not cached, unless `cache.max-staleness` allows it");
  private static final Setting<Duration> MAX_STALENESS =
      new Setting<>(
          "cache.max-staleness",
          "PT0S",
          Form.duration(
              Duration.ZERO, Duration.ofDays(1), "up to 1 day such as PT10S, or PT0S for none"),
          "for manifests in a bucket alone: [how far an answer may be out of"
              + " date](speed-and-cost.md#less-cost-for-known-staleness), so that fewer requests"
              + " are paid for; ISO 8601 duration up to 1 day, `PT0S` for not at all");
  static final List<Setting<?>> ALL = List.of(SIZE, MAX_STALENESS);

  /**
   * A cache that is never stale.
   *
   * @param bytes how much is remembered, 0 for nothing
   * @return the settings
   */
  public static CacheSettings exact(long bytes) {
    return new CacheSettings(bytes, Duration.ZERO);
  }

  /**
   * Whether answers may be out of date.
   *
   * @return false also if nothing is remembered
   */
  public boolean isStale() {
    return bytes > 0 && !maxStaleness.isZero();
  }

  /**
   * The half of the size that is for what was read.
   *
   * @return bytes
   */
  public long containerBytes() {
    return bytes / 2;
  }

  /**
   * The half that is for answers: one takes about as much as what it was written of.
   *
   * @return bytes
   */
  public long answerBytes() {
    return bytes / 2;
  }

  static CacheSettings read(Values values, StorageSettings storage) {
    Duration maxStaleness = values.get(MAX_STALENESS);
    if (!maxStaleness.isZero() && !(storage instanceof R2ManifestSettings)) {
      throw values.bad(MAX_STALENESS, "must be PT0S: " + why(storage));
    }
    return new CacheSettings(values.get(SIZE), maxStaleness);
  }

  private static String why(StorageSettings storage) {
    String only = "it is for the manifests of storage.type r2";
    return switch (storage) {
      case JdbcSettings jdbc -> "what is remembered of a database is never stale; " + only;
      case R2ObjectsSettings objects ->
          "with the layout objects each answer reads its object; " + only;
      case R2ManifestSettings manifest -> only;
      case ProvidedSettings provided -> only + ", not " + provided.type();
    };
  }
}
