package dev.assetlookup.bootstrap.cli;

import dev.assetlookup.core.content.UtcTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** When a new key ends. */
final class ExpiryOptions {
  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      description = "From when on the key is refused, such as 2027-01-31T00:00:00Z.")
  private @Nullable String at;

  @Option(
      names = "--expires-in",
      paramLabel = "DURATION",
      description = "The same as a duration from now, such as P90D or PT12H. Default: never.")
  private @Nullable String in;

  /** Null for never. */
  @Nullable Instant expiresAt() {
    if (at != null && in != null) {
      throw Commands.badUsage(spec, "give either --expires-at or --expires-in");
    }
    Instant now = Instant.now();
    Instant end = null;
    if (at != null) {
      end = Commands.parsed(spec, "--expires-at", at, UtcTime::parse);
    } else if (in != null) {
      end = after(now, in);
    }
    if (end != null && !end.isAfter(now)) {
      throw Commands.badUsage(
          spec, (at != null ? "--expires-at" : "--expires-in") + " is not in the future");
    }
    return end;
  }

  private Instant after(Instant now, String text) {
    try {
      return UtcTime.storable(now.plus(Duration.parse(text)));
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw Commands.badUsage(
          spec, "--expires-in is not a duration such as P90D: \"" + text + "\"");
    }
  }
}
