package dev.assetlookup.bootstrap.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;

/** The values that were given for keys, with the defaults of the others. */
final class Values {
  private final Map<Key, Value> given;

  Values(Map<Key, Value> given) {
    this.given = given;
  }

  /** A value and where it stands, for messages. */
  record Value(String text, String source) {}

  String text(Key key) {
    Value value = given.get(key);
    return value == null ? key.fallback : value.text();
  }

  /** What to call it in messages. */
  String source(Key key) {
    Value value = given.get(key);
    return value == null ? key.path : value.source();
  }

  ConfigurationException bad(Key key, String rule) {
    return new ConfigurationException(source(key) + " " + rule);
  }

  String oneOf(Key key, String... allowed) {
    String text = text(key);
    if (!Arrays.asList(allowed).contains(text)) {
      throw bad(key, "must be " + String.join(" or ", allowed) + ", not \"" + text + "\"");
    }
    return text;
  }

  int number(Key key, String what, int least, int most) {
    String text = text(key);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw bad(key, "must be " + what + " from " + least + " to " + most + ", not \"" + text + "\"");
  }

  Duration duration(Key key, int maxDays, String rule) {
    try {
      Duration duration = Duration.parse(text(key));
      if (!duration.isNegative() && duration.compareTo(Duration.ofDays(maxDays)) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a duration out of range.
    }
    throw notADuration(key, rule);
  }

  ConfigurationException notADuration(Key key, String rule) {
    return bad(key, "must be an ISO 8601 duration of " + rule + ", not \"" + text(key) + "\"");
  }
}
