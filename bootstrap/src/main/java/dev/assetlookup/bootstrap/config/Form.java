package dev.assetlookup.bootstrap.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the text of a setting is read and checked.
 *
 * @param <T> what it is read as
 */
@FunctionalInterface
interface Form<T> {
  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is bad; the message goes on after the setting's name
   */
  T read(String text);

  /** Takes any text. */
  static Form<String> text() {
    return text -> text;
  }

  static Form<String> matching(Pattern pattern, String what) {
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw bad("must be " + what, text);
      }
      return text;
    };
  }

  static Form<Boolean> flag() {
    return oneOf(Map.of("true", true, "false", false), "true", "false");
  }

  /** Takes the names of the constants in lower case. */
  static <E extends Enum<E>> Form<E> oneOf(Class<E> type) {
    Map<String, E> values = new TreeMap<>();
    String[] names =
        Arrays.stream(type.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    for (int i = 0; i < names.length; i++) {
      values.put(names[i], type.getEnumConstants()[i]);
    }
    return oneOf(values, names);
  }

  private static <T> Form<T> oneOf(Map<String, T> values, String... names) {
    return text -> {
      T value = values.get(text);
      if (value == null) {
        throw bad("must be " + String.join(" or ", names), text);
      }
      return value;
    };
  }

  static Form<Integer> number(String what, int least, int most) {
    return text -> {
      try {
        int number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below, like a number out of range.
      }
      throw bad("must be " + what + " from " + least + " to " + most, text);
    };
  }

  /** Takes bytes with a unit, a share of the heap, or 0. */
  static Form<Long> bytes(String rule, long least) {
    Pattern form = Pattern.compile("(\\d{1,9})(KB|MB|GB|%)");
    return text -> {
      Matcher size = form.matcher(text);
      if (text.equals("0")) {
        return 0L;
      }
      if (size.matches()) {
        long number = Long.parseLong(size.group(1));
        long bytes =
            switch (size.group(2)) {
              case "KB" -> number << 10;
              case "MB" -> number << 20;
              case "GB" -> number << 30;
              default -> number > 75 ? 0 : Runtime.getRuntime().maxMemory() / 100 * number;
            };
        if (bytes >= least) {
          return bytes;
        }
      }
      throw bad("must be " + rule, text);
    };
  }

  static Form<Duration> duration(Duration least, Duration most, String rule) {
    return text -> {
      try {
        Duration duration = Duration.parse(text);
        if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
          return duration;
        }
      } catch (DateTimeParseException e) {
        // Reported below, like a duration out of range.
      }
      throw bad("must be an ISO 8601 duration of " + rule, text);
    };
  }

  private static IllegalArgumentException bad(String rule, String text) {
    return new IllegalArgumentException(rule + ", not \"" + text + "\"");
  }
}
