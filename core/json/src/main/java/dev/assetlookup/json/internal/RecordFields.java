package dev.assetlookup.json.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object that a store wrote. One that is missing or of another type ends
 * in an {@link IllegalArgumentException} that names it.
 *
 * @param node the object
 */
public record RecordFields(ObjectNode node) {

  public String text(String name) {
    return required(name, optionalText(name));
  }

  public @Nullable String optionalText(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      return null;
    }
    return matching(value.isTextual(), name, value).textValue();
  }

  public <T> @Nullable T optional(String name, Function<String, T> type) {
    String text = optionalText(name);
    return text == null ? null : type.apply(text);
  }

  public long number(String name) {
    return required(name, optionalLong(name));
  }

  public @Nullable Long optionalLong(String name) {
    return optionalNumber(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public @Nullable Integer optionalInt(String name) {
    Long number = optionalNumber(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return number == null ? null : Math.toIntExact(number);
  }

  @Nullable Long optionalNumber(String name, long min, long max) {
    JsonNode value = node.get(name);
    if (value == null) {
      return null;
    }
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= min
            && value.longValue() <= max;
    return matching(fits, name, value).longValue();
  }

  /** False if it is left out. */
  public boolean flag(String name) {
    JsonNode value = node.get(name);
    return value != null && matching(value.isBoolean(), name, value).booleanValue();
  }

  public Instant time(String name) {
    return required(name, optionalTime(name));
  }

  public @Nullable Instant optionalTime(String name) {
    try {
      return optional(name, Instant::parse);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " is not a time", e);
    }
  }

  /** A constant, written as its name in lower case. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    String text = text(name);
    for (E constant : type.getEnumConstants()) {
      if (text(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(name + " is not one of its values");
  }

  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public RecordFields object(String name) {
    JsonNode value = node.get(name);
    if (value instanceof ObjectNode object) {
      return new RecordFields(object);
    }
    throw new IllegalArgumentException(name + " is not an object");
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : array(name)) {
      texts.add(matching(value.isTextual(), name, value).textValue());
    }
    return texts;
  }

  public List<RecordFields> objects(String name) {
    List<RecordFields> objects = new ArrayList<>();
    for (JsonNode value : array(name)) {
      if (!(value instanceof ObjectNode object)) {
        throw new IllegalArgumentException(name + " has an element that is not an object");
      }
      objects.add(new RecordFields(object));
    }
    return objects;
  }

  /** Copies the fields of other names into another object. */
  public void copyAllBut(Set<String> names, ObjectNode into) {
    node.properties().stream()
        .filter(field -> !names.contains(field.getKey()))
        .forEach(field -> into.set(field.getKey(), field.getValue()));
  }

  /** Does something with a value that may be left out. */
  public static <T> void ifKnown(@Nullable T value, Consumer<T> action) {
    if (value != null) {
      action.accept(value);
    }
  }

  private JsonNode array(String name) {
    JsonNode value = required(name, node.get(name));
    return matching(value.isArray(), name, value);
  }

  private static JsonNode matching(boolean matches, String name, JsonNode value) {
    if (!matches) {
      throw new IllegalArgumentException(name + " is of the wrong type or out of range");
    }
    return value;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
