package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Anything that its text stands for.
 *
 * @param type makes a value of a text that {@link Object#toString} of the value gives
 * @param lenient makes one of what another program may have written into metadata
 */
record TextForm<T>(Function<String, T> type, Function<String, T> lenient) implements ValueForm<T> {
  TextForm(Function<String, T> type) {
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
