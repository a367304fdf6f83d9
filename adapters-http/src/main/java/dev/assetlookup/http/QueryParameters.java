package dev.assetlookup.http;

import dev.assetlookup.core.content.PercentCoding;
import dev.assetlookup.json.internal.JsonFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, decoded, which notes everything that is wrong with them. */
final class QueryParameters {
  private final Map<String, List<@Nullable String>> parameters = new LinkedHashMap<>();
  private final List<Invalid> errors = new ArrayList<>();

  /**
   * Reads a query.
   *
   * @param raw without its question mark
   * @param single what may be given once
   * @param repeatable what may be given many times
   */
  QueryParameters(String raw, Set<String> single, Set<String> repeatable) {
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        add(pair);
      }
    }
    parameters.forEach(
        (name, values) -> {
          if (single.contains(name) && values.size() > 1) {
            refuse(name, "is given more than once");
          } else if (!single.contains(name) && !repeatable.contains(name)) {
            refuse(name, "is not a parameter of this route");
          }
        });
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
    parameters.computeIfAbsent(name == null ? "" : name, n -> new ArrayList<>()).add(value);
  }

  private static @Nullable String decode(String raw) {
    String text = raw.replace('+', ' ');
    return PercentCoding.decode(text, 0, text.length());
  }

  /** What was wrong until now; the list grows. */
  List<Invalid> errors() {
    return errors;
  }

  void refuse(String name, String reason) {
    errors.add(Invalid.parameter(JsonFields.legible(name), reason));
  }

  /** Each valid value of a parameter, for which {@code parse} throws what is wrong with others. */
  <T> Set<T> all(String name, Function<String, T> parse) {
    Set<T> values = new HashSet<>();
    for (String text : parameters.getOrDefault(name, List.of())) {
      T value = parse(name, text, parse);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** The value of a parameter; null if it is not given, or not valid. */
  <T> @Nullable T one(String name, Function<String, T> parse) {
    List<@Nullable String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? null : parse(name, values.getFirst(), parse);
  }

  /** Likewise, of what {@code parse} finds in the text; else it is refused for the reason. */
  <T> @Nullable T one(String name, Function<String, Optional<T>> parse, String reason) {
    return one(
        name, text -> parse.apply(text).orElseThrow(() -> new IllegalArgumentException(reason)));
  }

  /** Likewise, of a whole number. */
  int number(String name, int least, int most, int fallback) {
    Integer number = one(name, text -> number(text, least, most));
    return number == null ? fallback : number;
  }

  private static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new IllegalArgumentException("is not a number from " + least + " to " + most);
  }

  private <T> @Nullable T parse(String name, @Nullable String text, Function<String, T> parse) {
    try {
      if (text != null) {
        return parse.apply(text);
      }
      refuse(name, "is not percent-encoded UTF-8");
    } catch (IllegalArgumentException e) {
      refuse(name, String.valueOf(e.getMessage()));
    }
    return null;
  }
}
