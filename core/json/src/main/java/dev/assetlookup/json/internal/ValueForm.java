package dev.assetlookup.json.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How values of one type are read and written: as a text or as a whole number. */
sealed interface ValueForm<T> permits TextForm, WholeNumberForm {
  /** Reads a document from outside; null where there is none or a problem was noted. */
  @Nullable T read(JsonFields fields, String name, Consumer<T> check);

  /** Reads a record that a store wrote; null where there is none. */
  @Nullable T read(RecordFields fields, String name);

  /** Reads the metadata of an object. */
  T parse(String text);

  void write(JsonGenerator json, T value) throws IOException;

  void write(ObjectNode node, String name, T value);
}
