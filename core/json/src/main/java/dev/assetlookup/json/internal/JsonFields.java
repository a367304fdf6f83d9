package dev.assetlookup.json.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assetlookup.core.content.UtcTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes every problem with its JSON pointer.
 *
 * @param object the object
 * @param pointer where it is, as a JSON pointer
 * @param problems gets what is wrong
 */
public record JsonFields(ObjectNode object, String pointer, Problems problems) {
  /** Gets what is wrong. */
  public interface Problems {
    /**
     * Notes a problem.
     *
     * @param pointer where, as a JSON pointer
     * @param reason what is wrong, for people
     */
    void add(String pointer, String reason);
  }

  /**
   * Notes every field that has another name.
   *
   * @param known the names that it may have
   */
  public void refuseUnknown(Set<String> known) {
    Iterator<String> names = object.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        problem(name, "is not a known field");
      }
    }
  }

  /**
   * A value that must be there.
   *
   * @param <T> its type
   * @param name of the field
   * @param parse makes it of a text, or throws an {@link IllegalArgumentException}
   * @return null where a problem was noted
   */
  public <T> @Nullable T required(String name, Function<String, T> parse) {
    if (node(name) == null) {
      problem(name, "is required");
    }
    return optional(name, parse);
  }

  /**
   * A value that may be left out.
   *
   * @param <T> its type
   * @param name of the field
   * @param parse makes it of a text, or throws an {@link IllegalArgumentException}
   * @return null where there is none or a problem was noted
   */
  public <T> @Nullable T optional(String name, Function<String, T> parse) {
    String text = text(name);
    return text == null ? null : valid(name, () -> parse.apply(text));
  }

  /**
   * A text.
   *
   * @param name of the field
   * @return null where there is none or a problem was noted
   */
  public @Nullable String text(String name) {
    JsonNode node = node(name, JsonNode::isTextual, "is not a string");
    return node == null ? null : node.textValue();
  }

  /**
   * A text with a rule.
   *
   * @param name of the field
   * @param check throws an {@link IllegalArgumentException} if it breaks the rule
   * @return null where there is none or a problem was noted
   */
  public @Nullable String text(String name, Consumer<String> check) {
    return optional(
        name,
        text -> {
          check.accept(text);
          return text;
        });
  }

  /**
   * A whole number in any spelling, such as 1080.0 or 1e3.
   *
   * @param name of the field
   * @param max the largest
   * @param check throws an {@link IllegalArgumentException} if it breaks a rule
   * @return null where there is none or a problem was noted
   */
  public @Nullable Long integer(String name, long max, LongConsumer check) {
    JsonNode node = node(name, JsonNode::isNumber, "is not an integer");
    return node == null
        ? null
        : valid(
            name,
            () -> {
              long value = WholeNumber.of(node.decimalValue(), max);
              check.accept(value);
              return value;
            });
  }

  /**
   * A time.
   *
   * @param name of the field
   * @return null where there is none or a problem was noted
   */
  public @Nullable Instant instant(String name) {
    return optional(name, UtcTime::parse);
  }

  /**
   * The objects of an array that must be there.
   *
   * @param name of the field
   * @param max the most that there may be
   * @return those of its elements that are objects, by their numbers in the array
   */
  public SortedMap<Integer, JsonFields> objects(String name, int max) {
    JsonNode node = node(name);
    SortedMap<Integer, JsonFields> objects = new TreeMap<>();
    if (node == null) {
      problem(name, "is required");
    } else if (!node.isArray()) {
      problem(name, "is not an array");
    } else if (node.size() > max) {
      problem(name, "holds more than " + max + " entries");
    } else {
      for (int i = 0; i < node.size(); i++) {
        if (node.get(i) instanceof ObjectNode element) {
          objects.put(i, new JsonFields(element, pointer + "/" + name + "/" + i, problems));
        } else {
          problems.add(pointer + "/" + name + "/" + i, "is not an object");
        }
      }
    }
    return objects;
  }

  /**
   * The values of an array of texts that may be left out.
   *
   * @param <T> their type
   * @param name of the field
   * @param max the most that there may be
   * @param parse makes one of a text, or throws an {@link IllegalArgumentException}
   * @return those without a problem; null where there is no array
   */
  public <T> @Nullable List<T> texts(String name, int max, Function<String, T> parse) {
    JsonNode node = node(name, JsonNode::isArray, "is not an array");
    if (node == null || node.size() > max) {
      if (node != null) {
        problem(name, "holds more than " + max + " entries");
      }
      return null;
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String place = pointer + "/" + name + "/" + i;
      if (!node.get(i).isTextual()) {
        problems.add(place, "is not a string");
        continue;
      }
      try {
        values.add(parse.apply(node.get(i).textValue()));
      } catch (IllegalArgumentException e) {
        problems.add(place, String.valueOf(e.getMessage()));
      }
    }
    return values;
  }

  /** Null where a problem was noted, which the exception says. */
  private <T> @Nullable T valid(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable JsonNode node(String name, Predicate<JsonNode> isRight, String otherwise) {
    JsonNode node = node(name);
    if (node == null || isRight.test(node)) {
      return node;
    }
    problem(name, otherwise);
    return null;
  }

  private @Nullable JsonNode node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private void problem(String name, String reason) {
    // RFC 6901, 3.
    String token = legible(name).replace("~", "~0").replace("/", "~1");
    problems.add(pointer + "/" + token, reason);
  }

  /**
   * A name that somebody else chose, cut short and without control characters.
   *
   * @param name the name
   * @return what of it can be shown
   */
  public static String legible(String name) {
    String token = name.length() > 80 ? name.substring(0, 80) + "..." : name;
    StringBuilder safe = new StringBuilder();
    token
        .codePoints()
        .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? '?' : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
