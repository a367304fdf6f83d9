package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A whole number.
 *
 * @param min the smallest
 * @param max the largest
 * @param type makes a value of a number in that range
 */
record WholeNumberForm<T extends Number>(long min, long max, LongFunction<T> type)
    implements ValueForm<T> {
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
