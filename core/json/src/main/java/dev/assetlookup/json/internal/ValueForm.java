package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** How values of one type are read and written: as a text or as a whole number. */
sealed interface ValueForm<T> {
  /** Reads a document from outside; null where there is none or a problem was noted. */
  @Nullable T read(JsonFields fields, String name, Consumer<T> check);

  /** Reads a record that a store wrote; null where there is none. */
  @Nullable T read(RecordFields fields, String name);

  /** Reads the metadata of an object. */
  T parse(String text);

  void write(JsonGenerator json, T value) throws IOException;

  void write(ObjectNode node, String name, T value);

  /**
   * Anything that its text stands for.
   *
   * @param type makes a value of a text that {@link Object#toString} of the value gives
   * @param lenient makes one of what another program may have written into metadata
   */
  record Text<T>(Function<String, T> type, Function<String, T> lenient) implements ValueForm<T> {
    Text(Function<String, T> type) {
      this(type, type);
    }

    @Override
    public @Nullable T read(JsonFields fields, String name, Consumer<T> check) {
      return fields.optional(
          name,
          text -> {
            T value = type.apply(text);
            check.accept(value);
            return value;
          });
    }

    @Override
    public @Nullable T read(RecordFields fields, String name) {
      return fields.optional(name, type);
    }

    @Override
    public T parse(String text) {
      return lenient.apply(text);
    }

    @Override
    public void write(JsonGenerator json, T value) throws IOException {
      json.writeString(value.toString());
    }

    @Override
    public void write(ObjectNode node, String name, T value) {
      node.put(name, value.toString());
    }
  }

  /**
   * A whole number.
   *
   * @param min the smallest
   * @param max the largest
   * @param type makes a value of a number in that range
   */
  record Whole<T extends Number>(long min, long max, LongFunction<T> type) implements ValueForm<T> {
    private static final int MAX_DIGITS = 18;

    @Override
    public @Nullable T read(JsonFields fields, String name, Consumer<T> check) {
      Long number = fields.integer(name, max, value -> check.accept(type.apply(value)));
      return number == null ? null : type.apply(number);
    }

    @Override
    public @Nullable T read(RecordFields fields, String name) {
      Long number = fields.optionalNumber(name, min, max);
      return number == null ? null : type.apply(number);
    }

    /** Digits and nothing else: what Java parses beyond them is not what anybody meant. */
    @Override
    public T parse(String text) {
      if (text.isEmpty()
          || text.length() > MAX_DIGITS
          || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new IllegalArgumentException("not 1 to " + MAX_DIGITS + " digits");
      }
      long number = Long.parseLong(text);
      if (number < min || number > max) {
        throw new IllegalArgumentException("not from " + min + " to " + max);
      }
      return type.apply(number);
    }

    @Override
    public void write(JsonGenerator json, T value) throws IOException {
      json.writeNumber(value.longValue());
    }

    @Override
    public void write(ObjectNode node, String name, T value) {
      node.put(name, value.longValue());
    }
  }
}
